// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openOutbox } from '../../../src/report/outbox-store.js';
import { fakeBrowser } from './fake-browser.js';
import { fakeArea } from './fake-storage.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const { CollectorSection } = await import('../../../src/ui/options/collector-section.js');

const address = 'https://reports.example.org';

describe('the settings of an own collector', () => {
  let local: ReturnType<typeof fakeArea>;
  const asked: unknown[] = [];
  const sent: string[] = [];
  let isGranted = true;
  beforeEach(() => {
    local = fakeArea();
    asked.length = 0;
    sent.length = 0;
    isGranted = true;
    const permissions = {
      request: async (what: unknown) => {
        asked.push(what);
        return isGranted;
      },
      remove: async (what: unknown) => asked.push(what),
    };
    const sendMessage = async ({ seam }: { seam: string }): Promise<unknown> => {
      sent.push(seam);
      return { ok: true, value: { done: true } };
    };
    fake.browser = {
      ...fakeBrowser(),
      storage: { local: local.area },
      permissions,
      runtime: { sendMessage },
    };
  });
  afterEach(() => act(() => render(null, document.body)));

  async function open(): Promise<void> {
    await act(async () => render(<CollectorSection id="collector" />, document.body));
    await settle();
  }
  const settle = () => act(() => new Promise((done) => setTimeout(done, 20)));
  const status = (): string => document.querySelector('[role=status]')?.textContent ?? '';
  async function type(where: string, key: string): Promise<void> {
    const inputs = document.querySelectorAll<HTMLInputElement>('form input');
    for (const [at, value] of [where, key].entries()) {
      inputs[at]!.value = value;
      await act(() => void inputs[at]!.dispatchEvent(new Event('input', { bubbles: true })));
    }
    const submit = new Event('submit', { bubbles: true, cancelable: true });
    await act(() => void document.querySelector('form')!.dispatchEvent(submit));
    await settle();
  }

  test('start with none: nothing is asked for and nobody is told', async () => {
    await open();
    expect(document.querySelector('form')).not.toBeNull();
    expect(asked).toEqual([]);
    expect(sent).toEqual([]);
    expect(local.values).toEqual({});
  });

  test('ask for that host alone on the click, and keep nothing when it is refused', async () => {
    await open();
    isGranted = false;
    await type(`${address}/`, 'k');
    expect(asked).toEqual([{ origins: [`${address}/*`] }]);
    expect(local.values).toEqual({});
    expect(status()).not.toBe('');
    isGranted = true;
    await type(address, 'k');
    expect(local.values).toEqual({ collector: { address, teamKey: 'k', isOn: true } });
    expect(sent).toEqual(['outbox/work']);
  });

  test('ask for nothing where the address is no server', async () => {
    await open();
    await type('https://192.168.0.1', 'k');
    expect(asked).toEqual([]);
    expect(status()).not.toBe('');
  });

  test('switch it off and forget it, with its permission', async () => {
    local.values['collector'] = { address, teamKey: 'k', isOn: true };
    await open();
    const tick = document.querySelector<HTMLInputElement>('input[type=checkbox]')!;
    tick.checked = false;
    await act(() => void tick.dispatchEvent(new Event('change', { bubbles: true })));
    await settle();
    expect(local.values['collector']).toMatchObject({ isOn: false });
    await act(() => document.querySelector<HTMLButtonElement>('p > button')!.click());
    await settle();
    expect(local.values).toEqual({});
    expect(asked).toEqual([{ origins: [`${address}/*`] }]);
  });

  test('forget it without taking the permission from a time stamp authority on the same host', async () => {
    local.values['collector'] = { address, teamKey: 'k', isOn: true };
    local.values['stamp-authorities'] = [{ address: `${address}/tsr`, root: 'AAAA' }];
    await open();
    await act(() => document.querySelector<HTMLButtonElement>('p > button')!.click());
    await settle();
    expect(Object.keys(local.values)).toEqual(['stamp-authorities']);
    expect(asked).toEqual([]);
  });

  test('show what waits, and let go of it', async () => {
    const db = await openOutbox();
    await db.add({ body: '{}', sha256: 'ab'.repeat(32) }, address, 1, {
      caseId: 'c1',
      isAddressOnly: false,
    });
    await open();
    expect(document.querySelector('table')?.textContent).toContain('reports.example.org');
    await act(() => document.querySelector<HTMLButtonElement>('td button')!.click());
    await vi.waitFor(() => expect(document.querySelector('table')).toBeNull());
    expect(await db.all()).toEqual([]);
    db.close();
  });
});

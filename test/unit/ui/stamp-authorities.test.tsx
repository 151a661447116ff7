// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from './fake-browser.js';
import { fakeArea } from './fake-storage.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const { say } = await import('../../../src/ui/words.js');
const { StampAuthorities } = await import('../../../src/ui/options/stamp-authorities.js');

const host = 'https://a.example';
const authority = { address: `${host}/tsr`, root: 'AAAA' };

describe('the settings of time stamp authorities', () => {
  let local: ReturnType<typeof fakeArea>;
  const allowed = new Set<string>();
  beforeEach(() => {
    local = fakeArea();
    allowed.clear();
    const only = ({ origins }: { origins: string[] }): string => origins[0]!;
    const permissions = {
      contains: async (what: { origins: string[] }) => allowed.has(only(what)),
      request: async (what: { origins: string[] }) => Boolean(allowed.add(only(what))),
      remove: async (what: { origins: string[] }) => allowed.delete(only(what)),
    };
    fake.browser = { ...fakeBrowser(), storage: { local: local.area }, permissions };
  });
  afterEach(() => act(() => render(null, document.body)));

  const settle = () => act(() => new Promise((done) => setTimeout(done, 20)));
  async function open(): Promise<void> {
    await act(async () => render(<StampAuthorities />, document.body));
    await settle();
  }
  async function addWithoutCertificate(): Promise<void> {
    const field = document.querySelector<HTMLInputElement>('form input')!;
    field.value = `${host}/tsr`;
    await act(() => void field.dispatchEvent(new Event('input', { bubbles: true })));
    const submit = new Event('submit', { bubbles: true, cancelable: true });
    await act(() => void document.querySelector('form')!.dispatchEvent(submit));
    await settle();
    expect(document.body.textContent).toContain(say('options_stamp_bad_certificate'));
  }
  async function removeFirst(): Promise<void> {
    await act(() => document.querySelector<HTMLButtonElement>('li button')!.click());
    await settle();
  }

  test('after a bad certificate the host is allowed as much as before, and no more', async () => {
    await open();
    await addWithoutCertificate();
    expect([...allowed]).toEqual([]);
    // As somebody allowed it in the browser's own settings.
    allowed.add(`${host}/*`);
    await addWithoutCertificate();
    expect([...allowed]).toEqual([`${host}/*`]);
  });

  test('one that goes takes its permission along, but not from another one or a collector there', async () => {
    allowed.add(`${host}/*`);
    const collector = { address: host, teamKey: 'k', isOn: true };
    const others = [authority, { ...authority, address: `${host}/other` }];
    Object.assign(local.values, { collector, 'stamp-authorities': others });
    await open();
    await removeFirst();
    await removeFirst();
    expect(local.values['stamp-authorities']).toEqual([]);
    expect([...allowed]).toEqual([`${host}/*`]);
    Object.assign(local.values, { collector: null, 'stamp-authorities': [authority] });
    await act(() => render(null, document.body));
    await open();
    await removeFirst();
    expect([...allowed]).toEqual([]);
  });
});

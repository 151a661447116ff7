// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseCatalog } from '../../../src/shared/catalog.js';
import { Options } from '../../../src/ui/options/options.js';
import { readSettings } from '../../../src/ui/options/use-site-modes.js';
import { modeLabel, say } from '../../../src/ui/words.js';
import { fakeBrowser, projectRoot } from './fake-browser.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const models = parseCatalog(
  JSON.parse(readFileSync(resolve(projectRoot, 'models/catalog.json'), 'utf8')),
).models;

async function open(stored: unknown): Promise<{ written: unknown[] }> {
  const written: unknown[] = [];
  let follow: ((changes: Record<string, { newValue?: unknown }>) => void) | undefined;
  let current = stored;
  fake.browser = {
    ...fakeBrowser(),
    storage: {
      local: {
        get: () => Promise.resolve({ 'site-modes': current }),
        set: (values: Record<string, unknown>) => {
          written.push(values);
          current = values['site-modes'];
          follow?.({ 'site-modes': { newValue: current } });
          return Promise.resolve();
        },
        onChanged: {
          addListener: (listener: typeof follow) => (follow = listener),
          removeListener: () => (follow = undefined),
        },
      },
    },
  };
  await act(async () => {
    render(<Options models={models} />, document.body);
  });
  await settle();
  return { written };
}

async function settle(): Promise<void> {
  await act(() => new Promise((resolve_) => setTimeout(resolve_, 5)));
}

afterEach(() => render(null, document.body));

describe('the settings page', () => {
  test('lists the sites that have a mode of their own', async () => {
    await open({ 'https://b.example': 'off', 'https://a.example': 'auto' });
    const rows = [...document.querySelectorAll('tbody tr')]
      .slice(0, 2)
      .map(({ textContent }) => textContent);
    expect(rows[0]).toContain(`https://a.example${modeLabel('auto')}`);
    expect(rows[1]).toContain(`https://b.example${modeLabel('off')}`);
  });

  test('forgets one site and keeps the others', async () => {
    const { written } = await open({ 'https://b.example': 'off', 'https://a.example': 'auto' });
    const label = say('options_sites_forget', 'https://b.example');
    document.querySelector<HTMLButtonElement>(`button[aria-label="${label}"]`)!.click();
    await settle();
    expect(written).toEqual([{ 'site-modes': { 'https://a.example': 'auto' } }]);
    expect(document.body.textContent).not.toContain('https://b.example');
  });

  test('says so when there is no such site', async () => {
    await open(undefined);
    expect(document.body.textContent).toContain(say('options_sites_none'));
  });

  test('names every model of the catalog with its checksum', async () => {
    await open(undefined);
    for (const { id, sha256 } of models) {
      expect(document.body.textContent).toContain(id);
      expect(document.body.textContent).toContain(sha256);
    }
  });

  test('reads only known modes, whatever the storage holds', () => {
    expect(readSettings({ 'https://a.example': 'loud', 'https://b.example': 'manual' })).toEqual([
      { origin: 'https://b.example', mode: 'manual' },
    ]);
    for (const broken of [undefined, null, 'x', 7, []]) expect(readSettings(broken)).toEqual([]);
  });
});

// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readOwnModelBytes, saveOwnModelBytes } from '../../../src/settings/own-model-bytes.js';
import { settingKeys } from '../../../src/settings/setting-keys.js';
import { parseCatalog } from '../../../src/shared/catalog.js';
import { maxUploaderRules } from '../../../src/shared/uploader-rules.js';
import { Options } from '../../../src/ui/options/options.js';
import { debugText } from '../../../src/ui/options/debug-text.js';
import { say } from '../../../src/ui/words.js';
import { fakeBrowser, projectRoot } from './fake-browser.js';
import { fakeArea } from './fake-storage.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const models = parseCatalog(
  JSON.parse(readFileSync(resolve(projectRoot, 'models/catalog.json'), 'utf8')),
).models;

/** What the trial of a model answers; a worker does it in the browser. */
let trialAnswer: string | null = null;
const trial = (): Promise<string | null> =>
  trialAnswer === 'break' ? Promise.reject(new RangeError('x')) : Promise.resolve(trialAnswer);

/** Messages to the background, and whether it answers. */
const asked: string[] = [];
let backgroundIsThere = true;
const givenBack: unknown[] = [];

/** What the browser lets us read, and who wants to know when that grows. */
let granted: string[] = [];
const onGrant: (() => void)[] = [];
const removeListener = (): void => undefined;
beforeEach(() => {
  granted = ['https://own.example/*', 'https://a.example/*'];
  onGrant.length = 0;
});

async function open(stored: Record<string, unknown> = {}) {
  asked.length = givenBack.length = 0;
  backgroundIsThere = true;
  const local = fakeArea(stored);
  const session = fakeArea({ 'tab:1': {}, 'recent-verdicts': [] });
  const opened: unknown[] = [];
  fake.browser = {
    ...fakeBrowser(),
    storage: { local: local.area, session: session.area },
    runtime: {
      getURL: (path: string) => `chrome-extension://seam/${path}`,
      getManifest: () => ({ version: '9.9.9', host_permissions: ['https://own.example/*'] }),
      sendMessage: ({ seam }: { seam: string }) => {
        asked.push(seam);
        const isThere = backgroundIsThere;
        return Promise.resolve(
          isThere ? { ok: true, value: { done: true } } : { ok: false, error: 'failed' },
        );
      },
    },
    permissions: {
      remove: (permission: unknown) => Promise.resolve(void givenBack.push(permission)),
      getAll: () => Promise.resolve({ origins: [...granted] }),
      request: ({ origins }: { origins: string[] }) => {
        granted.push(...origins);
        return Promise.resolve(true);
      },
      onAdded: { addListener: (tell: () => void) => void onGrant.push(tell), removeListener },
      onRemoved: { addListener: () => undefined, removeListener },
    },
    commands: {
      getAll: () =>
        Promise.resolve([
          { name: '_execute_action', description: '', shortcut: 'Alt+S' },
          { name: 'check', description: 'x', shortcut: '' },
        ]),
    },
    tabs: {
      create: (tab: unknown) => Promise.resolve(void opened.push(tab)),
      query: () => Promise.resolve([]),
    },
  };
  Object.defineProperty(navigator, 'storage', {
    configurable: true,
    value: { estimate: () => Promise.resolve({ usage: 3_400_000 }) },
  });
  await act(async () => {
    render(<Options models={models} tryModel={trial} />, document.body);
  });
  await settle();
  return { local, session, opened };
}

async function settle(): Promise<void> {
  await act(() => new Promise((resolve_) => setTimeout(resolve_, 5)));
}

const text = (selector: string): string => document.querySelector(selector)?.textContent ?? '';
const rowsOf = (selector: string): string[] =>
  [...document.querySelectorAll(`${selector} tbody tr`)].map(
    (row) => row.querySelector('th')?.textContent ?? '',
  );

function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find(
    (candidate) => candidate.textContent === name || candidate.getAttribute('aria-label') === name,
  );
  if (found === undefined) throw new Error(`no button ${name}`);
  return found;
}

async function chooseFile(content: string): Promise<void> {
  await choose('#sites', [new File([content], 'x.json', { type: 'application/json' })]);
}

async function choose(section: string, files: readonly File[]): Promise<void> {
  const input = document.querySelector<HTMLInputElement>(`${section} .file input`)!;
  Object.defineProperty(input, 'files', { configurable: true, value: files });
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
  await settle();
}

afterEach(() => render(null, document.body));

const rule = { site: 'youtube', uploaderId: 'UC1', name: 'A channel', mode: 'off' } as const;

describe('the list of sites and uploaders', () => {
  test('shows both, and changes a mode in place', async () => {
    const { local } = await open({
      'site-modes': { 'https://b.example': 'off', 'https://a.example': 'auto' },
      'uploader-rules': [rule],
    });
    expect(rowsOf('.sites')).toEqual([
      'https://a.example',
      'https://b.example',
      'A channelyoutube',
    ]);
    const select = document.querySelectorAll<HTMLSelectElement>('.sites select');
    select[0]!.value = 'manual';
    select[0]!.dispatchEvent(new Event('change', { bubbles: true }));
    select[2]!.value = 'auto';
    select[2]!.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(local.values['site-modes']).toMatchObject({ 'https://a.example': 'manual' });
    expect(local.values['uploader-rules']).toEqual([{ ...rule, mode: 'auto' }]);
  });

  test('forgets one and keeps the others', async () => {
    const { local } = await open({
      'site-modes': { 'https://b.example': 'off', 'https://a.example': 'auto' },
      'uploader-rules': [rule],
    });
    button(say('options_sites_forget', 'https://b.example')).click();
    button(say('options_sites_forget', 'A channel')).click();
    await settle();
    expect(local.values['site-modes']).toEqual({ 'https://a.example': 'auto' });
    expect(local.values['uploader-rules']).toEqual([]);
  });

  test('is searched by name once it is long', async () => {
    const modes = Object.fromEntries(
      ['one', 'two', 'three', 'four', 'five', 'six'].map((name) => [`https://${name}.x`, 'off']),
    );
    await open({ 'site-modes': modes });
    const search = document.querySelector<HTMLInputElement>('input[type=search]')!;
    search.value = 'F';
    await act(async () => void search.dispatchEvent(new Event('input', { bubbles: true })));
    expect(rowsOf('.sites')).toEqual(['https://five.x', 'https://four.x']);
    search.value = 'nobody';
    await act(async () => void search.dispatchEvent(new Event('input', { bubbles: true })));
    expect(text('#sites')).toContain(say('options_sites_not_found'));
  });

  test('keeps the search field while something is sought, however short it gets', async () => {
    const modes = Object.fromEntries(
      ['one', 'two', 'three', 'four', 'five', 'six'].map((name) => [`https://${name}.x`, 'off']),
    );
    await open({ 'site-modes': modes });
    const search = (): HTMLInputElement | null => document.querySelector('input[type=search]');
    search()!.value = 'five';
    await act(async () => void search()!.dispatchEvent(new Event('input', { bubbles: true })));
    button(say('options_sites_forget', 'https://five.x')).click();
    await settle();
    expect(text('#sites')).toContain(say('options_sites_not_found'));
    search()!.value = '';
    await act(async () => void search()!.dispatchEvent(new Event('input', { bubbles: true })));
    expect(rowsOf('.sites')).toHaveLength(5);
    expect(search()).toBeNull();
  });

  test('refuses a file that would make it longer than is kept', async () => {
    const rules = (from: number, count: number): object[] =>
      Array.from({ length: count }, (_, index) => ({ ...rule, uploaderId: `UC${from + index}` }));
    const { local } = await open({ 'uploader-rules': rules(0, maxUploaderRules) });
    const file = { format: 'seam-sites', version: 1, sites: [] };
    await chooseFile(JSON.stringify({ ...file, uploaders: rules(maxUploaderRules, 1) }));
    expect(text('#sites [role=status]')).toBe(say('options_import_too_many'));
    expect(local.values['uploader-rules']).toEqual(rules(0, maxUploaderRules));
    // What is there already adds nothing.
    await chooseFile(JSON.stringify({ ...file, uploaders: rules(0, 3) }));
    expect(text('#sites [role=status]')).toBe(say('options_import_done', 3));
  });

  test('says so when nothing is in it', async () => {
    await open();
    expect(text('#sites')).toContain(say('options_sites_none'));
  });

  test('takes over a file whole, or not at all', async () => {
    const { local } = await open({ 'site-modes': { 'https://a.example': 'auto' } });
    const good = { origin: 'https://b.example', mode: 'off' };
    const file = { format: 'seam-sites', version: 1, sites: [good], uploaders: [rule] };
    await chooseFile(
      JSON.stringify({ ...file, sites: [good, { origin: 'javascript:alert(1)', mode: 'auto' }] }),
    );
    expect(text('#sites [role=status]')).toBe(say('options_import_not_ours'));
    expect(local.values['site-modes']).toEqual({ 'https://a.example': 'auto' });
    await chooseFile(JSON.stringify(file));
    expect(text('#sites')).toContain(say('options_import_done', 2));
    expect(local.values['site-modes']).toEqual({
      'https://a.example': 'auto',
      'https://b.example': 'off',
    });
    expect(local.values['uploader-rules']).toEqual([rule]);
  });

  test('leaves as a file that takes everything back in', async () => {
    const modes = { 'https://a.example': 'auto', 'https://b.example': 'off' };
    await open({ 'site-modes': modes, 'uploader-rules': [rule] });
    const files: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
      files.push(file as Blob);
      return 'blob:x';
    });
    button(say('options_export')).click();
    await settle();
    expect(files).toHaveLength(1);
    const written = await files[0]!.text();
    const { local } = await open();
    await chooseFile(written);
    expect(local.values['site-modes']).toEqual(modes);
    expect(local.values['uploader-rules']).toEqual([rule]);
    vi.restoreAllMocks();
  });
});

describe('the other sections', () => {
  test('the most that may be looked at is chosen, explained, and apart from sparing itself', async () => {
    const { local } = await open();
    const ceiling = document.querySelector<HTMLInputElement>('#performance input[value=light]')!;
    ceiling.click();
    await settle();
    expect(local.values['settings']).toMatchObject({ effortCeiling: 'light', sparesItself: true });
    expect(text('#performance')).toContain(say('options_effort_light_explain'));
    const spares = document.querySelector<HTMLInputElement>('#performance input[type=checkbox]')!;
    expect(spares.checked).toBe(true);
    spares.click();
    await settle();
    expect(local.values['settings']).toMatchObject({ effortCeiling: 'light', sparesItself: false });
  });

  test('the level from which a notice is shown stands beside its measured errors', async () => {
    await open();
    const before = text('#sensitivity [role=status]');
    expect(before).toMatch(/\d/);
    document.querySelector<HTMLInputElement>('#sensitivity input[value=strong]')!.click();
    await settle();
    expect(text('#sensitivity [role=status]')).not.toBe(before);
  });

  test('no figures of our model stand beside the level while another one judges', async () => {
    await open({ 'engine-preferences': { ownModel: { ...models[0], id: 'own:mine' } } });
    expect(text('#sensitivity [role=status]')).toBe(say('detail_alarm_unknown'));
  });

  test('write a setting at once and leave the others alone', async () => {
    const { local } = await open({ settings: { language: 'zh_TW' } });
    document.querySelector<HTMLInputElement>('input[value=strong]')!.click();
    await settle();
    expect(local.values['settings']).toMatchObject({ language: 'zh_TW', noticeFrom: 'strong' });
    document.querySelector<HTMLInputElement>('#language input[value=en]')!.click();
    await settle();
    expect(local.values['settings']).toMatchObject({ language: 'en', noticeFrom: 'strong' });
  });

  test('a language is a click away in its own name, whatever is spoken', async () => {
    await open();
    expect(text('#language')).toContain('简体中文');
    expect(text('#language')).toContain('繁體中文');
    expect(text('#language')).toContain('English');
  });

  test('the choice of a backend keeps what tests have set beside it', async () => {
    const { local } = await open({ 'engine-preferences': { allowFallbackAdapter: true } });
    document.querySelector<HTMLInputElement>('input[value=wasm]')!.click();
    await settle();
    expect(local.values['engine-preferences']).toEqual({
      backend: 'wasm',
      allowFallbackAdapter: true,
      ownModel: null,
    });
  });

  test('name the keys, and open the page of the browser that changes them', async () => {
    const { opened } = await open();
    expect(rowsOf('#keyboard')).toEqual([say('command_open'), say('command_check')]);
    expect(text('#keyboard kbd')).toBe('Alt+S');
    expect(text('#keyboard')).toContain(say('options_keyboard_none'));
    button(say('options_keyboard_change')).click();
    await settle();
    expect(opened).toEqual([{ url: 'chrome://extensions/shortcuts' }]);
  });

  test('name every model of the catalog with its checksum', async () => {
    await open();
    for (const { id, sha256 } of models) {
      expect(text('#model')).toContain(id);
      expect(text('#model')).toContain(sha256);
    }
  });

  test('say "nothing" only while nothing was sent, and then list every request', async () => {
    await open();
    expect(text('#data .nothing')).toBe(say('options_data_nothing'));
    render(null, document.body);
    const sent = { atMs: 1, purpose: 'time-stamp', host: 'tsa.example', sentBytes: 59 };
    await open({ 'request-ledger': [sent, 'broken'] });
    expect(text('#data .nothing')).toBe(say('options_data_requests', 1));
    expect(rowsOf('#data')).toEqual(['tsa.example']);
    expect(text('#data')).toContain(say('purpose_time_stamp'));
  });

  test('the debug copy counts sites and uploaders and names none', async () => {
    await open({
      'site-modes': { 'https://secret.example': 'off' },
      'uploader-rules': [{ ...rule, name: 'Secret' }],
      'request-ledger': [{ atMs: 1, purpose: 'collector', host: 'secret.host', sentBytes: 1 }],
    });
    const copy = await debugText(models);
    expect(JSON.parse(copy)).toMatchObject({
      version: '9.9.9',
      sitesWithMode: 1,
      uploadersWithMode: 1,
      requestsSent: 1,
      watchedTabs: 1,
    });
    expect(copy).not.toMatch(/secret|UC1/i);
  });

  test('reset needs a second click, removes settings and leaves proof', async () => {
    const sent = [{ atMs: 1, purpose: 'collector', host: 'x.example', sentBytes: 1 }];
    const stored = Object.fromEntries(settingKeys.map((key) => [key, {}]));
    const { local } = await open({ ...stored, 'request-ledger': sent, other: 1 });
    button(say('options_reset_ask')).click();
    await settle();
    expect(Object.keys(local.values)).toContain('settings');
    expect(document.activeElement?.textContent).toBe(say('options_reset_sure'));
    button(say('options_reset_sure')).click();
    await saysOfReset('options_reset_done');
    expect(local.values).toEqual({ 'request-ledger': sent, other: 1 });
    expect(document.activeElement?.textContent).toBe(say('options_reset_ask'));
  });

  test('reset forgets media and places of notices, the model that was brought, and permissions given later', async () => {
    await saveOwnModelBytes('hash', new Uint8Array([1]));
    const { local, session } = await open({ 'notice-places': [{ host: 'a.example' }] });
    button(say('options_reset_ask')).click();
    await settle();
    button(say('options_reset_sure')).click();
    await saysOfReset('options_reset_done');
    expect(asked).toEqual(['memory/forget']);
    expect(local.values).toEqual({});
    expect(session.values).not.toHaveProperty('recent-verdicts');
    await expect(readOwnModelBytes('hash')).rejects.toThrow();
    // The browser refuses to take those of the manifest.
    expect(givenBack).toEqual([{ origins: ['https://a.example/*'] }]);
  });

  test('reset says so when a part of it failed, and does the others', async () => {
    const { local } = await open({ settings: {} });
    backgroundIsThere = false;
    button(say('options_reset_ask')).click();
    await settle();
    button(say('options_reset_sure')).click();
    await saysOfReset('options_reset_partly');
    expect(local.values).toEqual({});
  });
});

/** Its parts are stores of the browser: how many turns they take is theirs. */
async function saysOfReset(key: string): Promise<void> {
  await vi.waitFor(() => expect(text('#reset [role=status]')).toBe(say(key)), 10_000);
}

test('every section can be reached by its name in the address', async () => {
  await open();
  const links = [...document.querySelectorAll('nav a')].map((link) => link.getAttribute('href'));
  expect(links.length).toBeGreaterThan(8);
  for (const link of links) expect(document.querySelector(link!)?.tagName).toBe('SECTION');
});

describe('a model that the person brings', () => {
  const bytes = new TextEncoder().encode('a model');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const entry = { ...models[0]!, id: 'mine', sha256, bytes: bytes.length };
  const files = (change: object = {}, content = bytes): File[] => [
    new File([content], 'mine.onnx'),
    new File([JSON.stringify({ ...entry, ...change })], 'mine.json'),
  ];
  const status = (): string => text('#model [role=status]');
  const settleLonger = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await settle();
  };

  test('is used after every check, under an id that tells it from ours, and forgotten again', async () => {
    const { local } = await open();
    trialAnswer = null;
    await choose('#model', files());
    await settleLonger();
    expect(status()).toBe(say('options_own_model_taken'));
    expect(local.values['engine-preferences']).toMatchObject({
      ownModel: { id: 'own:mine', sha256 },
    });
    expect(text('#model')).toContain('own:mine');
    button(say('options_own_model_forget')).click();
    await settleLonger();
    expect(local.values['engine-preferences']).toMatchObject({ ownModel: null });
  });

  test.each([
    ['one file', [files()[0]!], 'options_own_model_files'],
    [
      'other bytes than the entry names',
      files({}, new TextEncoder().encode('b model')),
      'options_own_model_bytes',
    ],
    ['another size', files({ bytes: 1 }), 'options_own_model_bytes'],
  ])('with %s is refused and changes nothing', async (_what, chosen, key) => {
    const { local } = await open();
    await choose('#model', chosen);
    await settleLonger();
    expect(status()).toBe(say(key));
    expect(local.values).not.toHaveProperty('engine-preferences');
  });

  test('whose entry breaks the contract is refused with the field', async () => {
    const { local } = await open();
    await choose('#model', files({ golden: [] }));
    await settleLonger();
    expect(status()).toContain('golden');
    expect(local.values).not.toHaveProperty('engine-preferences');
  });

  test('above what fits beside a video is refused by its size, not by its checksum', async () => {
    await open();
    const [onnx, json] = files({ bytes: 100_000_001 });
    Object.defineProperty(onnx, 'size', { value: 100_000_001 });
    await choose('#model', [onnx!, json!]);
    await settleLonger();
    expect(status()).toBe(say('options_own_model_size', '100'));
  });

  test('that finds no room on the disk is named, and leaves nothing behind', async () => {
    const { local } = await open();
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await choose('#model', files());
    await settleLonger();
    expect(status()).toBe(say('options_own_model_broken', 'QuotaExceededError'));
    expect(local.values).not.toHaveProperty('engine-preferences');
    full.mockRestore();
  });

  test('whose trial breaks off is named, and its bytes are not kept', async () => {
    await open();
    trialAnswer = 'break';
    await choose('#model', files());
    await settleLonger();
    expect(status()).toBe(say('options_own_model_broken', 'RangeError'));
    await expect(readOwnModelBytes(sha256)).rejects.toThrow();
  });

  test('that computes other numbers than its entry says is refused', async () => {
    const { local } = await open();
    trialAnswer = 'suspect: Pattern ramp is off';
    await choose('#model', files());
    await settleLonger();
    expect(status()).toBe(say('options_own_model_refused', trialAnswer));
    expect(local.values).not.toHaveProperty('engine-preferences');
  });
});

describe('hosts of picture files', () => {
  const offered = (): string[] =>
    [...document.querySelectorAll('#pictures > p label')].map(({ textContent }) => textContent);

  test('are offered for the sites that were allowed; the others stay folded', async () => {
    granted = ['https://*.youtube.com/*', 'https://weibo.com/*'];
    await open();
    expect(offered()).toEqual([
      ' i.ytimg.com youtube.com',
      ' yt3.ggpht.com youtube.com',
      ' *.sinaimg.cn weibo.com',
    ]);
    expect(text('#pictures details')).toContain('*.hdslb.com');
    granted.push('https://x.com/*');
    for (const tell of onGrant) tell();
    await settle();
    expect(offered()).toContain(' pbs.twimg.com x.com');
  });

  test('ask the browser for themselves alone, and are off until then', async () => {
    granted = ['https://weibo.com/*'];
    const { local } = await open();
    const box = document.querySelector<HTMLInputElement>('#pictures > p input')!;
    expect(box.checked).toBe(false);
    box.click();
    await settle();
    expect(granted).toEqual(['https://weibo.com/*', 'https://*.sinaimg.cn/*']);
    expect(local.values['picture-hosts']).toEqual(['sinaimg']);
    // Switched off, the permission goes back, but not one that a watched site needs.
    local.values['site-modes'] = { 'https://wx1.sinaimg.cn': 'auto' };
    box.click();
    await settle();
    expect(local.values['picture-hosts']).toEqual([]);
    expect(givenBack).toEqual([]);
    local.values['site-modes'] = {};
    for (let time = 0; time < 2; time += 1) {
      box.click();
      await settle();
    }
    expect(givenBack).toEqual([{ origins: ['https://*.sinaimg.cn/*'] }]);
  });
});

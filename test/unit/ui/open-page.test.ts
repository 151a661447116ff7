// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser, readMessages, type Language } from './fake-browser.js';
import { fakeArea } from './fake-storage.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));

const asked: string[] = [];

/** A browser whose storage answers when it is let. */
function stage(settings: object): { answer: () => void; local: ReturnType<typeof fakeArea> } {
  const local = fakeArea({ settings });
  let answer = (): void => undefined;
  const gate = new Promise<void>((open) => (answer = open));
  const get = local.area['get'] as (key: string) => Promise<unknown>;
  fake.browser = {
    ...fakeBrowser(),
    runtime: { getURL: (path: string) => path },
    storage: {
      local: {
        ...local.area,
        // What was there when it was asked for, told later.
        get: async (key: string) => {
          const read = await get(key);
          await gate;
          return read;
        },
      },
    },
  };
  return { answer, local };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
}

beforeEach(() => {
  vi.resetModules();
  localStorage.clear();
  asked.length = 0;
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    const language = path.split('/')[1] as Language;
    return Promise.resolve(Response.json(readMessages(language)));
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('a page of the extension', () => {
  test('asks for the words chosen last before the settings have come, and only once', async () => {
    localStorage.setItem('language', 'zh_CN');
    const { answer } = stage({ language: 'zh_CN' });
    const { openPage, extensionTitle } = await import('../../../src/ui/open-page.js');
    const drawn: string[] = [];
    void openPage(extensionTitle, () => drawn.push(document.title));
    await settle();
    expect(asked).toEqual(['_locales/zh_CN/messages.json']);
    expect(drawn).toEqual([]);
    answer();
    await settle();
    expect(drawn).toEqual([readMessages('zh_CN')['extensionName']!.message]);
    expect(asked).toHaveLength(1);
  });

  test('a remembered word that is no language is none', async () => {
    localStorage.setItem('language', '../../other');
    const { answer } = stage({ language: 'en' });
    const { openPage, extensionTitle } = await import('../../../src/ui/open-page.js');
    void openPage(extensionTitle, () => undefined);
    answer();
    await settle();
    expect(asked).toEqual(['_locales/en/messages.json']);
  });

  test('speaks the language of the settings, whatever was remembered, and remembers that', async () => {
    localStorage.setItem('language', 'zh_CN');
    const { answer } = stage({ language: 'zh_TW' });
    const { openPage, extensionTitle } = await import('../../../src/ui/open-page.js');
    const drawn: string[] = [];
    void openPage(extensionTitle, () => drawn.push(document.documentElement.lang));
    answer();
    await settle();
    expect(drawn).toEqual(['zh-TW']);
    expect(localStorage.getItem('language')).toBe('zh_TW');
  });

  test('a choice made while the settings are read is not undone by them', async () => {
    const { answer, local } = stage({ language: 'zh_CN' });
    const { openPage, extensionTitle } = await import('../../../src/ui/open-page.js');
    const drawn: string[] = [];
    void openPage(extensionTitle, () => drawn.push(document.documentElement.lang));
    await settle();
    await (local.area['set'] as (values: object) => Promise<void>)({
      settings: { language: 'zh_TW' },
    });
    await settle();
    answer();
    await settle();
    expect(drawn.at(-1)).toBe('zh-TW');
  });
});

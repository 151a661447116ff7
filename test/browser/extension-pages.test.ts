import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BrowserName } from '../../src/cli/browsers/browser-name.js';
import type { DrivenPage } from '../../src/cli/browsers/driven-browser.js';
import { levels } from '../../src/shared/level.js';
import type { MediaRecord } from '../../src/shared/media-record.js';
import { aRecord, aTrack, aVerdict } from '../unit/ui/records.js';
import { openSeam, type OpenSeam, type OpenSeamOptions } from './open-seam.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Look {
  readonly name: BrowserName;
  readonly what: string;
  readonly lang: string;
  readonly isDark: boolean;
  readonly options: OpenSeamOptions;
}

const darkFirefox = { 'layout.css.prefers-color-scheme.content-override': 0 };
const looks: readonly Look[] = [
  { name: 'chromium', what: 'English, light', lang: 'en', isDark: false, options: {} },
  {
    name: 'chromium',
    what: 'Chinese, light',
    lang: 'zh-CN',
    isDark: false,
    options: { browser: { args: ['--lang=zh-CN'] } },
  },
  {
    name: 'firefox',
    what: 'English, dark',
    lang: 'en',
    isDark: true,
    options: { browser: { preferences: darkFirefox } },
  },
];

/** One face picture of 1 x 1: what matters here is that it is drawn and named. */
const thumbnail =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const several = aVerdict('strong', {
  reasons: ['faces-left-out'],
  tracks: [
    aTrack('strong', { thumbnail, framesRefused: { 'too-dark': 3 } }),
    aTrack('cannot-tell', { reasons: ['face-too-small'] }),
  ],
});
const scenes: Readonly<Record<string, readonly MediaRecord[]>> = {
  ...Object.fromEntries(levels.map((level) => [level, [aRecord(level)]])),
  checking: [aRecord(null)],
  blocked: [aRecord(null, { state: 'blocked', reasons: ['protected'] })],
  'several faces and media': [
    aRecord(null, { state: 'judged', title: 'A title', verdict: several }),
    aRecord('none-found', { kind: 'image' }),
    aRecord('cannot-tell', { reasons: ['page-interferes'] }),
  ],
  nothing: [],
};

/** A tab that does not exist: the popup shows what the session storage holds for it. */
const tabId = 999_999;

describe.each(looks)('the extension pages in $name, $what', ({ name, lang, isDark, options }) => {
  let seam: OpenSeam;
  beforeAll(async () => {
    seam = await openSeam(name, options);
  });
  afterAll(async () => {
    await seam.stop();
  });

  test.each(Object.keys(scenes))('the popup is clean for axe: %s', async (scene) => {
    await seam.extensionPage.evaluate(
      ({ key, records }) =>
        chrome.storage.session.set({ [key]: { origin: null, records, updatedAtMs: 1 } }),
      { key: `tab:${tabId}`, records: scenes[scene]! },
    );
    const page = await seam.browser.openExtensionPage(`src/entries/popup.html?tab=${tabId}`);
    await page.evaluate(async () => {
      while (document.querySelector('main h2') === null) {
        await new Promise((done) => setTimeout(done, 20));
      }
      for (const closed of document.querySelectorAll('details')) closed.open = true;
    });
    expect(await look(page)).toEqual({ lang, isDark });
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test('the settings are clean for axe', async () => {
    await seam.extensionPage.evaluate(() =>
      chrome.storage.local.set({ 'site-modes': { 'https://a.example': 'off' } }),
    );
    const page = await seam.browser.openExtensionPage('src/entries/options.html');
    await page.evaluate(async () => {
      while (document.querySelector('tbody button') === null) {
        await new Promise((done) => setTimeout(done, 20));
      }
      for (const closed of document.querySelectorAll('details')) closed.open = true;
    });
    expect(await look(page)).toEqual({ lang, isDark });
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});

const look = (page: DrivenPage): Promise<{ lang: string; isDark: boolean }> =>
  page.evaluate(() => ({
    lang: document.documentElement.lang,
    isDark: matchMedia('(prefers-color-scheme: dark)').matches,
  }));

/** Rules broken, with the places. */
async function violations(page: DrivenPage): Promise<readonly string[]> {
  await page.evaluate(`${axe}; undefined`);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: {
        run: () => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
      };
    };
    const { violations: broken } = await checker.run();
    return broken.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
  });
}

import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserName } from '../../src/cli/browsers/browser-name.js';
import type { DrivenBrowser, DrivenPage } from '../../src/cli/browsers/driven-browser.js';
import { openBrowser, type OpenBrowserOptions } from '../../src/cli/browsers/open-browser.js';
import { readTabs, type TabView } from '../../src/cli/browsers/read-tabs.js';
import { closeWelcome, copyWithOrigins, watchOrigins } from '../../src/cli/grant-origins.js';
import type { MediaRecord } from '../../src/shared/media-record.js';
import type { FixtureSite } from '../fixtures/fixture-site.js';
import { fixtureSites, hosts } from '../fixtures/sites.js';
import { startRecordingProxy, type RecordingProxy } from './recording-proxy.js';

const root = resolve(import.meta.dirname, '../..');
const plainOrigin = `https://${hosts.plain}`;

/** A browser with the packaged build, alone with the fixture pages behind a recording proxy. */
export interface OpenSeam {
  readonly browser: DrivenBrowser;
  readonly proxy: RecordingProxy;
  /** A page of the extension that does nothing by itself. */
  readonly extensionPage: DrivenPage;
  readonly watch: (url: string) => Promise<WatchedTab>;
  readonly stop: () => Promise<void>;
}

/** One tab and what Seam says about it. */
export interface WatchedTab {
  readonly tabId: number;
  readonly page: DrivenPage;
  readonly view: () => Promise<TabView>;
  /** The view once `isTrue` of it; throws with the last view when that does not come. */
  readonly until: (
    what: string,
    isTrue: (view: TabView) => boolean,
    limitMs?: number,
  ) => Promise<TabView>;
  readonly close: () => Promise<void>;
}

export interface OpenSeamOptions {
  /** Changes the unpacked copy before it is loaded (a broken model, say). */
  readonly tamper?: (extensionDir: string) => Promise<void>;
  readonly browser?: Partial<OpenBrowserOptions>;
  /** Hosts beside the fixture pages, allowed to the extension from the start. */
  readonly hosts?: Readonly<Record<string, FixtureSite>>;
  /** As installed: looks at less when looking hurts. Else a busy test machine would decide how much is looked at. */
  readonly sparesItself?: boolean;
}

/** Slow machines under load: the engine's start alone may take several seconds. */
const untilLimitMs = 40_000;

/** Starts everything. The build in `dist` must be there (`npm test` and the suite's set-up make it). */
export async function openSeam(
  name: BrowserName,
  options: OpenSeamOptions = {},
): Promise<OpenSeam> {
  const built = resolve(root, 'dist', name === 'chromium' ? 'chrome' : 'firefox');
  const { hosts: more = {} } = options;
  const allowed = Object.keys(more).map((host) => `https://${host}`);
  const copy = await copyWithOrigins(built, [plainOrigin, ...allowed]);
  await options.tamper?.(copy.dir);
  const proxy = await startRecordingProxy({ ...fixtureSites, ...more });
  const { browser, extensionPage } = await openInstalled(name, {
    extensionDir: copy.dir,
    headless: true,
    proxy: proxy.address,
    say: () => undefined,
    ...options.browser,
  });
  await watchOrigins(extensionPage, [plainOrigin]);
  if (options.sparesItself !== true) {
    await extensionPage.evaluate(() =>
      chrome.storage.local.set({ settings: { sparesItself: false } }),
    );
  }
  return {
    browser,
    proxy,
    extensionPage,
    watch: (url) => watch(browser, extensionPage, url),
    stop: async () => {
      await browser.close();
      await proxy.stop();
      await copy.remove();
    },
  };
}

/**
 * A browser whose background page has run. About one start of Firefox in fifty on a loaded machine never
 * runs it, for a reason that is not known; it is started once more, and that is said.
 */
async function openInstalled(
  name: BrowserName,
  options: OpenBrowserOptions,
  startsLeft = 1,
): Promise<Pick<OpenSeam, 'browser' | 'extensionPage'>> {
  const browser = await openBrowser(name, options);
  try {
    const extensionPage = await browser.openExtensionPage('src/entries/check.html');
    // Allowed in private windows, Firefox starts it anew at once, and the page is closed by that.
    if (options.inPrivateWindows !== true) await closeWelcome(extensionPage);
    return { browser, extensionPage };
  } catch (error) {
    await browser.close();
    if (startsLeft === 0) throw error;
    console.warn(`${name} is started once more:`, error);
    return openInstalled(name, options, startsLeft - 1);
  }
}

async function watch(
  browser: DrivenBrowser,
  extensionPage: DrivenPage,
  url: string,
): Promise<WatchedTab> {
  const before = new Set((await readTabs(extensionPage)).map((tab) => tab.tabId));
  const page = await browser.openPage(url);
  const opened = (await readTabs(extensionPage)).filter((tab) => !before.has(tab.tabId));
  const tabId = opened[0]?.tabId;
  if (tabId === undefined) throw new Error(`no new tab for ${url}`);
  const view = async (): Promise<TabView> => {
    const found = (await readTabs(extensionPage)).find((tab) => tab.tabId === tabId);
    if (found === undefined) throw new Error(`the tab of ${url} is gone`);
    return found;
  };
  return {
    tabId,
    page,
    view,
    until: async (what, isTrue, limitMs = untilLimitMs) => {
      const giveUpAtMs = Date.now() + limitMs;
      let last = await view();
      while (!isTrue(last)) {
        if (Date.now() > giveUpAtMs) {
          throw new Error(`waited ${limitMs} ms for ${what}; last: ${JSON.stringify(last)}`);
        }
        await sleep(100);
        last = await view();
      }
      return last;
    },
    close: () => page.close(),
  };
}

/** What a script of `fixtures/count-*.js` has counted so far, under its name in the content script's world. */
export function readCounter<Counted>(
  { extensionPage }: OpenSeam,
  tabId: number,
  name: string,
): Promise<Counted> {
  return extensionPage.evaluate(
    async (asked) => {
      const [answer] = await chrome.scripting.executeScript({
        target: { tabId: asked.tabId },
        func: (key) => (globalThis as unknown as Record<string, Counted>)[key]!,
        args: [asked.name],
      });
      return answer!.result!;
    },
    { tabId, name },
  );
}

/** The one video (or picture) of a page, whatever small media stand beside it. */
export function mainRecord(view: TabView): MediaRecord | undefined {
  return view.records.toSorted((a, b) => b.widthPx - a.widthPx)[0];
}

/** A level above "cannot tell" on the main media. */
export function isJudged(view: TabView): boolean {
  const record = mainRecord(view);
  const level = record?.verdict?.level ?? 'cannot-tell';
  return record?.state === 'judged' && level !== 'cannot-tell';
}

/** Frames that count for the face with the most of them. */
export function goodFrames(view: TabView): number {
  const tracks = mainRecord(view)?.verdict?.tracks ?? [];
  return Math.max(0, ...tracks.map((track) => track.framesGood));
}

/** Reasons of the main media and of its verdict. */
export function reasonsOf(view: TabView): readonly string[] {
  const record = mainRecord(view);
  return [...(record?.reasons ?? []), ...(record?.verdict?.reasons ?? [])];
}

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isWarning } from '../../shared/level.js';
import type { DrivenBrowser, DrivenPage } from '../browsers/driven-browser.js';
import { readTabs, type TabView } from '../browsers/read-tabs.js';
import { galleryDir } from '../gallery/read-gallery.js';
import type { GalleryServer } from '../gallery/serve-gallery.js';
import { freezeAndFile, type Frozen } from './freeze-for-shots.js';

/** What the pictures are taken with. */
export interface Studio {
  readonly browser: DrivenBrowser;
  /** Any page of the extension, to read and write storage through. */
  readonly extensionPage: DrivenPage;
  readonly gallery: GalleryServer;
}

export interface Shot {
  readonly name: string;
  /** Page of the package that it needs; a build without it leaves the shot out. */
  readonly page?: string;
  /** The same in every language and light: one picture, without those in its name. */
  readonly isOne?: boolean;
  /** Too long for a store or a README: only made when asked for by name. */
  readonly isLong?: boolean;
  readonly take: (studio: Studio, path: string) => Promise<void>;
}

/** Size that both stores take. */
const storeSize = [1280, 800] as const;
const answerLimitMs = 120_000;
/** Late fonts and pictures; animations are switched off by the screenshot itself. */
const settleMs = 600;

/** An explanation opens by itself and closes after 12 s (`limits` of the notice); then only the notice stays. */
const toastMs = 13_000;

export const shots: readonly Shot[] = [
  {
    name: 'gallery',
    isOne: true,
    take: async ({ browser, extensionPage, gallery }, path) => {
      const page = await browser.openPage(`${gallery.origin}/`);
      await page.resize(...storeSize);
      const forged = gallery.items.filter((item) => item.forged).length;
      await untilTab(extensionPage, `${gallery.origin}/`, ({ records }) => {
        return records.filter(warns).length === forged;
      });
      await sleep(toastMs);
      await page.screenshot(path);
      await page.close();
    },
  },
  {
    name: 'chip',
    take: (studio, path) => withForgedClip(studio, ({ page }) => page.screenshot(path)),
  },
  {
    name: 'popup',
    page: 'src/entries/popup.html',
    take: (studio, path) =>
      withForgedClip(studio, async ({ tabId }) => {
        const popup = await open(studio, `src/entries/popup.html?tab=${tabId}`, [360, 560]);
        await until(popup, () => document.querySelector('.card') !== null);
        await finish(popup, path, 'whole');
      }),
  },
  {
    name: 'why',
    page: 'src/entries/why.html',
    take: (studio, path) =>
      withForgedClip(studio, async ({ tabId, view }) => {
        const media = view.records[0]?.mediaId ?? '';
        const query = new URLSearchParams({ media, tab: `${tabId}`, frame: '0' });
        const why = await open(studio, `src/entries/why.html?${query.toString()}`, storeSize);
        await until(why, () => document.querySelector('main h2, main img, main canvas') !== null);
        await finish(why, path);
      }),
  },
  {
    name: 'options',
    page: 'src/entries/options.html',
    take: async (studio, path) => {
      const page = await open(studio, 'src/entries/options.html', storeSize);
      await until(page, () => document.querySelectorAll('main section').length > 8);
      await finish(page, path);
    },
  },
  {
    name: 'welcome',
    page: 'src/entries/welcome.html',
    take: async (studio, path) => {
      const page = await open(studio, 'src/entries/welcome.html', storeSize);
      await until(page, () => document.querySelector('.button.main') !== null);
      await page.click('.button.main');
      await until(page, () => document.querySelector('.card') !== null);
      await page.evaluate(() => document.querySelector('#try')?.scrollIntoView({ block: 'start' }));
      await page.evaluate(() => scrollBy(0, -40));
      await finish(page, path);
    },
  },
  {
    name: 'check',
    page: 'src/entries/check.html',
    take: async (studio, path) => {
      const page = await open(studio, 'src/entries/check.html?seconds=6', storeSize);
      await until(page, () => document.querySelector('input[type=file]') !== null);
      await page.chooseFiles('input[type=file]', [join(galleryDir, 'astronaut-forged-blend.jpg')]);
      await until(page, () => document.querySelector('.card') !== null);
      await finish(page, path);
    },
  },
  {
    name: 'reports',
    page: 'src/entries/evidence.html',
    take: async (studio, path) => {
      await frozenIn(studio);
      const page = await open(studio, 'src/entries/evidence.html#/reports', storeSize);
      await until(page, () => document.querySelector('.reports li') !== null);
      await finish(page, path);
    },
  },
  {
    name: 'preview',
    page: 'src/entries/evidence.html',
    isLong: true,
    take: async (studio, path) => {
      const { caseId } = await frozenIn(studio);
      const page = await open(studio, `src/entries/evidence.html#/item/${caseId}`, storeSize);
      await until(page, () => document.querySelector('dl.facts') !== null);
      await page.evaluate(() => {
        for (const closed of document.querySelectorAll('details')) closed.open = true;
      });
      await until(page, () => {
        const report = document.querySelector('.report-preview');
        const pictures = [...(report?.shadowRoot?.querySelectorAll('img') ?? [])];
        report?.scrollIntoView();
        return pictures.length > 0 && pictures.every(({ naturalWidth }) => naturalWidth > 0);
      });
      await finish(page, path);
    },
  },
  evidenceShot('item', (caseId) => `/item/${caseId}`, 'dl.facts'),
  evidenceShot('review', (caseId) => `/item/${caseId}/report`, 'fieldset'),
  evidenceShot('send', (caseId) => `/item/${caseId}/send`, '.destination'),
  {
    name: 'verify',
    page: 'src/entries/verify.html',
    take: async (studio, path) => {
      const { packagePath } = await frozenIn(studio);
      const page = await open(studio, 'src/entries/verify.html', storeSize);
      await until(page, () => document.querySelector('input[type=file]') !== null);
      await page.chooseFiles('input[type=file]', [packagePath]);
      await page.click('form button');
      await until(page, () => document.querySelector('.answer-box') !== null);
      await finish(page, path);
    },
  },
];

/** A page about the frozen item, from top to bottom: what a reporter reads is long. */
function evidenceShot(name: string, routeOf: (caseId: string) => string, ready: string): Shot {
  return {
    name,
    page: 'src/entries/evidence.html',
    isLong: true,
    take: async (studio, path) => {
      const { caseId } = await frozenIn(studio);
      const page = await open(studio, `src/entries/evidence.html#${routeOf(caseId)}`, storeSize);
      await until(page, (wanted) => document.querySelector(wanted) !== null, ready);
      await finish(page, path, 'whole');
    },
  };
}

const frozen = new WeakMap<DrivenBrowser, Frozen>();

/** The evidence of this browser: made once, for every language. */
async function frozenIn(studio: Studio): Promise<Frozen> {
  const { browser, extensionPage } = studio;
  const known = frozen.get(browser);
  if (known !== undefined) return known;
  let made: Frozen | undefined;
  await withForgedClip(studio, async ({ view }) => {
    made = await freezeAndFile(browser, extensionPage, view);
  });
  if (made === undefined) throw new Error('nothing was frozen');
  frozen.set(browser, made);
  return made;
}

interface Watched {
  readonly page: DrivenPage;
  readonly tabId: number;
  readonly view: TabView;
}

/** Plays the forged clip until Seam warns, then hands the tab over. */
async function withForgedClip(
  { browser, extensionPage, gallery }: Studio,
  take: (watched: Watched) => Promise<void>,
): Promise<void> {
  const item = gallery.items.find(({ forged, kind }) => forged && kind === 'video');
  if (item === undefined) throw new Error('the gallery has no forged clip');
  const url = gallery.itemUrl(item);
  const page = await browser.openPage(url);
  await page.resize(...storeSize);
  // The clip is 640 px wide; a player of a page would fill its column.
  await page.evaluate(() => {
    const main = document.querySelector('main');
    const video = document.querySelector('video');
    if (main === null || video === null) throw new Error('no clip');
    document.body.style.margin = '40px auto';
    Object.assign(video.style, { width: '100%', maxHeight: 'none' });
  });
  const view = await untilTab(extensionPage, url, ({ records }) => records.some(warns));
  await sleep(settleMs);
  await take({ page, tabId: view.tabId, view });
  await page.close();
}

function warns({ verdict }: TabView['records'][number]): boolean {
  return verdict !== null && isWarning(verdict.level);
}

/** The tab of an address, once it is as wanted. */
async function untilTab(
  extensionPage: DrivenPage,
  url: string,
  isReady: (view: TabView) => boolean,
): Promise<TabView> {
  const giveUpAtMs = Date.now() + answerLimitMs;
  for (;;) {
    const view = (await readTabs(extensionPage)).find((tab) => tab.url === url);
    if (view !== undefined && isReady(view)) return view;
    if (Date.now() > giveUpAtMs) throw new Error(`no warning on ${url}`);
    await sleep(250);
  }
}

async function open(
  { browser }: Studio,
  path: string,
  [widthPx, heightPx]: readonly [number, number],
): Promise<DrivenPage> {
  const page = await browser.openExtensionPage(path);
  await page.resize(widthPx, heightPx);
  return page;
}

async function until(
  page: DrivenPage,
  isThere: (about: string) => boolean,
  about = '',
): Promise<void> {
  const giveUpAtMs = Date.now() + answerLimitMs;
  while (!(await page.evaluate(isThere, about))) {
    if (Date.now() > giveUpAtMs) throw new Error(`waited for ${isThere.toString()}`);
    await sleep(200);
  }
}

async function finish(page: DrivenPage, path: string, whole?: 'whole'): Promise<void> {
  await sleep(settleMs);
  await page.screenshot(path, whole);
  await page.close();
}

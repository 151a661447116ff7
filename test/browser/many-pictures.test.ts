import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import type { DrivenPage } from '../../src/cli/browsers/driven-browser.js';

import { limits } from '../../src/shared/limits.js';
import { pageMainThreadsMs } from '../bench/page-threads.js';
import { hosts, plainUrl } from '../fixtures/sites.js';
import { openSeam, type OpenSeam, type WatchedTab } from './open-seam.js';

/** threats.md T21. */
const pictureCount = 5000;
const scrollMs = 15_000;
/** Observers and listeners besides those of the pictures. */
const few = 200;
const fixtures = resolve(import.meta.dirname, '../fixtures');
const url = plainUrl('many-pictures', { picture: 'astronaut-original.jpg' });

/** Scrolling once through the page. */
interface Scroll {
  readonly frames: number;
  /** How long the page's own work waited for its thread, in ms; on a busy machine also for a processor. */
  readonly medianMs: number;
  readonly mostMs: number;
  readonly longWaits: number;
  /** Time that the thread of the page was at work, in ms. */
  readonly threadMs: number;
}
interface Counts {
  readonly listeners: number;
  readonly observers: number;
  readonly mostOpen: number;
  readonly answered: number;
  readonly mostAnswersOfOne: number;
}

const fill = (page: DrivenPage): Promise<unknown> => page.evaluate(`fill(${pictureCount})`);
async function scrollThrough(page: DrivenPage): Promise<Scroll> {
  const before = pageMainThreadsMs();
  const waits = await page.evaluate<Omit<Scroll, 'threadMs'>>(`scrollThrough(${scrollMs})`);
  return { ...waits, threadMs: Math.round(pageMainThreadsMs() - before) };
}

describe.each(browserNames)(`a page of ${pictureCount} pictures in %s`, (name) => {
  let seam: OpenSeam;
  let tab: WatchedTab;
  let alone: Scroll;

  beforeAll(async () => {
    seam = await openSeam(name, {
      tamper: async (dir) => {
        const file = join(dir, 'content.js');
        const before = ['count-listeners.js', 'count-looks.js'].map((script) =>
          readFile(join(fixtures, script), 'utf8'),
        );
        await writeFile(
          file,
          [...(await Promise.all(before)), await readFile(file, 'utf8')].join('\n'),
        );
      },
    });
    const page = await seam.browser.openPage(url.replace(hosts.plain, hosts.elsewhere));
    await page.resize(1300, 900);
    await fill(page);
    alone = await scrollThrough(page);
    await page.close();
    tab = await seam.watch(url);
    await tab.page.resize(1300, 900);
  }, 180_000);
  afterAll(async () => {
    await seam.stop();
  });

  const counts = (): Promise<Counts> =>
    seam.extensionPage.evaluate(async (tabId: number) => {
      const [answer] = await chrome.scripting.executeScript({
        target: { tabId },
        func: () => {
          const scope = globalThis as unknown as {
            seamCounts: { listeners: number; observers: number };
            seamLooks: { mostOpen: number; answeredByMedia: Record<string, number> };
          };
          const answers = Object.values(scope.seamLooks.answeredByMedia);
          return {
            ...scope.seamCounts,
            mostOpen: scope.seamLooks.mostOpen,
            answered: answers.length,
            mostAnswersOfOne: Math.max(0, ...answers),
          };
        },
      });
      return answer!.result!;
    }, tab.tabId);

  test('the first screen is judged, and the page can be scrolled', async () => {
    await fill(tab.page);
    const startMs = Date.now();
    await tab.until('the first level', ({ records }) =>
      records.some(({ state }) => state === 'judged'),
    );
    console.info(`${name}: first level after ${Date.now() - startMs} ms`);
    const watched = await scrollThrough(tab.page);
    console.info(`${name}, alone ${JSON.stringify(alone)}, watched ${JSON.stringify(watched)}`);
    // How smooth it is depends on the machine: told here, held nowhere. To the end it must come.
    expect(watched.frames).toBeGreaterThan(0);
  }, 180_000);

  test('little is under way at once, and each picture is looked at once at most', async () => {
    const { mostOpen, answered, mostAnswersOfOne } = await counts();
    console.info(`${name}: ${answered} pictures looked at, ${mostOpen} at once`);
    expect(mostOpen).toBeLessThanOrEqual(2);
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(pictureCount);
    expect(mostAnswersOfOne).toBe(1);
    expect((await tab.view()).records.length).toBeLessThanOrEqual(limits.maxMediaPerDocument);
  });

  test('nothing piles up when the page is filled again and again', async () => {
    const before = await counts();
    for (let time = 0; time < 2; time += 1) await fill(tab.page);
    // What left the page is let go of a moment later.
    await expect
      .poll(async () => (await counts()).observers, { timeout: 60_000, interval: 1000 })
      .toBeLessThan(before.observers + few);
    const after = await counts();
    console.info(`${name}: ${JSON.stringify(before)}, filled twice more ${JSON.stringify(after)}`);
    // One observer and one listener for each picture, and what looks, notices and questions need.
    for (const { observers, listeners } of [before, after]) {
      expect(observers).toBeLessThan(pictureCount + few);
      expect(listeners).toBeLessThan(pictureCount + few);
    }
    const { records } = await tab.view();
    expect(records.length).toBeLessThanOrEqual(limits.maxMediaPerDocument);
  }, 180_000);

  test('nothing was asked of the network, and nothing was thrown', () => {
    expect(seam.proxy.unexpected()).toEqual([]);
    expect(seam.browser.errors).toEqual([]);
  });
});

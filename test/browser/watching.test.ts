import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import { isWarning } from '../../src/shared/level.js';
import { youtubeId } from '../fixtures/clips.js';
import { bilibiliUrl, plainUrl, youtubeUrl } from '../fixtures/sites.js';
import {
  goodFrames,
  isJudged,
  mainRecord,
  openSeam,
  type OpenSeam,
  type WatchedTab,
} from './open-seam.js';

const forged = 'astronaut-forged-blend';
const original = 'astronaut-original';
const words = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../public/_locales/en/messages.json'), 'utf8'),
) as Record<string, { message: string }>;

/** Frames after which a video's level stands (`models/catalog.json`, thresholds.track.minFrames). */
const settledFrames = 8;

describe.each(browserNames)('watching in %s', (name) => {
  let seam: OpenSeam;
  let tab: WatchedTab | undefined;

  beforeAll(async () => {
    seam = await openSeam(name);
  });
  afterEach(async () => {
    await tab?.close();
    tab = undefined;
  });
  afterAll(async () => {
    await seam.stop();
  });

  async function settle(url: string): Promise<WatchedTab> {
    tab = await seam.watch(url);
    await tab.until('a settled level', (view) => goodFrames(view) >= settledFrames);
    return tab;
  }

  test.each([
    ['YouTube', youtubeUrl(forged)],
    ['Bilibili', bilibiliUrl(forged)],
  ])('a forged clip on %s is warned of by badge, tooltip, notice and popup', async (site, url) => {
    const { page, tabId, until } = await settle(url);
    const view = await until('a warning', (now) => /^!!?$/.test(now.badgeText));
    const record = mainRecord(view)!;
    expect(isWarning(record.verdict!.level)).toBe(true);
    expect(view.badgeTitle).toMatch(/may be swapped, re-enacted or synthetic/);
    expect(record.site).toBe(site.toLowerCase());
    expect(record.title).toContain(forged);
    expect(record.contentId).not.toBeNull();
    expect(await page.evaluate(() => document.querySelectorAll(':popover-open').length)).toBe(1);

    const popup = await seam.browser.openExtensionPage(`src/entries/popup.html?tab=${tabId}`);
    const label = words[`level_${record.verdict!.level}`]!.message;
    await expect.poll(() => popup.evaluate(() => document.body.innerText)).toContain(label);
    const text = await popup.evaluate(() => document.body.innerText);
    expect(text).toContain(words['origin_not_readable']!.message);
    expect(text).toContain(words['not_checked_video']!.message);
    // Claimed once the list of requests has been read, not before.
    await expect
      .poll(() => popup.evaluate(() => document.body.innerText))
      .toContain(words['popup_private']!.message);
    await popup.close();
  });

  // Firefox does not measure it.
  test.runIf(name === 'chromium')('nothing in the popup moves once it is drawn', async () => {
    const { page, tabId, until } = await settle(youtubeUrl(forged));
    await until('a warning', (now) => /^!!?$/.test(now.badgeText));
    // What is said of a playing video may change, and its room with it.
    await page.evaluate(() => document.querySelector('video')!.pause());
    const popup = await seam.browser.openExtensionPage('src/entries/verify.html');
    await popup.resize(360, 1100);
    await sleep(1500);
    const url = `${seam.browser.extensionUrl ?? ''}src/entries/popup.html?tab=${tabId}`;
    await popup.goto(url);
    await expect
      .poll(() => popup.evaluate(() => document.body.innerText))
      .toContain(words['popup_private']!.message);
    await sleep(500);
    const moved = await popup.evaluate(() => {
      interface Shift extends PerformanceEntry {
        readonly value: number;
        readonly sources: readonly { readonly node: Element | null }[];
      }
      return new Promise<readonly string[]>((done) => {
        const read = (entries: readonly PerformanceEntry[]): void =>
          done(
            (entries as readonly Shift[]).map(
              ({ value, sources }) =>
                `${value} ${sources.map(({ node }) => node?.className).join()}`,
            ),
          );
        new PerformanceObserver((list) => read(list.getEntries())).observe({
          type: 'layout-shift',
          buffered: true,
        });
        setTimeout(() => read([]), 1000);
      });
    });
    expect(moved).toEqual([]);
    await popup.close();
  });

  test.each([
    ['YouTube', youtubeUrl(original)],
    ['Bilibili', bilibiliUrl(original)],
  ])('the genuine clip on %s gets no warning', async (_site, url) => {
    const { until } = await settle(url);
    const now = await until('the quiet badge', (view) => view.badgeText === '-');
    expect(mainRecord(now)?.verdict?.level).toBe('none-found');
    expect(now.badgeTitle).toContain('does not rule');
  });

  test('moving to another video inside the page drops what was said of the first', async () => {
    const { page, until, view } = await settle(youtubeUrl(forged));
    const first = mainRecord(await view())!.mediaId;
    await page.evaluate(
      `fixtureNavigate(${JSON.stringify(youtubeId(original))}, '${original}', 'Another clip')`,
    );
    await until(
      'the other video settled',
      (now) => mainRecord(now)?.mediaId !== first && goodFrames(now) >= settledFrames,
    );
    const now = await view();
    expect(now.records).toHaveLength(1);
    expect(mainRecord(now)).toMatchObject({
      contentId: youtubeId(original),
      title: 'Another clip',
      verdict: { level: 'none-found' },
    });
  });

  test.each(['shadow', 'framed', 'timer-killer', 'progressive', 'canvas-player'])(
    'a forged clip is warned of on the page "%s"',
    async (page) => {
      const { until } = await settle(plainUrl(page, { clip: forged }));
      await until('a warning', (view) => /^!!?$/.test(view.badgeText));
    },
  );

  test('a forged picture is warned of, the genuine one is not', async () => {
    tab = await seam.watch(plainUrl('picture', { picture: `${forged}.jpg` }));
    await tab.until('a warning', (view) => /^!!?$/.test(view.badgeText));
    await tab.page.goto(plainUrl('picture', { picture: `${original}.jpg` }));
    await tab.until('the quiet badge', (view) => isJudged(view) && view.badgeText === '-');
    expect(mainRecord(await tab.view())?.verdict?.level).toBe('none-found');
  });

  test('the page asks for its media as often as without Seam, and its video is left alone', async () => {
    seam.proxy.takeExpected();
    const { page } = await settle(youtubeUrl(original));
    await sleep(1000);
    const asked = seam.proxy.takeExpected();
    expect(new Set(asked).size).toBe(asked.length);
    const attributes = await page.evaluate(() =>
      document.querySelector('#movie_player video')!.getAttributeNames(),
    );
    expect(attributes).toEqual(['class', 'muted', 'loop', 'playsinline', 'src']);
  });

  test('nothing was asked of the network beyond what the pages ask for, and nothing was thrown', () => {
    expect(seam.proxy.unexpected()).toEqual([]);
    expect(seam.browser.errors).toEqual([]);
  });
});

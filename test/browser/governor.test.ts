import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import type { DrivenPage } from '../../src/cli/browsers/driven-browser.js';
import { hosts, plainUrl } from '../fixtures/sites.js';
import { mainRecord, openSeam, reasonsOf, type OpenSeam, type WatchedTab } from './open-seam.js';

const clip = 'astronaut-original';
const words = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../public/_locales/en/messages.json'), 'utf8'),
) as Record<string, { message: string }>;

/** The widest of these that the slowed browser plays without Seam and without dropping is watched. */
const widthsPx = [2560, 2240, 1920, 1600, 1280, 960, 640, 480, 320];
const windowPx = [2600, 1500] as const;
const measureMs = 12_000;
/** A video that drops fewer plays smoothly; what a slowed machine does to itself now and then. */
const toleratedShare = 0.03;

const sparing: ReadonlySet<string> = new Set(['fewer-looks', 'light-mode', 'spared']);
/** From the first word that less is looked at until it is little enough: two more looks, seconds apart. */
const settleMs = 20_000;

async function choose(seam: OpenSeam, settings: object): Promise<void> {
  await seam.extensionPage.evaluate(
    (chosen) => chrome.storage.local.set({ settings: chosen }),
    settings,
  );
}

/**
 * Two to five minutes, and a busy machine decides the outcome, so behind a command of its own. Where the
 * core was left alone: 0.0 % dropped without Seam, 21.2 % without the governor, 0.0 % with it, in light mode. Where
 * something else ran on it: 0.7, 27.5 and 5.4 %, which fails.
 * Firefox counts no frame that is drawn too late, and opens no page in half a minute when slowed like this.
 */
const isThrottled = process.env['SEAM_THROTTLE'] === '1';
describe.skipIf(!isThrottled)('on a processor a quarter as fast, in chromium', () => {
  let seam: OpenSeam;
  let slowing: ChildProcess;
  let widthPx = widthsPx[0]!;
  let baseShare = 0;
  let tab: WatchedTab | undefined;

  beforeAll(async () => {
    seam = await openSeam('chromium', { sparesItself: true });
    // The engine starts at full speed: a start is no playing.
    tab = await seam.watch(plainUrl('progressive', { clip }));
    await tab.until('a look', (view) => (mainRecord(view)?.cost.samples ?? 0) > 1);
    await tab.close();
    const script = resolve(import.meta.dirname, 'slow-down.ts');
    slowing = spawn(process.execPath, ['--import', 'tsx', script, `${process.pid}`], {
      stdio: 'inherit',
    });
    // The same page on a host where nothing of Seam runs.
    const alone = await seam.browser.openPage(
      plainUrl('progressive', { clip }).replace(hosts.plain, hosts.elsewhere),
    );
    await alone.resize(...windowPx);
    for (widthPx of widthsPx) {
      await showAt(alone, widthPx);
      await sleep(2000);
      baseShare = await droppedShare(alone, measureMs / 2);
      if (baseShare <= toleratedShare / 3) break;
    }
    await alone.close();
    console.info(`${widthPx} px, without Seam ${percent(baseShare)}`);
  }, 240_000);
  afterEach(async () => {
    await tab?.close();
    tab = undefined;
  });
  afterAll(async () => {
    slowing.kill();
    await once(slowing, 'exit');
    await seam.stop();
  });

  /** Where something else takes the processor, nothing can be told of Seam. */
  function skipWhenBusy(context: TestContext): void {
    context.skip(baseShare > toleratedShare, 'the machine is too busy for this video without Seam');
  }

  async function open(): Promise<WatchedTab> {
    tab = await seam.watch(plainUrl('progressive', { clip }));
    await tab.page.resize(...windowPx);
    await showAt(tab.page, widthPx);
    await tab.until('a look', (view) => (mainRecord(view)?.cost.samples ?? 0) > 1);
    return tab;
  }

  test('a video drops frames while Seam does not spare itself', async (context) => {
    skipWhenBusy(context);
    await choose(seam, { sparesItself: false });
    const { page, view } = await open();
    await sleep(settleMs);
    const share = await droppedShare(page);
    console.info(`without the governor ${percent(share)}`);
    expect(share).toBeGreaterThan(baseShare + toleratedShare);
    expect(reasonsOf(await view()).filter((reason) => sparing.has(reason))).toEqual([]);
  });

  test('a video keeps its frame rate, and the person is told, as Seam is installed', async (context) => {
    skipWhenBusy(context);
    await choose(seam, {});
    const { page, tabId, until, view } = await open();
    await until('that less is looked at', (now) =>
      reasonsOf(now).some((reason) => sparing.has(reason)),
    );
    await sleep(settleMs);
    const share = await droppedShare(page);
    console.info(`with the governor ${percent(share)}, ${reasonsOf(await view()).join(' ')}`);
    expect(share).toBeLessThanOrEqual(baseShare + toleratedShare);
    const popup = await seam.browser.openExtensionPage(`src/entries/popup.html?tab=${tabId}`);
    const told = ['reason_fewer_looks', 'reason_light_mode', 'reason_spared'];
    await expect
      .poll(
        async () => {
          const text = await popup.evaluate(() => document.body.textContent);
          return told.some((key) => text.includes(words[key]!.message));
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    await popup.close();
  });
});

describe.each(browserNames)('on a calm machine, in %s', (name) => {
  let seam: OpenSeam;
  beforeAll(async () => {
    seam = await openSeam(name, { sparesItself: true });
  });
  afterAll(async () => {
    await seam.stop();
  });

  test('a video is looked at all along for a minute, as Seam is installed', async () => {
    const tab = await seam.watch(plainUrl('progressive', { clip }));
    await tab.until('a look', (view) => (mainRecord(view)?.cost.samples ?? 0) > 1);
    const said = new Set<string>();
    let samples = 0;
    for (let second = 0; second < 60; second += 1) {
      await sleep(1000);
      const view = await tab.view();
      reasonsOf(view).forEach((reason) => said.add(reason));
      samples = mainRecord(view)?.cost.samples ?? 0;
    }
    console.info(`${name}: ${samples} looks in a minute`);
    console.info(`${name}: said ${[...said].join(' ')}`);
    // A test machine is never quite calm: one step less is no light mode.
    expect([...said].filter((reason) => /^(light-mode|spared)$/.test(reason))).toEqual([]);
    expect(samples).toBeGreaterThan(12);
    await tab.close();
  });

  test('a video is looked at three times where the person allows no more', async () => {
    await choose(seam, { effortCeiling: 'light' });
    const tab = await seam.watch(plainUrl('progressive', { clip }));
    const view = await tab.until('three looks', (now) => (mainRecord(now)?.cost.samples ?? 0) >= 3);
    expect(reasonsOf(view)).toContain('light-mode');
    await sleep(12_000);
    expect(mainRecord(await tab.view())?.cost.samples).toBe(3);
    await tab.close();
  });
});

async function showAt(page: DrivenPage, widthPx: number): Promise<void> {
  await page.evaluate((width) => {
    const video = document.querySelector('video')!;
    video.width = width;
    video.height = (width * 9) / 16;
  }, widthPx);
}

/** Frames that a video drops over a while, as a share of those it should show. */
async function droppedShare(page: DrivenPage, overMs = measureMs): Promise<number> {
  const read = (): Promise<{ dropped: number; total: number }> =>
    page.evaluate(() => {
      const quality = document.querySelector('video')!.getVideoPlaybackQuality();
      return { dropped: quality.droppedVideoFrames, total: quality.totalVideoFrames };
    });
  const before = await read();
  await sleep(overMs);
  const after = await read();
  return (after.dropped - before.dropped) / Math.max(1, after.total - before.total);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} % of frames dropped`;
}

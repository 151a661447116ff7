import { setTimeout as sleep } from 'node:timers/promises';
import type { DrivenBrowser, DrivenPage } from '../../src/cli/browsers/driven-browser.js';
import { readTabs } from '../../src/cli/browsers/read-tabs.js';
import { totalCpuMs } from './processes.js';

/** What a playing 1080p video costs, with or without Seam. */
export interface WatchingCost {
  /** CPU of all browser processes, milliseconds per second of wall time. */
  readonly cpuMsPerS: number;
  readonly droppedShare: number;
  readonly longTasks: number;
  readonly samplesPerS: number;
  readonly mainThreadMsMedian: number | null;
  readonly roundTripMsMedian: number | null;
}

/** Start of the engine, first detections, decoder warm-up. */
const warmUpMs = 12_000;
const measureMs = 12_000;

interface Reading {
  readonly dropped: number;
  readonly total: number;
  readonly longTasks: number;
}

/** Plays `url` and measures after a warm-up. `extensionPage` null: a browser without Seam. */
export async function measureWatching(
  browser: DrivenBrowser,
  extensionPage: DrivenPage | null,
  url: string,
): Promise<WatchingCost> {
  const page = await browser.openPage(url);
  await sleep(warmUpMs);
  const before = await read(page);
  const samplesBefore = await samples(extensionPage);
  const cpuBeforeMs = totalCpuMs();
  const startedMs = performance.now();
  await sleep(measureMs);
  const seconds = (performance.now() - startedMs) / 1000;
  const cpuMs = totalCpuMs() - cpuBeforeMs;
  const after = await read(page);
  const looked = await samples(extensionPage);
  await page.close();
  return {
    cpuMsPerS: cpuMs / seconds,
    droppedShare: (after.dropped - before.dropped) / Math.max(1, after.total - before.total),
    longTasks: after.longTasks - before.longTasks,
    samplesPerS: looked === null ? 0 : (looked.count - (samplesBefore?.count ?? 0)) / seconds,
    mainThreadMsMedian: looked?.mainThreadMs ?? null,
    roundTripMsMedian: looked?.roundTripMs ?? null,
  };
}

function read(page: DrivenPage): Promise<Reading> {
  return page.evaluate(() => {
    const quality = document.querySelector('video')?.getVideoPlaybackQuality();
    return {
      dropped: quality?.droppedVideoFrames ?? 0,
      total: quality?.totalVideoFrames ?? 0,
      longTasks: (globalThis as unknown as { longTasks: number[] }).longTasks.length,
    };
  });
}

async function samples(
  extensionPage: DrivenPage | null,
): Promise<{ count: number; mainThreadMs: number; roundTripMs: number } | null> {
  if (extensionPage === null) return null;
  const records = (await readTabs(extensionPage)).flatMap((tab) => tab.records);
  const video = records.find(({ kind }) => kind === 'video');
  if (video === undefined) return null;
  const { samples: count, mainThreadMsMedian, roundTripMsMedian } = video.cost;
  return { count, mainThreadMs: mainThreadMsMedian, roundTripMs: roundTripMsMedian };
}

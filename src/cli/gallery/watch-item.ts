import { setTimeout as sleep } from 'node:timers/promises';
import type { Level } from '../../shared/level.js';
import type { MediaRecord } from '../../shared/media-record.js';
import type { DrivenBrowser, DrivenPage } from '../browsers/driven-browser.js';
import { readTabs } from '../browsers/read-tabs.js';

/** What became of one page with one clip or picture. */
export interface WatchedItem {
  /** Null: Seam never answered. */
  readonly level: Level | null;
  readonly reasons: readonly string[];
  readonly faces: number;
  readonly badgeText: string;
  /** From the loaded page to the first state, and to the first level above "cannot tell". */
  readonly toStateMs: number | null;
  readonly toLevelMs: number | null;
  readonly samples: number;
}

/**
 * Opens a page and watches what Seam says until `isDone` or the time is over.
 *
 * @param extensionPage any page of the extension, to read the records through.
 */
export async function watchItem(
  browser: DrivenBrowser,
  extensionPage: DrivenPage,
  url: string,
  limitMs: number,
  isDone: (record: MediaRecord) => boolean,
): Promise<WatchedItem> {
  const page = await browser.openPage(url);
  const startedMs = performance.now();
  let toStateMs: number | null = null;
  let toLevelMs: number | null = null;
  let record: MediaRecord | undefined;
  let badgeText = '';
  try {
    while (performance.now() - startedMs < limitMs) {
      const tab = (await readTabs(extensionPage)).find((view) => view.url === url);
      const nowMs = performance.now() - startedMs;
      record = tab?.records[0];
      badgeText = tab?.badgeText ?? '';
      if (record !== undefined) toStateMs ??= nowMs;
      const level = record?.verdict?.level ?? 'cannot-tell';
      if (level !== 'cannot-tell') toLevelMs ??= nowMs;
      if (record !== undefined && isDone(record)) break;
      await sleep(50);
    }
  } finally {
    await page.close();
  }
  const isAnswered = record !== undefined && record.state !== 'checking';
  return {
    level: isAnswered ? (record?.verdict?.level ?? 'cannot-tell') : null,
    reasons: [...(record?.reasons ?? []), ...(record?.verdict?.reasons ?? [])],
    faces: record?.verdict?.tracks.length ?? 0,
    badgeText,
    toStateMs,
    toLevelMs,
    samples: record?.cost.samples ?? 0,
  };
}

import type { MediaRecord } from '../../shared/media-record.js';
import type { DrivenBrowser, DrivenPage } from '../browsers/driven-browser.js';
import { tableLines } from '../print-table.js';
import type { GalleryServer } from './serve-gallery.js';
import { watchItem, type WatchedItem } from './watch-item.js';

/** A clip of the gallery lasts 8 s; the first one also waits for the engine. */
const itemLimitMs = 30_000;

/** What to open, and what to call it in the table. */
interface Row {
  readonly label: string;
  readonly made: string;
  readonly url: string;
}

/**
 * Plays what is asked for, one page after the other, and prints what Seam says. True when every
 * page came to an answer (an answer may be "cannot tell", with its reason).
 */
export async function printGalleryTable(
  browser: DrivenBrowser,
  extensionPage: DrivenPage,
  gallery: GalleryServer,
  onlyUrl: string | undefined,
): Promise<boolean> {
  const rows: readonly Row[] =
    onlyUrl === undefined
      ? gallery.items.map((item) => ({
          label: item.file,
          made: item.forged ? 'forged' : 'not altered',
          url: gallery.itemUrl(item),
        }))
      : [{ label: onlyUrl, made: '', url: onlyUrl }];
  const watched: WatchedItem[] = [];
  for (const { url } of rows) {
    watched.push(await watchItem(browser, extensionPage, url, itemLimitMs, isSettled));
  }
  const header = ['clip', 'made', 'level', 'badge', 'faces', 'looks', 'first level', 'reasons'];
  const cells = watched.map((item, index) => [
    rows[index]?.label ?? '',
    rows[index]?.made ?? '',
    item.level ?? 'no answer',
    item.badgeText,
    `${item.faces}`,
    `${item.samples}`,
    item.toLevelMs === null ? '' : `${(item.toLevelMs / 1000).toFixed(1)} s`,
    item.reasons.join(' '),
  ]);
  for (const line of tableLines(header, cells)) console.log(line);
  return watched.every((item) => item.level !== null);
}

/** Looks after which a level of a video stands (8) and some more, for the fold over time. */
const settledFrames = 12;

function isSettled(record: MediaRecord): boolean {
  if (record.state === 'blocked') return true;
  if (record.kind === 'image') return record.state === 'judged';
  return (record.verdict?.tracks ?? []).some((track) => track.framesGood >= settledFrames);
}

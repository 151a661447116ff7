import browser from 'webextension-polyfill';
import type { Level } from '../shared/level.js';
import { isOwnModel } from '../shared/own-model.js';
import type { MediaRecord } from '../shared/media-record.js';
import { followStored } from './follow-stored.js';

/** One answer of this browser session. In memory only: a list on disk would be a browsing history. */
export interface RecentVerdict {
  readonly key: string;
  readonly title: string | null;
  /** Host name of the tab; null where the browser does not tell. */
  readonly host: string | null;
  readonly kind: MediaRecord['kind'];
  readonly level: Level;
  /** From a model that the person brought. */
  readonly isOwnModel: boolean;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** Enough for an evening; each is under 1 kB of the 10 MB of `storage.session`. */
export const maxRecentVerdicts = 30;

const storageKey = 'recent-verdicts';

/** The answers worth a line in the list. Pictures only with signs: pages are full of pictures. */
export function recentFrom(
  records: readonly MediaRecord[],
  host: string | null,
  nowMs: number,
): readonly RecentVerdict[] {
  return records.flatMap((record) => {
    const { verdict } = record;
    if (verdict === null || verdict.level === 'cannot-tell') return [];
    const { level } = verdict;
    if (record.kind === 'image' && level === 'none-found') return [];
    const key = record.contentId === null ? record.mediaId : `${record.site}:${record.contentId}`;
    const { title, kind } = record;
    return [
      { key, title, host, kind, level, isOwnModel: isOwnModel(verdict.modelId), atMs: nowMs },
    ];
  });
}

/** Newest first, each media once. */
export function withRecent(
  list: readonly RecentVerdict[],
  added: readonly RecentVerdict[],
): readonly RecentVerdict[] {
  const keys = new Set(added.map(({ key }) => key));
  return [...added, ...list.filter(({ key }) => !keys.has(key))].slice(0, maxRecentVerdicts);
}

/** What was written last, to leave storage alone while a level stays the same. */
const known = new Map<string, Level>();
let chain: Promise<unknown> = Promise.resolve();

/** Adds answers to the list, one write at a time. */
export function addRecent(added: readonly RecentVerdict[]): Promise<void> {
  const news = added.filter(({ key, level }) => known.get(key) !== level);
  if (news.length === 0) return Promise.resolve();
  if (known.size > 10 * maxRecentVerdicts) known.clear();
  for (const { key, level } of news) known.set(key, level);
  const run = async (): Promise<void> => {
    await browser.storage.session.set({ [storageKey]: withRecent(await readRecent(), news) });
  };
  const next = chain.then(run, run);
  chain = next;
  return next;
}

export async function readRecent(): Promise<readonly RecentVerdict[]> {
  const stored: unknown = (await browser.storage.session.get(storageKey))[storageKey];
  // Our own writing, in memory of this session: only its outer shape is looked at.
  return Array.isArray(stored) ? (stored as readonly RecentVerdict[]) : [];
}

export async function clearRecent(): Promise<void> {
  known.clear();
  await browser.storage.session.remove(storageKey);
}

export function followRecent(
  changed: (list: readonly RecentVerdict[]) => void,
  signal: AbortSignal,
): void {
  followStored(
    'session',
    storageKey,
    (stored) => changed(Array.isArray(stored) ? (stored as readonly RecentVerdict[]) : []),
    signal,
  );
}

import browser from 'webextension-polyfill';
import type { MediaRecord } from '../shared/media-record.js';

/** What is known about one tab; lives in `storage.session`, so it survives the service worker. */
export interface TabState {
  /** Origin of the tab's document when it may be read; else null. */
  readonly origin: string | null;
  readonly records: readonly StoredRecord[];
  readonly updatedAtMs: number;
}

/** A record, the frame that speaks for it (from the browser, never from the message) and its document. */
export type StoredRecord = MediaRecord & { readonly frameId: number; readonly documentId: string };

/** Records kept per tab; the oldest go first (storage.session holds 10 MB in all). */
const maxRecordsPerTab = 100;

/** Storage key of a tab; the popup listens to it. */
export function tabKey(tabId: number): string {
  return `tab:${tabId}`;
}

export async function readTab(tabId: number): Promise<TabState | null> {
  const key = tabKey(tabId);
  return ((await browser.storage.session.get(key))[key] as TabState | undefined) ?? null;
}

/** One chain of changes per tab: read, change and write must not interleave. */
const chains = new Map<number, Promise<unknown>>();

/** Applies `change` to the state of a tab and returns the new state (null = forgotten). */
export function changeTab(
  tabId: number,
  change: (state: TabState) => TabState | null,
): Promise<TabState | null> {
  const run = async (): Promise<TabState | null> => {
    const before = (await readTab(tabId)) ?? { origin: null, records: [], updatedAtMs: 0 };
    const after = change(before);
    if (after === null) await browser.storage.session.remove(tabKey(tabId));
    else await browser.storage.session.set({ [tabKey(tabId)]: after });
    return after;
  };
  // A failed change must not poison the next one.
  const next = (chains.get(tabId) ?? Promise.resolve()).then(run, run);
  chains.set(tabId, next);
  const forget = (): void => {
    if (chains.get(tabId) === next) chains.delete(tabId);
  };
  next.then(forget, forget);
  return next;
}

/** What one document says about its media. */
export interface RecordChange {
  readonly documentId: string;
  readonly records: readonly MediaRecord[];
  readonly gone: readonly string[];
}

/**
 * Puts new records of one frame over the old ones with the same id and takes out the gone ones. A
 * new document in a frame replaces what the old one said; in the top frame, what every frame said.
 */
export function mergeRecords(
  state: TabState,
  frameId: number,
  { documentId, records, gone }: RecordChange,
  nowMs: number,
): TabState {
  const isOwn = (record: StoredRecord): boolean => record.frameId === frameId;
  const isNewTop =
    frameId === 0 && state.records.some((old) => isOwn(old) && old.documentId !== documentId);
  const before = isNewTop ? [] : state.records;
  const changed = new Map(
    records.map((record) => [record.mediaId as string, { ...record, frameId, documentId }]),
  );
  const isReplaced = (old: StoredRecord): boolean =>
    isOwn(old) &&
    (old.documentId !== documentId || changed.has(old.mediaId) || gone.includes(old.mediaId));
  const kept = before.filter((old) => !isReplaced(old));
  // A frame speaks for its own media only (threats.md T6).
  const ofOthers = new Set(kept.filter((old) => !isOwn(old)).map((old) => old.mediaId as string));
  const added = [...changed.values()].filter((record) => !ofOthers.has(record.mediaId));
  const merged = [...kept, ...added]
    .sort((a, b) => a.updatedAtMs - b.updatedAtMs)
    .slice(-maxRecordsPerTab);
  return { ...state, records: merged, updatedAtMs: nowMs };
}

import browser from 'webextension-polyfill';
import type { MediaRecord } from '../../shared/media-record.js';

/** Key of a tab in `storage.session`; written by `background/tab-store.ts`. */
export function tabKey(tabId: number): string {
  return `tab:${tabId}`;
}

/** What the storage holds of a tab now; nothing where it cannot be read. */
export function readTabRecords(tabId: number): Promise<readonly MediaRecord[]> {
  const key = tabKey(tabId);
  return browser.storage.session.get(key).then(
    (stored) => recordsIn(stored[key]),
    () => [],
  );
}

/** The stored state is our own and was checked when it came in; only its outer shape is looked at. */
export function recordsIn(state: unknown): readonly MediaRecord[] {
  const records = (state as { records?: unknown } | undefined)?.records;
  return Array.isArray(records) ? (records as readonly MediaRecord[]) : [];
}

/** The frame that speaks for a stored record: the browser's word, written by the background. */
export function frameOf(record: MediaRecord): number {
  const { frameId } = record as MediaRecord & { readonly frameId?: unknown };
  return typeof frameId === 'number' ? frameId : 0;
}

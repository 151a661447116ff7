import { useEffect, useState } from 'preact/hooks';
import browser, { type Storage } from 'webextension-polyfill';
import type { ReplyOf } from '../../protocol/message-table.js';
import { requestBackground } from '../../protocol/request.js';
import type { MediaRecord } from '../../shared/media-record.js';

export type TabDescription = ReplyOf<'tab/describe'>;

/** What the popup knows about its tab. `null`: not read yet. */
export interface TabView {
  readonly records: readonly MediaRecord[] | null;
  readonly about: TabDescription | 'no-answer' | null;
  /** Asks the background again, after a change of mode or permission. */
  readonly refresh: () => void;
}

/** Key of a tab in `storage.session`; written by `background/tab-store.ts`. */
function tabKey(tabId: number): string {
  return `tab:${tabId}`;
}

/** Follows the records of a tab while the popup is open. */
export function useTab(tabId: number | null, first: readonly MediaRecord[] | null = null): TabView {
  const [records, setRecords] = useState<readonly MediaRecord[] | null>(first);
  const [about, setAbout] = useState<TabView['about']>(null);
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    if (tabId === null) return undefined;
    const key = tabKey(tabId);
    let isChanged = false;
    const follow = (changes: Record<string, Storage.StorageChange>): void => {
      if (!Object.hasOwn(changes, key)) return;
      isChanged = true;
      setRecords(recordsIn(changes[key]?.newValue));
    };
    browser.storage.session.onChanged.addListener(follow);
    // Read again although `first` is there: it is older than this listener.
    void readTabRecords(tabId).then((read) => {
      // A change that came first is newer than what was read.
      if (!isChanged) setRecords(read);
    });
    return () => browser.storage.session.onChanged.removeListener(follow);
  }, [tabId]);

  useEffect(() => {
    if (tabId === null) return undefined;
    const stop = new AbortController();
    void requestBackground('tab/describe', { tabId }, stop.signal).then((answer) => {
      if (!stop.signal.aborted) setAbout(answer.ok ? answer.value : 'no-answer');
    });
    return () => stop.abort();
  }, [tabId, asked]);

  return { records, about, refresh: () => setAsked((count) => count + 1) };
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
function recordsIn(state: unknown): readonly MediaRecord[] {
  const records = (state as { records?: unknown } | undefined)?.records;
  return Array.isArray(records) ? (records as readonly MediaRecord[]) : [];
}

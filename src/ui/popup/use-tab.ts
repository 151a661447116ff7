import { useEffect, useState } from 'preact/hooks';
import browser, { type Storage } from 'webextension-polyfill';
import type { ReplyOf } from '../../protocol/message-table.js';
import { requestBackground } from '../../protocol/request.js';
import type { MediaRecord } from '../../shared/media-record.js';
import { readTabRecords, recordsIn, tabKey } from './tab-records.js';

export type TabDescription = ReplyOf<'tab/describe'>;

/** What the popup knows about its tab. `null`: not read yet. */
export interface TabView {
  readonly records: readonly MediaRecord[] | null;
  readonly about: TabDescription | 'no-answer' | null;
  /** Asks the background again, after a change of mode or permission. */
  readonly refresh: () => void;
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

import type { MediaRecord } from '../../shared/media-record.js';
import { readTabRecords } from './tab-records.js';
import { findThisTab } from './this-tab.js';

/** What the popup shows first. Null: no tab to speak of. */
export interface FirstRead {
  readonly tabId: number;
  readonly records: readonly MediaRecord[];
}

/** Asked for as soon as this module runs, beside the settings: the first picture holds the answer already. */
export const firstRead: Promise<FirstRead | null> = read();

async function read(): Promise<FirstRead | null> {
  const tabId = await findThisTab(location.search);
  return tabId === null ? null : { tabId, records: await readTabRecords(tabId) };
}

import browser from 'webextension-polyfill';
import { noticePagePath } from '../protocol/notice-page-path.js';
import { sortBySeriousness } from '../ui/stance.js';
import { freezeWindowId, openEvidencePage, openFreezeWindow } from './open-pages.js';
import { readTab } from './tab-store.js';

/** Name of the command in the manifest. */
const command = 'freeze-media';

/**
 * The keyboard way: opens the window that freezes, for the most serious media in view of the tab in
 * front. A key is no answer to what the picture may show, so nothing is captured before the window
 * was answered: a minor or sexual content leaves the address only (platforms.md section 8).
 */
export function serveFreezeCommand(): void {
  browser.commands.onCommand.addListener((name) => {
    if (name === command) void askInFront();
  });
}

async function askInFront(): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id === undefined) return;
  // The window that asks is in front: no media is in its tab, and its question stands already.
  if (tab.windowId === (await freezeWindowId())) return;
  const tabId = tab.id;
  const records = sortBySeriousness((await readTab(tabId))?.records ?? []);
  const record = records.find(({ reasons }) => !reasons.includes('not-visible')) ?? records[0];
  if (record === undefined) {
    await openEvidencePage('/refused/media-gone');
    return;
  }
  const { mediaId, frameId } = record;
  await openFreezeWindow(noticePagePath({ page: 'freeze', mediaId, tabId, frameId }), true);
}

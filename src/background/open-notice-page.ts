import browser from 'webextension-polyfill';
import { noticePagePath, type NoticePageAddress } from '../protocol/notice-page-path.js';
import { limits } from '../shared/limits.js';
import { openFreezeWindow } from './open-pages.js';
import { readTab } from './tab-store.js';

/** When a tab last opened one of our pages, milliseconds since 1970. Lost with the background, which is harmless. */
const openedAtMs = new Map<number, number>();

/**
 * Opens the page that a click on a notice asks for, beside its tab; tab and frame are the browser's word. False for
 * media that the sender's own frame never told of, and for a second page at once: a compromised page must not fill
 * the window with ours.
 */
export async function openNoticePage(asked: NoticePageAddress): Promise<boolean> {
  const { tabId, frameId, mediaId } = asked;
  const nowMs = Date.now();
  if (nowMs - (openedAtMs.get(tabId) ?? 0) < limits.noticePageIntervalMs) return false;
  const records = (await readTab(tabId))?.records ?? [];
  if (!records.some((known) => known.mediaId === mediaId && known.frameId === frameId)) {
    return false;
  }
  openedAtMs.set(tabId, nowMs);
  const path = noticePagePath(asked);
  if (asked.page !== 'why') {
    await openFreezeWindow(path);
    return true;
  }
  const { index, windowId = browser.windows.WINDOW_ID_CURRENT } = await browser.tabs.get(tabId);
  const url = browser.runtime.getURL(path);
  await browser.tabs.create({ url, index: index + 1, openerTabId: tabId, windowId }).catch(
    // An extension page cannot stand in a private window of Chromium: any other window will do.
    () => browser.tabs.create({ url }),
  );
  return true;
}

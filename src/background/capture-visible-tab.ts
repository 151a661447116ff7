import browser from 'webextension-polyfill';

/**
 * PNG of the visible tab, or null where the browser refuses (no gesture) or another tab or page was in front. The
 * browser pictures a window, not a tab, so what stood in front is asked before and after. `page`: the one that is meant,
 * by an address that may have gone meanwhile; null: whichever the tab shows.
 */
export async function captureVisibleTab(
  tabId: number,
  page: { readonly url: string | undefined } | null,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const before = await browser.tabs.get(tabId);
    if (!before.active || (page !== null && before.url !== page.url)) return null;
    const dataUrl = await browser.tabs.captureVisibleTab(before.windowId, { format: 'png' });
    const after = await browser.tabs.get(tabId);
    const isSame = after.active && after.windowId === before.windowId && after.url === before.url;
    if (!isSame) return null;
    const binary = atob(dataUrl.slice(dataUrl.indexOf(',') + 1));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    // Without `activeTab` the pixels of tainted media stay unread; the page names that itself.
    return null;
  }
}

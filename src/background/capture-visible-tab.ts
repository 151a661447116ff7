import browser from 'webextension-polyfill';

/**
 * PNG of the visible tab, or null where the browser refuses (no gesture) or another tab or page than `url` was in
 * front. The browser pictures a window, not a tab, so what stood in front is asked before and after. `url`: undefined
 * where the browser does not say it.
 */
export async function captureVisibleTab(
  tabId: number,
  url: string | undefined,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const before = await browser.tabs.get(tabId);
    if (!before.active || before.url !== url) return null;
    const dataUrl = await browser.tabs.captureVisibleTab(before.windowId, { format: 'png' });
    const after = await browser.tabs.get(tabId);
    const isSame = after.active && after.windowId === before.windowId && after.url === url;
    if (!isSame) return null;
    const binary = atob(dataUrl.slice(dataUrl.indexOf(',') + 1));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    // Without `activeTab` the pixels of tainted media stay unread; the page names that itself.
    return null;
  }
}

import browser from 'webextension-polyfill';
import { checkNow } from './check-now.js';

const itemId = 'check-this-face';

/** "Check this face" on images and videos: the way that needs no standing permission. */
export function serveContextMenu(): void {
  browser.runtime.onInstalled.addListener(() => {
    browser.contextMenus.create({
      id: itemId,
      title: browser.i18n.getMessage('menuCheckThisFace'),
      contexts: ['image', 'video'],
    });
  });
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId !== itemId || tab?.id === undefined) return;
    void checkNow(tab.id, {
      sourceUrl: info.srcUrl ?? null,
      ...(info.frameId === undefined ? {} : { frameId: info.frameId }),
    });
  });
}

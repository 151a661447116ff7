import browser from 'webextension-polyfill';
import { say } from '../ui/words.js';
import { checkNow } from './check-now.js';
import { chosenLanguage } from './chosen-language.js';

const itemId = 'check-this-face';

/** "Check this face" on images and videos: the way that needs no standing permission. */
export function serveContextMenu(): void {
  browser.runtime.onInstalled.addListener(drawContextMenu);
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId !== itemId || tab?.id === undefined) return;
    void checkNow(tab.id, {
      sourceUrl: info.srcUrl ?? null,
      ...(info.frameId === undefined ? {} : { frameId: info.frameId }),
    });
  });
}

/** Writes the menu in the chosen language. The browser keeps it from then on. */
export function drawContextMenu(): void {
  void chosenLanguage().then(async () => {
    await browser.contextMenus.removeAll();
    browser.contextMenus.create({
      id: itemId,
      title: say('menuCheckThisFace'),
      contexts: ['image', 'video'],
    });
  });
}

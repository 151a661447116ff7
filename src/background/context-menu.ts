import browser from 'webextension-polyfill';
import { say } from '../ui/words.js';
import { checkByGesture } from './check-now.js';
import { chosenLanguage } from './chosen-language.js';
import { rememberGesture } from './gestures.js';

const itemId = 'check-this-face';
const fileItemId = 'check-file';

/** "Check this face" on images and videos: the way that needs no standing permission. */
export function serveContextMenu(): void {
  browser.runtime.onInstalled.addListener(drawContextMenu);
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId === fileItemId) {
      void browser.tabs.create({ url: browser.runtime.getURL('src/entries/check.html') });
      return;
    }
    if (info.menuItemId !== itemId || tab?.id === undefined) return;
    void checkThis(tab.id, info.frameId, info.srcUrl ?? null);
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
    browser.contextMenus.create({
      id: fileItemId,
      title: say('menuCheckFile'),
      contexts: ['action'],
    });
  });
}

/** The bytes of that very picture may be read too: the person pointed at it. */
async function checkThis(
  tabId: number,
  frameId: number | undefined,
  sourceUrl: string | null,
): Promise<void> {
  if (sourceUrl !== null) await rememberGesture(tabId, frameId ?? 0, sourceUrl, Date.now());
  await checkByGesture(tabId, { sourceUrl, ...(frameId === undefined ? {} : { frameId }) });
}

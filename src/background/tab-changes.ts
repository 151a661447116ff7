import browser from 'webextension-polyfill';
import { changeTab } from './tab-store.js';

/** Forgets what was known about a tab when it closes. New documents announce themselves. */
export function serveTabChanges(): void {
  browser.tabs.onRemoved.addListener((tabId) => {
    void changeTab(tabId, () => null);
  });
}

import browser from 'webextension-polyfill';
import { badgeOf, badgeTitle } from '../ui/badge.js';
import { chosenLanguage } from './chosen-language.js';
import { readTab } from './tab-store.js';

/** Puts what is known about a tab on its toolbar icon: text, colour and a full sentence. */
export function writeBadge(tabId: number): void {
  void write(tabId).catch(() => undefined); // The tab closed in between: nothing is left to mark.
}

async function write(tabId: number): Promise<void> {
  await chosenLanguage();
  const records = (await readTab(tabId))?.records ?? [];
  const badge = badgeOf(records);
  await Promise.all([
    browser.action.setBadgeText({ tabId, text: badge.text }),
    browser.action.setBadgeBackgroundColor({ tabId, color: badge.colour }),
    browser.action.setTitle({ tabId, title: badgeTitle(records) }),
  ]);
}

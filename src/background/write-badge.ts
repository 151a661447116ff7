import browser from 'webextension-polyfill';
import type { MediaRecord } from '../shared/media-record.js';
import type { Reason } from '../shared/reason.js';
import { badgeOf, badgeTitle, refusedBadge } from '../ui/badge.js';
import { chosenLanguage } from './chosen-language.js';
import { readTab } from './tab-store.js';

/** Puts what is known about a tab on its toolbar icon: text, colour and a full sentence. */
export function writeBadge(tabId: number): void {
  void write(tabId).catch(() => undefined); // The tab closed in between: nothing is left to mark.
}

/**
 * Says on the toolbar icon why a gesture outside the popup came to nothing: silence would look like an answer.
 * It stands until something new is known about the tab.
 */
export function writeRefusal(tabId: number, reason: Reason): void {
  void draw(tabId, (records) => refusedBadge(records, reason)).catch(() => undefined); // As above.
}

function write(tabId: number): Promise<void> {
  return draw(tabId, (records) => ({ ...badgeOf(records), title: badgeTitle(records) }));
}

async function draw(
  tabId: number,
  badgeFor: (records: readonly MediaRecord[]) => { text: string; colour: string; title: string },
): Promise<void> {
  await chosenLanguage();
  const { text, colour, title } = badgeFor((await readTab(tabId))?.records ?? []);
  await Promise.all([
    browser.action.setBadgeText({ tabId, text }),
    browser.action.setBadgeBackgroundColor({ tabId, color: colour }),
    browser.action.setTitle({ tabId, title }),
  ]);
}

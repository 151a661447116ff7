import browser from 'webextension-polyfill';
import { noticePagePath } from '../protocol/notice-page-path.js';
import { hasClosedPixels } from '../shared/closed-pixels.js';
import { sortBySeriousness } from '../ui/stance.js';
import { freezeMedia, type FreezeHelp } from './freeze-media.js';
import { noteFreezeBegun, noteFreezeTold, serveLostFreezes } from './lost-freezes.js';
import { openEvidencePage, openFreezeWindow } from './open-pages.js';
import { readTab } from './tab-store.js';

/** Name of the command in the manifest. */
const command = 'freeze-media';

/**
 * The keyboard way: freezes the most serious media in view of the tab in front, then shows it. A
 * background that is ended in the middle tells at its next start what became of it.
 */
export function serveFreezeCommand(help: FreezeHelp): void {
  browser.commands.onCommand.addListener((name) => {
    if (name === command) void freezeInFront(help);
  });
  serveLostFreezes();
}

async function freezeInFront(help: FreezeHelp): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id === undefined) return;
  const tabId = tab.id;
  const records = sortBySeriousness((await readTab(tabId))?.records ?? []);
  const record = records.find(({ reasons }) => !reasons.includes('not-visible')) ?? records[0];
  if (record === undefined) {
    await openEvidencePage('/refused/media-gone');
    return;
  }
  const { mediaId, frameId } = record;
  if (hasClosedPixels(record)) {
    // A key is no answer to whether the whole visible tab may be kept: the window asks.
    await openFreezeWindow(noticePagePath({ page: 'freeze', mediaId, tabId, frameId }));
    return;
  }
  const caseId = crypto.randomUUID();
  await noteFreezeBegun(caseId);
  const options = { tabPicture: false, original: false, fromPrivate: false };
  const outcome = await freezeMedia({ tabId, mediaId, ...options }, help, caseId);
  await openEvidencePage(outcome.ok ? `/item/${caseId}` : `/refused/${outcome.refusal}`);
  await noteFreezeTold(caseId);
}

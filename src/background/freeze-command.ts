import browser from 'webextension-polyfill';
import { openEvidenceStore } from '../evidence/evidence-store.js';
import { noticePagePath } from '../protocol/notice-page-path.js';
import { hasClosedPixels } from '../shared/closed-pixels.js';
import { sortBySeriousness } from '../ui/stance.js';
import { freezeMedia, type FreezeHelp } from './freeze-media.js';
import { lostFreezes, markFreeze, unmarkFreeze } from './freeze-marks.js';
import { openEvidencePage, openFreezeWindow } from './open-pages.js';
import { readTab } from './tab-store.js';

/** Name of the command in the manifest. */
const command = 'freeze-media';
/** Wakes a background that was ended in the middle; one alarm for each freeze, named by its case. */
const alarmPrefix = 'freeze ';
/** Past the deadline of any freeze, and no sooner than browsers let alarms ring. */
const alarmDelayMinutes = 1;

/**
 * The keyboard way: freezes the most serious media in view of the tab in front, then shows it. A
 * background that is ended in the middle tells at its next start what became of it.
 */
export function serveFreezeCommand(help: FreezeHelp): void {
  browser.commands.onCommand.addListener((name) => {
    if (name === command) void freezeInFront(help);
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name.startsWith(alarmPrefix)) void tellLost();
  });
  void tellLost();
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
  // Storage that is full must not stop the freeze from saying so itself.
  await markFreeze(caseId).catch(() => undefined);
  await browser.alarms.create(alarmPrefix + caseId, { delayInMinutes: alarmDelayMinutes });
  const options = { tabPicture: false, original: false, fromPrivate: false };
  const outcome = await freezeMedia({ tabId, mediaId, ...options }, help, caseId);
  await openEvidencePage(outcome.ok ? `/item/${caseId}` : `/refused/${outcome.refusal}`);
  await forget(caseId);
}

async function forget(caseId: string): Promise<void> {
  await unmarkFreeze(caseId);
  await browser.alarms.clear(alarmPrefix + caseId);
}

let telling: Promise<void> = Promise.resolve();

/** Shows what became of freezes whose background was ended. One round after the other. Never rejects. */
function tellLost(): Promise<void> {
  telling = telling.then(async () => {
    try {
      for (const caseId of await lostFreezes()) {
        await openEvidencePage(await routeOfLost(caseId));
        await forget(caseId);
      }
    } catch (error) {
      console.error('Seam could not tell of a freeze that was interrupted.', error);
    }
  });
  return telling;
}

/** The item if it was written; a store that cannot be read says so in the list. */
async function routeOfLost(caseId: string): Promise<string> {
  try {
    const store = await openEvidenceStore();
    try {
      return (await store.tail(caseId)) === null ? '/refused/interrupted' : `/item/${caseId}`;
    } finally {
      store.close();
    }
  } catch {
    return '/';
  }
}

import browser from 'webextension-polyfill';
import { openEvidenceStore } from '../evidence/evidence-store.js';
import { lostFreezes, markFreeze, unmarkFreeze } from './freeze-marks.js';
import { openEvidencePage } from './open-pages.js';

/** Wakes a background that was ended in the middle; one alarm for each freeze, named by its case. */
const alarmPrefix = 'freeze ';
/** Past the deadline of any freeze, and no sooner than browsers let alarms ring. */
const alarmDelayMinutes = 1;

/** Tells of freezes that a run before this one did not live to answer: now, and when an alarm of one rings. */
export function serveLostFreezes(): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name.startsWith(alarmPrefix)) void tellLost();
  });
  void tellLost();
}

export async function noteFreezeBegun(caseId: string): Promise<void> {
  // Storage that is full must not stop the freeze from saying so itself.
  await markFreeze(caseId).catch(() => undefined);
  await browser.alarms.create(alarmPrefix + caseId, { delayInMinutes: alarmDelayMinutes });
}

/** The person has seen how it ended. */
export async function noteFreezeTold(caseId: string): Promise<void> {
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
        await noteFreezeTold(caseId);
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

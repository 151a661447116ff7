import browser from 'webextension-polyfill';
import { nextDueAtMs } from '../report/outbox.js';
import { withOutbox, type OutboxDb } from '../report/outbox-store.js';
import { sendDue, type OutboxStore } from '../report/send-due.js';
import { readCollector } from '../settings/collector.js';
import { randomFraction } from '../shared/random-fraction.js';
import { postReport } from './post-report.js';

/** Name of the alarm; there is none while nothing waits or no collector is on. */
const alarmName = 'outbox';
/** Browsers let alarms ring no more often than this. */
const soonestAlarmMs = 30_000;

/** Delivers what waits for the person's collector, also after the background was ended in the middle. */
export function serveOutbox(): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === alarmName) void workOutbox();
  });
  // Alarms may be lost when the browser or the extension starts anew.
  browser.runtime.onStartup.addListener(() => void workOutbox());
  browser.runtime.onInstalled.addListener(() => void workOutbox());
}

let chain: Promise<void> = Promise.resolve();

/** One round over what is due. Rounds of this context follow each other. Never rejects. */
export function workOutbox(): Promise<void> {
  const run = (): Promise<void> =>
    work().catch((error: unknown) => console.error('Seam could not work on its outbox.', error));
  return (chain = chain.then(run));
}

async function work(): Promise<void> {
  const collector = await readCollector();
  if (collector?.isOn !== true) {
    await browser.alarms.clear(alarmName);
    return;
  }
  await withOutbox((db) => deliver(db, collector.address));
}

async function deliver(db: OutboxDb, address: string): Promise<void> {
  const store = db.of(address);
  // Before the first try: a background that is ended in the middle is woken again.
  await setAlarm(store);
  await sendDue({
    store,
    send: async (reportId, idempotencyKey) => {
      // Switched off or changed in the middle of a round: this and the rest wait.
      const now = await readCollector();
      const body = await db.body(reportId);
      if (body === null || now?.isOn !== true || now.address !== address) {
        return { kind: 'fault', fault: 'no-answer', retryAfterMs: null };
      }
      return postReport(now, body, idempotencyKey);
    },
    nowMs: () => Date.now(),
    random: randomFraction,
  });
  await setAlarm(store);
}

async function setAlarm(store: OutboxStore): Promise<void> {
  const dueAtMs = nextDueAtMs(await store.list());
  if (dueAtMs === null) await browser.alarms.clear(alarmName);
  else {
    await browser.alarms.create(alarmName, {
      when: Math.max(dueAtMs, Date.now() + soonestAlarmMs),
    });
  }
}

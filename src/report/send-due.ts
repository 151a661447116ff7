import { endTry, isDue, startTry, type OutboxItem, type SendAnswer } from './outbox.js';

/** Where the outbox is kept. Each call is one transaction. */
export interface OutboxStore {
  list(): Promise<readonly OutboxItem[]>;
  /** Reads, changes and writes one item at once; null from `change` writes nothing. */
  change(
    reportId: string,
    change: (item: OutboxItem) => OutboxItem | null,
  ): Promise<OutboxItem | null>;
}

export interface OutboxTools {
  readonly store: OutboxStore;
  /** Posts the sealed bundle to the collector of the user. Never throws: a fault is an answer. */
  readonly send: (reportId: string, idempotencyKey: string) => Promise<SendAnswer>;
  readonly nowMs: () => number;
  /** In [0, 1), from crypto. */
  readonly random: () => number;
}

/** Tries every item that is due, one after the other. Safe to be killed at any point. */
export async function sendDue({ store, send, nowMs, random }: OutboxTools): Promise<void> {
  for (const { reportId, bundleSha256, ...rest } of await store.list()) {
    if (bundleSha256 === null || !isDue({ reportId, bundleSha256, ...rest }, nowMs())) continue;
    // Another page may have taken it meanwhile: `change` looks again.
    const started = await store.change(reportId, (item) => startTry(item, nowMs()));
    if (started?.state !== 'sending') continue;
    const answer = await send(reportId, bundleSha256);
    await store.change(reportId, (item) => endTry(item, started.tries, answer, nowMs(), random()));
  }
}

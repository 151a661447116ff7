import { openDB, type DBSchema } from 'idb';
import type { CollectorReport } from './collector-report.js';
import { mayDiscard, newOutboxItem, sealItem, type OutboxItem } from './outbox.js';
import type { OutboxStore } from './send-due.js';

/** An item with what the person was told when it was handed in. `reportId` is the hash of its body. */
export interface StoredOutboxItem extends OutboxItem {
  /** The collector that the person sent it to. It never goes to another. */
  readonly address: string;
  readonly sealedAtMs: number;
}

interface OutboxSchema extends DBSchema {
  items: { key: string; value: StoredOutboxItem };
  bodies: { key: string; value: { readonly reportId: string; readonly body: string } };
}

export interface OutboxDb {
  /** The items of one collector, for `sendDue`. */
  of(address: string): OutboxStore;
  all(): Promise<readonly StoredOutboxItem[]>;
  item(reportId: string): Promise<StoredOutboxItem | null>;
  body(reportId: string): Promise<string | null>;
  /** Seals a report for a collector. False: this very report is here already, and stays as it is. */
  add(report: CollectorReport, address: string, nowMs: number): Promise<boolean>;
  /** The person lets go of an item. False: it is under way, or not here. */
  discard(reportId: string, nowMs: number): Promise<boolean>;
  close(): void;
}

/** Opens the outbox for one use and closes it, also when that throws. */
export async function withOutbox<Result>(use: (db: OutboxDb) => Promise<Result>): Promise<Result> {
  const db = await openOutbox();
  try {
    return await use(db);
  } finally {
    db.close();
  }
}

export async function openOutbox(name = 'seam-outbox'): Promise<OutboxDb> {
  const db = await openDB<OutboxSchema>(name, 1, {
    upgrade(created) {
      created.createObjectStore('items', { keyPath: 'reportId' });
      created.createObjectStore('bodies', { keyPath: 'reportId' });
    },
  });
  // On the disk, not only on its way there: a report that went out may not be forgotten.
  const durable = { durability: 'strict' } as const;
  return {
    of: (address) => ({
      list: async () => (await db.getAll('items')).filter((item) => item.address === address),
      async change(reportId, change) {
        const writing = db.transaction('items', 'readwrite', durable);
        const before = await writing.store.get(reportId);
        const changed = before === undefined ? null : change(before);
        if (before !== undefined && changed !== null) {
          await writing.store.put({ ...before, ...changed });
        }
        await writing.done;
        return changed;
      },
    }),
    all: () => db.getAll('items'),
    item: async (reportId) => (await db.get('items', reportId)) ?? null,
    body: async (reportId) => (await db.get('bodies', reportId))?.body ?? null,
    async add({ body, sha256 }, address, nowMs) {
      const writing = db.transaction(['items', 'bodies'], 'readwrite', durable);
      const items = writing.objectStore('items');
      const sealed = sealItem(newOutboxItem(sha256), sha256, nowMs);
      const isNew = (await items.getKey(sha256)) === undefined;
      if (isNew && sealed !== null) {
        await items.add({ ...sealed, address, sealedAtMs: nowMs });
        await writing.objectStore('bodies').put({ reportId: sha256, body });
      }
      await writing.done;
      return isNew;
    },
    async discard(reportId, nowMs) {
      const writing = db.transaction(['items', 'bodies'], 'readwrite', durable);
      const items = writing.objectStore('items');
      const item = await items.get(reportId);
      const isGone = item !== undefined && mayDiscard(item, nowMs);
      if (isGone) {
        await items.delete(reportId);
        await writing.objectStore('bodies').delete(reportId);
      }
      await writing.done;
      return isGone;
    },
    close: () => db.close(),
  };
}

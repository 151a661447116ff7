import { openDB, type DBSchema } from 'idb';
import type { CollectorReport } from './collector-report.js';
import {
  isGivenUp,
  mayDiscard,
  mayHaveLeft,
  newOutboxItem,
  sealItem,
  type OutboxItem,
} from './outbox.js';
import type { OutboxStore } from './send-due.js';

/** An item with what the person was told when it was handed in. `reportId` is the hash of its body. */
export interface StoredOutboxItem extends OutboxItem {
  /** The collector that the person sent it to. It goes to no other unless it is handed in there. */
  readonly address: string;
  readonly sealedAtMs: number;
  /** The frozen items that it reports: of two of one content the bytes may be the same. Rows of before do not say. */
  readonly caseIds?: readonly string[];
  /** Rows of before do not say. */
  readonly isAddressOnly?: boolean;
}

/** What a report is about, which its bytes do not say. */
export interface ReportSource {
  readonly caseId: string;
  /** It says nothing but the address, as of a minor or sexual content. */
  readonly isAddressOnly: boolean;
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
  /**
   * Seals a report for a collector. `known`: this very report is here already, and goes out once; one for another
   * collector gives way, as only one is set up. `busy`: it is on its way to that one at this moment.
   */
  add(
    report: CollectorReport,
    address: string,
    nowMs: number,
    source: ReportSource,
  ): Promise<'added' | 'known' | 'busy'>;
  /** The person lets go of an item. False: it is under way, or not here. */
  discard(reportId: string, nowMs: number): Promise<boolean>;
  /**
   * Lets go of what was handed in of a frozen item and not accepted: all of it, or what says more than the address. A
   * try that is under way is the last. False: some of it may have reached the collector.
   */
  callBack(caseId: string, what: 'all' | 'more-than-address', nowMs: number): Promise<boolean>;
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
        const stored = await writing.store.get(reportId);
        // Handed to another collector meanwhile: what became of a try at this one is not its story.
        const before = stored?.address === address ? stored : undefined;
        const changed = before === undefined ? null : change(before);
        if (before !== undefined && changed !== null) {
          if (isGivenUp(changed)) await writing.store.delete(reportId);
          else await writing.store.put({ ...before, ...changed });
        }
        await writing.done;
        return changed;
      },
    }),
    all: () => db.getAll('items'),
    item: async (reportId) => (await db.get('items', reportId)) ?? null,
    body: async (reportId) => (await db.get('bodies', reportId))?.body ?? null,
    async add({ body, sha256 }, address, nowMs, { caseId, isAddressOnly }) {
      const writing = db.transaction(['items', 'bodies'], 'readwrite', durable);
      const items = writing.objectStore('items');
      const bodies = writing.objectStore('bodies');
      const sealed = sealItem(newOutboxItem(sha256), sha256, nowMs);
      const before = await items.get(sha256);
      const isOurs = before?.address === address;
      if (before !== undefined && !isOurs && !mayDiscard(before, nowMs)) {
        await writing.done;
        return 'busy';
      }
      const known = isOurs ? before : undefined;
      if (known !== undefined) {
        // Handed in once more after it was called back: its try counts again.
        const { isCalledBack, caseIds = [], ...rest } = known;
        await items.put({ ...rest, caseIds: [...new Set([...caseIds, caseId])], isAddressOnly });
        if (isCalledBack === true) await bodies.put({ reportId: sha256, body });
      } else if (sealed !== null) {
        const sealedAtMs = nowMs;
        // What an earlier collector may have seen cannot be called back from there.
        const earlier = before && {
          caseIds: before.caseIds ?? [],
          ...(mayHaveLeft(before) ? { hasLeftBefore: true as const } : {}),
        };
        const caseIds = [...new Set([...(earlier?.caseIds ?? []), caseId])];
        await items.delete(sha256);
        await items.add({ ...sealed, ...earlier, address, sealedAtMs, caseIds, isAddressOnly });
        await bodies.put({ reportId: sha256, body });
      }
      await writing.done;
      return known === undefined ? 'added' : 'known';
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
    async callBack(caseId, what, nowMs) {
      const writing = db.transaction(['items', 'bodies'], 'readwrite', durable);
      const items = writing.objectStore('items');
      let isAllHere = true;
      for (const item of await items.getAll()) {
        const { reportId, caseIds = [], isAddressOnly } = item;
        if (!caseIds.includes(caseId)) continue;
        if (what === 'more-than-address' && isAddressOnly === true) continue;
        if (mayHaveLeft(item)) isAllHere = false;
        const others = caseIds.filter((other) => other !== caseId);
        if (item.state !== 'accepted') {
          if (others.length > 0) {
            await items.put({ ...item, caseIds: others });
            continue;
          }
          if (mayDiscard(item, nowMs)) await items.delete(reportId);
          else await items.put({ ...item, isCalledBack: true });
        }
        await writing.objectStore('bodies').delete(reportId);
      }
      await writing.done;
      return isAllHere;
    },
    close: () => db.close(),
  };
}

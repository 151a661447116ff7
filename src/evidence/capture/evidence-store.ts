import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Bytes } from '../bytes.js';
import type { CaptureRecord } from '../log/capture-record.js';
import type { LogHead, LogTail } from '../log/capture-log.js';
import { createKeyPair, signerOf, type Signer } from '../log/signing-key.js';

/**
 * Evidence in IndexedDB. Every write of evidence is one transaction: all of it or none of it, also
 * when the page is closed or storage runs out in the middle. Nothing is ever removed by itself.
 */

/** Head of a log with the signature over `headStatement`, DER in base64. */
export interface SignedHead extends LogHead {
  readonly caseId: string;
  readonly key: string;
  readonly signature: string;
}

export interface StoredMedia {
  readonly caseId: string;
  readonly path: string;
  readonly bytes: Bytes;
}

/**
 * How a file lies in the database. As a `Blob` the browser copies it into a file of its own: ten frames of 1080p took
 * 160 and 120 ms (Chromium, Firefox), as bytes inside the row 230 and 300. Rows of before hold bytes.
 */
interface MediaRow extends Omit<StoredMedia, 'bytes'> {
  readonly bytes: Blob | Bytes;
}

export interface StoredCase {
  readonly caseId: string;
  readonly openedAtMs: number;
  /** Bytes of `page/meta.json`, named by a record of the log. */
  readonly pageMeta: Bytes;
}

interface EvidenceSchema extends DBSchema {
  keys: { key: string; value: { readonly id: string; readonly pair: CryptoKeyPair } };
  cases: { key: string; value: StoredCase };
  media: { key: [string, string]; value: MediaRow };
  log: { key: [string, number]; value: CaptureRecord };
  heads: { key: string; value: SignedHead };
}

/** Everything that one freeze or one later addition writes. */
export interface EvidenceWrite {
  /** Null when records are added to a case that exists. */
  readonly opened: StoredCase | null;
  readonly media: readonly MediaRow[];
  readonly records: readonly CaptureRecord[];
  readonly head: SignedHead;
  /** Head that `records` continue; null for a new case. */
  readonly after: LogHead | null;
  /** A kept file that all of it is made from: of one that was deleted meanwhile nothing may come back. */
  readonly source?: string;
}

export type WriteOutcome =
  | { readonly ok: true }
  /** The log moved on since it was read; the source is gone; `storage-full`; anything else the browser refused. */
  | {
      readonly ok: false;
      readonly reason: 'log-moved' | 'source-gone' | 'storage-full' | 'storage-failed';
    };

/** All of a case but the bytes of its pictures: what a list needs. */
export interface CaseFacts {
  readonly opened: StoredCase;
  readonly records: readonly CaptureRecord[];
  readonly head: SignedHead;
  /** Files that are still kept; their hashes and lengths stand in `records`. */
  readonly paths: readonly string[];
}

export interface FrozenCase extends CaseFacts {
  readonly media: readonly StoredMedia[];
}

export interface EvidenceStore {
  /** The key of this installation, made on first use; two pages that ask at once get the same. */
  signer(): Promise<Signer>;
  write(write: EvidenceWrite): Promise<WriteOutcome>;
  read(caseId: string): Promise<FrozenCase | null>;
  /** The same without a byte of media: a desk's list would else read gigabytes. */
  readFacts(caseId: string): Promise<CaseFacts | null>;
  /** One file of a case. */
  readMedia(caseId: string, path: string): Promise<StoredMedia | null>;
  /** Where the log of a case ends, to continue it. */
  tail(caseId: string): Promise<LogTail | null>;
  list(): Promise<readonly StoredCase[]>;
  /**
   * Removes the pixels of a case that turned out to be of the kind nobody may keep (platforms.md
   * section 8). The log stays: it names hashes, from which no picture can be made.
   */
  removeMedia(caseId: string): Promise<void>;
  /** Removes a case because the person asked for it. */
  remove(caseId: string): Promise<void>;
  close(): void;
}

const evidenceStores = ['cases', 'media', 'log', 'heads'] as const;

export async function openEvidenceStore(name = 'seam-evidence'): Promise<EvidenceStore> {
  const db = await openDB<EvidenceSchema>(name, 1, {
    upgrade(created) {
      created.createObjectStore('keys', { keyPath: 'id' });
      created.createObjectStore('cases', { keyPath: 'caseId' });
      created.createObjectStore('media', { keyPath: ['caseId', 'path'] });
      created.createObjectStore('log', { keyPath: ['caseId', 'seq'] });
      created.createObjectStore('heads', { keyPath: 'caseId' });
    },
  });
  return {
    signer: async () => signerOf(await keyPair(db)),
    write: (write) => writeEvidence(db, write),
    read: (caseId) => readCase(db, caseId),
    readFacts: (caseId) => readFacts(db, caseId),
    async readMedia(caseId, path) {
      const row = await db.get('media', [caseId, path]);
      return row ? readRow(row) : null;
    },
    async tail(caseId) {
      const head = await db.get('heads', caseId);
      const last = head && (await db.get('log', [caseId, head.seq]));
      return last ? { head: { seq: head.seq, hash: head.hash }, last } : null;
    },
    list: () => db.getAll('cases'),
    removeMedia: (caseId) => db.delete('media', ofCase(caseId)),
    remove: (caseId) => removeCase(db, caseId),
    close: () => db.close(),
  };
}

type Database = IDBPDatabase<EvidenceSchema>;

async function keyPair(db: Database): Promise<CryptoKeyPair> {
  const kept = await db.get('keys', 'signing');
  if (kept) return kept.pair;
  const fresh = await createKeyPair();
  // Another page may have been faster: look again inside the transaction that writes.
  const change = db.transaction('keys', 'readwrite', { durability: 'strict' });
  const theirs = await change.store.get('signing');
  if (!theirs) await change.store.add({ id: 'signing', pair: fresh });
  await change.done;
  return theirs?.pair ?? fresh;
}

async function writeEvidence(db: Database, write: EvidenceWrite): Promise<WriteOutcome> {
  let change;
  try {
    change = db.transaction(evidenceStores, 'readwrite', { durability: 'strict' });
  } catch {
    return { ok: false, reason: 'storage-failed' };
  }
  const done = change.done;
  const writes: Promise<unknown>[] = [];
  try {
    const before = await change.objectStore('heads').get(write.head.caseId);
    if ((before?.hash ?? null) !== (write.after?.hash ?? null)) {
      change.abort();
      await done.catch(() => null);
      return { ok: false, reason: 'log-moved' };
    }
    const { caseId } = write.head;
    if (write.source !== undefined) {
      const kept = await change.objectStore('media').getKey([caseId, write.source]);
      if (kept === undefined) {
        change.abort();
        await done.catch(() => null);
        return { ok: false, reason: 'source-gone' };
      }
    }
    // `add`, never `put`: a record or a file that exists is never written over.
    if (write.opened) writes.push(change.objectStore('cases').add(write.opened));
    for (const file of write.media) {
      // One that is a `Blob` already is not copied once more on its way.
      const bytes = file.bytes instanceof Blob ? file.bytes : new Blob([file.bytes]);
      writes.push(change.objectStore('media').add({ ...file, bytes }));
    }
    for (const record of write.records) writes.push(change.objectStore('log').add(record));
    writes.push(change.objectStore('heads').put(write.head));
    await Promise.all([...writes, done]);
    return { ok: true };
  } catch (error) {
    try {
      change.abort();
    } catch {
      // Already over: a request that failed has aborted it.
    }
    // Requests made before the one that failed fail too; nobody else waits for them.
    await Promise.allSettled([...writes, done]);
    const isFull = isQuota(error) || isQuota(change.error);
    return { ok: false, reason: isFull ? 'storage-full' : 'storage-failed' };
  }
}

/** The browser has no room left; anything of a store may be refused so, also opening it. */
export function isQuota(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

/** All rows of a case in a store whose key starts with its id. */
function ofCase(caseId: string): IDBKeyRange {
  // Arrays sort after every text and number, so [caseId, []] closes the range.
  return IDBKeyRange.bound([caseId], [caseId, []]);
}

async function readCase(db: Database, caseId: string): Promise<FrozenCase | null> {
  const look = db.transaction(evidenceStores, 'readonly');
  const [opened, rows, records, head] = await Promise.all([
    look.objectStore('cases').get(caseId),
    look.objectStore('media').getAll(ofCase(caseId)),
    look.objectStore('log').getAll(ofCase(caseId)),
    look.objectStore('heads').get(caseId),
    look.done,
  ]);
  const media = (await Promise.all(rows.map(readRow))).filter((file) => file !== null);
  const paths = media.map(({ path }) => path);
  return opened && head ? { opened, media, paths, records, head } : null;
}

/** Null: the browser has lost the file of the row, which is then told as one that is kept no more. */
async function readRow({ bytes, ...row }: MediaRow): Promise<StoredMedia | null> {
  if (bytes instanceof Uint8Array) return { ...row, bytes };
  const read = await bytes.arrayBuffer().catch(() => null);
  return read && { ...row, bytes: new Uint8Array(read) };
}

async function readFacts(db: Database, caseId: string): Promise<CaseFacts | null> {
  const look = db.transaction(evidenceStores, 'readonly');
  const [opened, keys, records, head] = await Promise.all([
    look.objectStore('cases').get(caseId),
    // Keys alone: the browser does not touch the values.
    look.objectStore('media').getAllKeys(ofCase(caseId)),
    look.objectStore('log').getAll(ofCase(caseId)),
    look.objectStore('heads').get(caseId),
    look.done,
  ]);
  const paths = keys.map(([, path]) => path);
  return opened && head ? { opened, paths, records, head } : null;
}

async function removeCase(db: Database, caseId: string): Promise<void> {
  const change = db.transaction(evidenceStores, 'readwrite', { durability: 'strict' });
  await Promise.all([
    change.objectStore('cases').delete(caseId),
    change.objectStore('media').delete(ofCase(caseId)),
    change.objectStore('log').delete(ofCase(caseId)),
    change.objectStore('heads').delete(caseId),
    change.done,
  ]);
}

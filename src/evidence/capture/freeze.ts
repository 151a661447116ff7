import { appendToLog, type LogTail } from '../log/capture-log.js';
import { canonicalJson, type Json } from '../canonical-json.js';
import type { Captured } from '../log/capture-record.js';
import { sha256Hex, toBase64, utf8, type Bytes } from '../bytes.js';
import { evidenceLimits } from '../evidence-limits.js';
import type { EvidenceStore, EvidenceWrite, WriteOutcome } from './evidence-store.js';
import { headStatement, type Signer } from '../log/signing-key.js';

/** A file and its bytes, which are hashed here. */
interface PlainFile {
  readonly path: string;
  readonly bytes: Bytes;
}

/** A file that was hashed where it was made, in another thread of ours: a `Blob` cannot change since. */
interface HashedFile {
  readonly path: string;
  readonly bytes: Blob;
  readonly sha256: string;
}

/** One captured thing with its file. */
export interface CapturedItem {
  readonly captured: Omit<Captured, 'path' | 'encodedSha256' | 'encodedBytes'>;
  readonly file: PlainFile | HashedFile | null;
}

/** Everything gathered at the moment of freezing. Items are in the order they were taken. */
export interface Capture {
  readonly caseId: string;
  readonly openedAtMs: number;
  /** Facts about the page, written to `page/meta.json` as canonical JSON. */
  readonly pageMeta: Json;
  readonly items: readonly CapturedItem[];
  /** The moment of a freeze without items, of which the page's facts are all that is kept. */
  readonly opening?: CapturedItem['captured'];
}

export type FreezeOutcome =
  | WriteOutcome
  /** Estimated before anything is written; the person is told how much is missing. */
  | {
      readonly ok: false;
      readonly reason: 'would-not-fit';
      readonly neededBytes: number;
      readonly freeBytes: number;
    };

export interface FreezeTools {
  readonly store: EvidenceStore;
  /** `navigator.storage.estimate`; null where the browser does not say. */
  readonly estimate: (() => Promise<{ quota?: number; usage?: number }>) | null;
}

/** The path of the page's facts in a package and in the log. */
export const pageMetaPath = 'page/meta.json';

/** Freezes a new case: all of it is stored and signed, or nothing is and the outcome says why. */
export async function freezeCase(capture: Capture, tools: FreezeTools): Promise<FreezeOutcome> {
  const pageMeta = utf8(canonicalJson(capture.pageMeta));
  const first = capture.items[0]?.captured ?? capture.opening;
  if (first === undefined) throw new Error('freeze: nothing was captured');
  const bare = { ...first, pdq: null, pixelSha256: null, region: null, scores: null };
  const opening: CapturedItem[] = [
    { captured: { ...bare, kind: 'opened', mediaTimeS: null, note: null }, file: null },
    {
      captured: { ...bare, kind: 'page', mediaTimeS: null, note: null },
      file: { path: pageMetaPath, bytes: pageMeta },
    },
  ];
  return store(
    capture.caseId,
    [...opening, ...capture.items],
    null,
    { opened: { caseId: capture.caseId, openedAtMs: capture.openedAtMs, pageMeta } },
    tools,
  );
}

/** Adds to a case that exists what was made from a file of it (a redacted copy). Nothing frozen is changed. */
export async function addToCase(
  caseId: string,
  items: readonly CapturedItem[],
  source: string,
  tools: FreezeTools,
): Promise<FreezeOutcome> {
  const tail = await tools.store.tail(caseId);
  if (tail === null) throw new Error('freeze: no such case');
  return store(caseId, items, tail, { source }, tools);
}

async function store(
  caseId: string,
  items: readonly CapturedItem[],
  tail: LogTail | null,
  { opened = null, source }: Partial<Pick<EvidenceWrite, 'opened' | 'source'>>,
  tools: FreezeTools,
): Promise<FreezeOutcome> {
  const bytes = items.reduce((sum, { file }) => sum + lengthOf(file), 0);
  const room = await findRoom(bytes + 2048 * items.length, tools.estimate);
  if (room !== null) return { ok: false, reason: 'would-not-fit', ...room };
  // Hashing and signing wait for other threads, so they come before the transaction: one that
  // waits for anything but itself commits by itself, half written.
  const signer = await tools.store.signer();
  const captured = await Promise.all(items.map(describe));
  const owner = { caseId, key: signer.fingerprint };
  const added = await appendToLog(owner, tail, captured);
  const media = items.flatMap(({ file }) =>
    file === null || file.path === pageMetaPath
      ? []
      : [{ caseId, path: file.path, bytes: file.bytes }],
  );
  return tools.store.write({
    opened,
    media,
    records: added.records,
    head: { ...owner, ...added.tail.head, signature: await signHead(signer, caseId, added.tail) },
    after: tail?.head ?? null,
    ...(source === undefined ? {} : { source }),
  });
}

async function describe({ captured, file }: CapturedItem): Promise<Captured> {
  return {
    ...captured,
    path: file?.path ?? null,
    encodedSha256: file && ('sha256' in file ? file.sha256 : await sha256Hex(file.bytes)),
    encodedBytes: file && lengthOf(file),
  };
}

function lengthOf(file: CapturedItem['file']): number {
  if (file === null) return 0;
  return 'sha256' in file ? file.bytes.size : file.bytes.length;
}

async function signHead(signer: Signer, caseId: string, tail: LogTail): Promise<string> {
  return toBase64(await signer.sign(headStatement(caseId, tail.head)));
}

/** Null when `bytes` fit, else how much is needed and free. An estimate that fails lets the write try. */
async function findRoom(
  bytes: number,
  estimate: FreezeTools['estimate'],
): Promise<{ neededBytes: number; freeBytes: number } | null> {
  const said = await estimate?.().catch(() => null);
  if (said?.quota === undefined || said.usage === undefined) return null;
  const neededBytes =
    Math.ceil(bytes * evidenceLimits.storageOverheadFactor) + evidenceLimits.storageReserveBytes;
  const freeBytes = Math.max(0, said.quota - said.usage);
  return neededBytes > freeBytes ? { neededBytes, freeBytes } : null;
}

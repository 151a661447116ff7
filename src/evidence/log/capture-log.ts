import { canonicalJson, readCanonicalJson } from '../canonical-json.js';
import {
  readCaptureRecord,
  type Captured,
  type CaptureRecord,
  type ClockMove,
} from './capture-record.js';
import { evidenceLimits } from '../evidence-limits.js';
import { sha256Hex, utf8 } from '../bytes.js';

/**
 * The capture log of one case: append-only, each record holds the SHA-256 of the line before.
 * One log per case, not one per installation, because a package must show the whole chain and
 * nobody may learn from it what else a person froze.
 */

/** What the first record names as its predecessor. */
export const noPrevious = '0'.repeat(64);

/** Last record of a log. Kept apart from the records, so that a cut tail shows (threats.md T25). */
export interface LogHead {
  readonly seq: number;
  readonly hash: string;
}

/** Who writes: the case and the key that will sign its head. */
export interface LogOwner {
  readonly caseId: string;
  readonly key: string;
}

export interface LogTail {
  readonly head: LogHead;
  readonly last: CaptureRecord;
}

/** The line of a record in `log.jsonl`, without its line break; its SHA-256 is the record's hash. */
export function recordLine(record: CaptureRecord): string {
  return canonicalJson(record);
}

export async function recordHash(record: CaptureRecord): Promise<string> {
  return sha256Hex(utf8(recordLine(record)));
}

/** How the clocks moved from `before` to `now`. A monotonic clock that ran back gives null: impossible. */
export function judgeClock(
  before: Pick<CaptureRecord, 'wallClockMs' | 'monotonicMs' | 'session'> | null,
  now: Pick<CaptureRecord, 'wallClockMs' | 'monotonicMs' | 'session'>,
): ClockMove | null {
  if (before === null) return 'first';
  const wallMs = now.wallClockMs - before.wallClockMs;
  if (now.session !== before.session) return wallMs < 0 ? 'moved-back' : 'new-session';
  const monotonicMs = now.monotonicMs - before.monotonicMs;
  if (monotonicMs < 0) return null;
  if (wallMs < 0) return 'moved-back';
  return Math.abs(wallMs - monotonicMs) > evidenceLimits.clockToleranceMs ? 'jumped' : 'steady';
}

/**
 * Continues a log (`tail` null: starts one). Returns the new records and the new tail; nothing is
 * stored. Throws when there is nothing to add or a monotonic clock ran back inside a session.
 */
export async function appendToLog(
  owner: LogOwner,
  tail: LogTail | null,
  added: readonly Captured[],
): Promise<{ readonly records: readonly CaptureRecord[]; readonly tail: LogTail }> {
  const records: CaptureRecord[] = [];
  let now = tail;
  for (const captured of added) {
    const clock = judgeClock(now?.last ?? null, captured);
    if (clock === null) throw new Error('capture log: the monotonic clock ran back');
    const record: CaptureRecord = {
      ...captured,
      ...owner,
      version: 1,
      seq: now === null ? 0 : now.head.seq + 1,
      previous: now?.head.hash ?? noPrevious,
      clock,
    };
    records.push(record);
    now = { head: { seq: record.seq, hash: await recordHash(record) }, last: record };
  }
  if (now === null || records.length === 0) throw new Error('capture log: nothing to append');
  return { records, tail: now };
}

/** The first thing in a log that does not fit. */
export interface LogFault {
  readonly code:
    | 'log-unreadable'
    | 'log-record'
    | 'log-order'
    | 'log-chain'
    | 'log-clock'
    | 'log-owner'
    | 'log-head';
  /** Record number, from 0. */
  readonly seq: number;
}

export type CheckedLog =
  | { readonly ok: true; readonly records: readonly CaptureRecord[] }
  | { readonly ok: false; readonly fault: LogFault };

/** Checks lines (without line breaks) against the head that was kept apart. */
export async function checkLog(
  lines: readonly string[],
  owner: LogOwner,
  head: LogHead,
): Promise<CheckedLog> {
  const records: CaptureRecord[] = [];
  let previous = noPrevious;
  const fail = (code: LogFault['code'], seq: number): CheckedLog => ({
    ok: false,
    fault: { code, seq },
  });
  if (lines.length > evidenceLimits.maxLogRecords) return fail('log-unreadable', lines.length);
  for (const [seq, line] of lines.entries()) {
    const raw = readCanonicalJson(line);
    if (raw === null) return fail('log-unreadable', seq);
    const record = readCaptureRecord(raw);
    if (record === null) return fail('log-record', seq);
    if (record.seq !== seq) return fail('log-order', seq);
    if (record.previous !== previous) return fail('log-chain', seq);
    if (record.caseId !== owner.caseId || record.key !== owner.key) return fail('log-owner', seq);
    if (record.clock !== judgeClock(records.at(-1) ?? null, record)) return fail('log-clock', seq);
    previous = await sha256Hex(utf8(line));
    records.push(record);
  }
  if (records.length !== head.seq + 1 || previous !== head.hash) {
    return fail('log-head', records.length);
  }
  return { ok: true, records };
}

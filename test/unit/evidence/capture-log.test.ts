import { describe, expect, it } from 'vitest';
import {
  appendToLog,
  checkLog,
  judgeClock,
  noPrevious,
  recordLine,
} from '../../../src/evidence/log/capture-log.js';
import type { Captured } from '../../../src/evidence/log/capture-record.js';
import { capturedBase, seenAtMs } from './sample-case.js';

const owner = { caseId: 'case-0001', key: 'ab'.repeat(32) };
const captured = (at: number, changes: Partial<Captured> = {}): Captured => ({
  ...capturedBase(at),
  path: null,
  encodedSha256: null,
  encodedBytes: null,
  ...changes,
});
const hourMs = 3_600_000;

async function logOf(...items: readonly Captured[]) {
  const { records, tail } = await appendToLog(owner, null, items);
  return { records, tail, lines: records.map(recordLine) };
}

describe('the capture log', () => {
  it('chains every record to the line before it', async () => {
    const { records, lines, tail } = await logOf(captured(0), captured(1), captured(2));
    expect(records.map(({ seq }) => seq)).toEqual([0, 1, 2]);
    expect(records[0]?.previous).toBe(noPrevious);
    expect(await checkLog(lines, owner, tail.head)).toMatchObject({ ok: true });
  });

  it('goes on where it ended', async () => {
    const first = await logOf(captured(0), captured(1));
    const more = await appendToLog(owner, first.tail, [captured(2)]);
    expect(more.records[0]).toMatchObject({ seq: 2, previous: first.tail.head.hash });
    const lines = [...first.lines, ...more.records.map(recordLine)];
    expect(await checkLog(lines, owner, more.tail.head)).toMatchObject({ ok: true });
    // The old head no longer fits: that is how a cut tail shows.
    expect(await checkLog(lines, owner, first.tail.head)).toMatchObject({
      fault: { code: 'log-head' },
    });
  });

  it('names what does not fit', async () => {
    const { lines, tail, records } = await logOf(captured(0), captured(1), captured(2));
    const fault = async (changed: readonly string[], who = owner) => {
      const checked = await checkLog(changed, who, tail.head);
      return checked.ok ? null : [checked.fault.code, checked.fault.seq];
    };
    const [a = '', b = '', c = ''] = lines;
    expect(await fault([a, b])).toEqual(['log-head', 2]);
    expect(await fault([])).toEqual(['log-head', 0]);
    expect(await fault([a, c])).toEqual(['log-order', 1]);
    expect(await fault([b, a, c])).toEqual(['log-order', 0]);
    expect(await fault([a, b, b, c])).toEqual(['log-order', 2]);
    expect(await fault([a, b.replace('"wasm"', '"webgpu"'), c])).toEqual(['log-chain', 2]);
    expect(await fault([a, b, c.replace('"wasm"', '"webgpu"')])).toEqual(['log-head', 3]);
    expect(await fault([a, ` ${b}`, c])).toEqual(['log-unreadable', 1]);
    expect(await fault([a, b.replace('"backend":"wasm",', ''), c])).toEqual(['log-record', 1]);
    expect(await fault([a, b, c], { ...owner, caseId: 'case-0002' })).toEqual(['log-owner', 0]);
    const lied = recordLine({ ...records[1]!, clock: 'jumped' });
    expect(await fault([a, lied, c])).toEqual(['log-clock', 1]);
  });

  it('flags a clock that is set back by an hour, also between sessions', async () => {
    const back = captured(1, { wallClockMs: seenAtMs - hourMs });
    const other = captured(2, {
      wallClockMs: seenAtMs - 2 * hourMs,
      session: 'session-2',
      monotonicMs: 5,
    });
    const { records } = await logOf(captured(0), back, other);
    expect(records.map(({ clock }) => clock)).toEqual(['first', 'moved-back', 'moved-back']);
  });

  it('flags a clock set back by an hour while more than an hour went by', () => {
    const before = { wallClockMs: seenAtMs, monotonicMs: 0, session: 's' };
    const now = { wallClockMs: seenAtMs + hourMs, monotonicMs: 2 * hourMs, session: 's' };
    expect(judgeClock(before, now)).toBe('jumped');
    expect(judgeClock(before, { ...now, wallClockMs: seenAtMs + 2 * hourMs })).toBe('steady');
    expect(judgeClock(before, { ...now, session: 't' })).toBe('new-session');
  });

  it('refuses a monotonic clock that runs back: that cannot be', async () => {
    await expect(logOf(captured(1), captured(0))).rejects.toThrow('monotonic');
  });
});

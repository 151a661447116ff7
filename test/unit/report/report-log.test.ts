import { describe, expect, it } from 'vitest';
import {
  addReportEvent,
  caseNumber,
  newReportLog,
  reminderAtMs,
  reportState,
  reportStates,
  type ReportEvent,
  type ReportLog,
  type ReportState,
} from '../../../src/report/report-log.js';

const hourMs = 3_600_000;
const samples: Readonly<Record<ReportEvent['kind'], ReportEvent>> = {
  frozen: { kind: 'frozen', atMs: 10, caseId: 'case-1' },
  filed: { kind: 'filed', atMs: 10, caseNumber: null },
  answered: { kind: 'answered', atMs: 10, answer: 'received' },
  noted: { kind: 'noted', atMs: 10, note: 'number came by mail', caseNumber: 'A-7' },
  closed: { kind: 'closed', atMs: 10, result: 'removed' },
  reopened: { kind: 'reopened', atMs: 10 },
  withdrawn: { kind: 'withdrawn', atMs: 10, why: 'my mistake' },
};
const kinds = Object.keys(samples) as ReportEvent['kind'][];
/** One way into each state. */
const ways: Readonly<Record<ReportState, readonly ReportEvent['kind'][]>> = {
  draft: [],
  frozen: ['frozen'],
  filed: ['frozen', 'filed'],
  answered: ['frozen', 'filed', 'answered'],
  closed: ['frozen', 'filed', 'closed'],
  withdrawn: ['frozen', 'withdrawn'],
};

function logOf(events: readonly ReportEvent['kind'][]): ReportLog {
  return { ...newReportLog('r1', 'bilibili', 0), events: events.map((kind) => samples[kind]) };
}

describe('the report log', () => {
  it('allows these moves and no others', () => {
    const allowed: string[] = [];
    for (const state of reportStates) {
      expect(reportState(logOf(ways[state]))).toBe(state);
      for (const kind of kinds) {
        const added = addReportEvent(logOf(ways[state]), samples[kind]);
        if (added.ok) allowed.push(`${state} ${kind} ${reportState(added.log)}`);
        else expect(added.reason).toBe('not-allowed');
      }
    }
    expect(allowed).toEqual([
      'draft frozen frozen',
      'draft withdrawn withdrawn',
      'frozen filed filed',
      'frozen withdrawn withdrawn',
      'filed answered answered',
      'filed noted filed',
      'filed closed closed',
      'filed withdrawn withdrawn',
      'answered answered answered',
      'answered noted answered',
      'answered closed closed',
      'answered withdrawn withdrawn',
      'closed noted closed',
      'closed reopened filed',
    ]);
  });

  it('never files what was not frozen, and never forgets an event', () => {
    expect(addReportEvent(logOf([]), samples.filed)).toMatchObject({ ok: false });
    const log = logOf(['frozen', 'filed']);
    const added = addReportEvent(log, samples.answered);
    expect(added.ok && added.log.events.slice(0, 2)).toEqual(log.events);
    expect(log.events).toHaveLength(2);
  });

  it('refuses an event before the last one', () => {
    const late = { ...samples.answered, atMs: 9 } as ReportEvent;
    expect(addReportEvent(logOf(['frozen', 'filed']), late)).toEqual({
      ok: false,
      reason: 'before-last',
    });
  });

  it('keeps the number that came last', () => {
    expect(caseNumber(logOf(['frozen', 'filed']))).toBeNull();
    expect(caseNumber(logOf(['frozen', 'filed', 'noted', 'answered']))).toBe('A-7');
  });

  it('reminds after the deadline of the law, else after a week, and only while something is awaited', () => {
    const legal = { deadlineHours: 48 };
    const none = { deadlineHours: null };
    const filed = logOf(['frozen', 'filed', 'noted']);
    expect(reminderAtMs(filed, legal)).toEqual({ atMs: 10 + 48 * hourMs, isLegalDeadline: true });
    expect(reminderAtMs(filed, none)).toEqual({ atMs: 10 + 168 * hourMs, isLegalDeadline: false });
    const answered = logOf(['frozen', 'filed', 'answered']);
    expect(reminderAtMs(answered, legal)).toEqual({
      atMs: 10 + 168 * hourMs,
      isLegalDeadline: false,
    });
    for (const state of ['draft', 'frozen', 'closed', 'withdrawn'] as const) {
      expect(reminderAtMs(logOf(ways[state]), legal)).toBeNull();
    }
  });
});

import { describe, expect, it } from 'vitest';
import { deadlineOf, type Deadline } from '../../../src/report/deadline.js';
import { destinations } from '../../../src/report/destinations.js';
import { dueReports } from '../../../src/report/due-reports.js';
import { filedReport } from '../../../src/report/filed-report.js';
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
  received: { kind: 'received', atMs: 10, answer: 'thank you' },
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
      'draft filed filed',
      'draft withdrawn withdrawn',
      'frozen filed filed',
      'frozen withdrawn withdrawn',
      'filed frozen filed',
      'filed received filed',
      'filed answered answered',
      'filed noted filed',
      'filed closed closed',
      'filed withdrawn withdrawn',
      'answered received answered',
      'answered answered answered',
      'answered noted answered',
      'answered closed closed',
      'answered withdrawn withdrawn',
      'closed noted closed',
      'closed reopened filed',
    ]);
  });

  it('never forgets an event', () => {
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

  it('reminds after the deadline that stood at filing, else after a week, and only while something is awaited', () => {
    const filedWith = (deadline: Deadline | null): ReportLog => {
      const log = logOf(['frozen', 'filed', 'noted']);
      const events = log.events.map((event) =>
        event.kind === 'filed' ? { ...event, deadline } : event,
      );
      return { ...log, events };
    };
    const week = { atMs: 10 + 168 * hourMs, by: 'us', source: null };
    const legal = { hours: 48, by: 'law', source: 'an act' } as const;
    expect(reminderAtMs(filedWith(legal))).toEqual({
      atMs: 10 + 48 * hourMs,
      by: 'law',
      source: 'an act',
    });
    expect(reminderAtMs(filedWith(null))).toEqual(week);
    expect(reminderAtMs(logOf(['frozen', 'filed']))).toEqual(week);
    for (const state of ['draft', 'frozen', 'closed', 'withdrawn'] as const) {
      expect(reminderAtMs(logOf(ways[state]))).toBeNull();
    }
  });

  it('keeps the legal deadline after a receipt, and ends it with a decision', () => {
    const deadline = { hours: 48, by: 'law', source: 'an act' } as const;
    const filed: ReportEvent = { kind: 'filed', atMs: 10, caseNumber: null, deadline };
    const after = (...events: readonly ReportEvent[]) =>
      reminderAtMs({ ...newReportLog('r1', 'x', 0), events: [filed, ...events] });
    const legal = { atMs: 10 + 48 * hourMs, by: 'law', source: 'an act' };
    const week = (fromMs: number) => ({ atMs: fromMs + 168 * hourMs, by: 'us', source: null });
    const lateMs = 10 + 49 * hourMs;
    const answer = { kind: 'answered', answer: '' } as const;
    // A receipt is no answer, however late it comes.
    for (const atMs of [20, lateMs]) {
      expect(after({ kind: 'received', atMs, answer: 'thank you' })).toEqual(legal);
    }
    // An older log does not say what the answer was: in time it may have been a receipt.
    expect(after({ ...answer, atMs: 20 })).toEqual(legal);
    expect(after({ ...answer, atMs: lateMs })).toEqual(week(lateMs));
    expect(after({ ...answer, atMs: 20, isDecision: true })).toEqual(week(20));
    const decided = { ...answer, atMs: 30, isDecision: true } as const;
    expect(after({ kind: 'received', atMs: 20, answer: '' }, decided)).toEqual(week(30));
    const closed: ReportEvent = { kind: 'closed', atMs: 20, result: 'refused' };
    expect(after(closed)).toBeNull();
    // Filed again: the same time begins anew, and what was decided before is no answer to it.
    const again: ReportEvent = { kind: 'reopened', atMs: 30 };
    expect(after(closed, again)).toEqual({ ...legal, atMs: 30 + 48 * hourMs });
    const decidedFirst = { ...answer, atMs: 15, isDecision: true } as const;
    expect(after(decidedFirst, closed, again)).toEqual({ ...legal, atMs: 30 + 48 * hourMs });
    expect(after(closed, again, { ...answer, atMs: 40, isDecision: true })).toEqual(week(40));
  });

  it('takes a filing from before the freeze, each event at its own moment', () => {
    const filing = {
      reportId: 'r1',
      destination: 'bilibili',
      caseId: 'case-1',
      frozenAtMs: 5000,
      caseNumber: 'A-7',
      deadline: null,
      text: 'words',
    };
    const kindsOf = (filedAtMs: number) => {
      const report = filedReport({ ...filing, filedAtMs });
      expect(reportState(report)).toBe('filed');
      expect(reminderAtMs(report)?.atMs).toBe(filedAtMs + 168 * hourMs);
      expect(addReportEvent(report, { ...samples.answered, atMs: 6000 })).toMatchObject({
        ok: true,
      });
      return report.events.map(({ kind, atMs }) => `${kind} ${atMs}`);
    };
    expect(kindsOf(1000)).toEqual(['filed 1000', 'frozen 5000']);
    expect(kindsOf(6000)).toEqual(['frozen 5000', 'filed 6000']);
  });

  it('is due when its time has passed, not before', () => {
    const log = logOf(['frozen', 'filed']);
    const dueMs = 10 + 168 * hourMs;
    expect(dueReports([log], dueMs - 1)).toEqual([]);
    expect(dueReports([log, logOf(['frozen'])], dueMs)).toEqual([log]);
  });
});

describe('the deadlines of destinations', () => {
  const hours = (isIntimate: boolean) =>
    Object.fromEntries(
      destinations.flatMap((one) => {
        const deadline = deadlineOf(one, { isIntimate });
        return deadline === null ? [] : [[one.id, `${deadline.hours} h by ${deadline.by}`]];
      }),
    );

  it('are data, with who set them', () => {
    expect(hours(false)).toEqual({ youtube: '48 h by destination' });
    expect(hours(true)).toEqual({
      youtube: '48 h by destination',
      'x-intimate': '48 h by law',
      'us-take-it-down': '48 h by law',
      'india-grievance': '2 h by law',
    });
  });

  it('the shortest that fits the notice counts', () => {
    const of = (time: number, isIntimateOnly: boolean) =>
      ({ hours: time, by: 'law', isIntimateOnly, source: 's' }) as const;
    const deadlines = [of(48, false), of(2, true)];
    expect(deadlineOf({ deadlines }, { isIntimate: false })?.hours).toBe(48);
    expect(deadlineOf({ deadlines }, { isIntimate: true })?.hours).toBe(2);
    expect(deadlineOf({ deadlines: [] }, { isIntimate: true })).toBeNull();
  });
});

import type { Deadline } from './deadline.js';

/**
 * The follow-up of one case at one destination, as pure code: a list of events that is only ever
 * appended to, and the state that they fold to. Everything is what the person says happened; no
 * platform is asked.
 */
export const reportStates = [
  'draft',
  'frozen',
  'filed',
  'answered',
  'closed',
  'withdrawn',
] as const;
export type ReportState = (typeof reportStates)[number];

export type ReportEvent =
  | { readonly kind: 'frozen'; readonly atMs: number; readonly caseId: string }
  | {
      readonly kind: 'filed';
      readonly atMs: number;
      /** As the destination gave it. */
      readonly caseNumber: string | null;
      /** Time for an answer as it stood at that moment; logs before November 27, 2026 do not say. */
      readonly deadline?: Deadline | null;
    }
  /** It came in, says the destination: no answer yet. */
  | { readonly kind: 'received'; readonly atMs: number; readonly answer: string }
  | {
      readonly kind: 'answered';
      readonly atMs: number;
      readonly answer: string;
      /** Entries before November 28, 2026 do not say: they may be receipts. */
      readonly isDecision?: true;
    }
  /** A case number that came later, or a new deadline by the destination. */
  | {
      readonly kind: 'noted';
      readonly atMs: number;
      readonly note: string;
      readonly caseNumber: string | null;
    }
  | {
      readonly kind: 'closed';
      readonly atMs: number;
      readonly result: ReportResult;
      /** In the person's words; logs before November 28, 2026 have none. */
      readonly note?: string;
    }
  | { readonly kind: 'reopened'; readonly atMs: number }
  | { readonly kind: 'withdrawn'; readonly atMs: number; readonly why: string };

export const reportResults = ['removed', 'labelled', 'refused', 'no-answer', 'other'] as const;
export type ReportResult = (typeof reportResults)[number];

export interface ReportLog {
  readonly reportId: string;
  readonly destination: string;
  readonly createdAtMs: number;
  readonly events: readonly ReportEvent[];
}

/** What may follow what. A state that is missing here is an end. */
const moves: Readonly<
  Record<ReportState, Readonly<Partial<Record<ReportEvent['kind'], ReportState>>>>
> = {
  // A person may have filed before the evidence was frozen.
  draft: { frozen: 'frozen', filed: 'filed', withdrawn: 'withdrawn' },
  frozen: { filed: 'filed', withdrawn: 'withdrawn' },
  filed: {
    frozen: 'filed',
    received: 'filed',
    answered: 'answered',
    closed: 'closed',
    withdrawn: 'withdrawn',
    noted: 'filed',
  },
  // A second answer is common: a question first, or a complaint after it.
  answered: {
    received: 'answered',
    answered: 'answered',
    closed: 'closed',
    withdrawn: 'withdrawn',
    noted: 'answered',
  },
  closed: { reopened: 'filed', noted: 'closed' },
  withdrawn: {},
};

export function newReportLog(reportId: string, destination: string, nowMs: number): ReportLog {
  return { reportId, destination, createdAtMs: nowMs, events: [] };
}

/** State that a list of events folds to. A list that breaks the table gives null. */
export function reportState(log: ReportLog): ReportState | null {
  let state: ReportState = 'draft';
  for (const event of log.events) {
    const next: ReportState | undefined = moves[state][event.kind];
    if (next === undefined) return null;
    state = next;
  }
  return state;
}

/** Appends an event, or says why it cannot be. Time never runs back inside a log. */
export function addReportEvent(
  log: ReportLog,
  event: ReportEvent,
):
  | { readonly ok: true; readonly log: ReportLog }
  | { readonly ok: false; readonly reason: 'not-allowed' | 'before-last' } {
  const lastMs = log.events.at(-1)?.atMs ?? log.createdAtMs;
  if (event.atMs < lastMs) return { ok: false, reason: 'before-last' };
  const next = { ...log, events: [...log.events, event] };
  return reportState(next) === null
    ? { ok: false, reason: 'not-allowed' }
    : { ok: true, log: next };
}

/** Number that the destination gave last, or null. */
export function caseNumber(log: ReportLog): string | null {
  const numbered = log.events.findLast(
    (event) => 'caseNumber' in event && event.caseNumber !== null,
  );
  return numbered !== undefined && 'caseNumber' in numbered ? numbered.caseNumber : null;
}

const hourMs = 3_600_000;
/** Reminder where neither law nor destination names a time. Our choice: a week. */
export const reminderWithoutDeadlineHours = 7 * 24;

/** When to ask again, and who set that time; `us`: nobody did. */
export interface Reminder {
  readonly atMs: number;
  readonly by: Deadline['by'] | 'us';
  /** Rule or page that sets it; null where it is our own choice. */
  readonly source: string | null;
}

/**
 * When to remind: after the deadline that stood when it was filed, which ends with a decision and not
 * with a receipt, and begins anew when it is filed again; else a week after the last filing, receipt or
 * answer; null while nothing is awaited.
 */
export function reminderAtMs(log: ReportLog): Reminder | null {
  const state = reportState(log);
  if (state !== 'filed' && state !== 'answered') return null;
  const since = log.events.findLast(({ kind }) => kind !== 'noted' && kind !== 'frozen');
  if (since === undefined) return null;
  const begun = log.events.findLast(({ kind }) => kind === 'filed' || kind === 'reopened');
  const filed = log.events.findLast((event) => event.kind === 'filed');
  const deadline = filed?.deadline ?? null;
  if (begun !== undefined && deadline !== null) {
    const atMs = begun.atMs + deadline.hours * hourMs;
    const answers = log.events.slice(log.events.indexOf(begun)).filter(isAnswer);
    // An older answer that came in time may be a receipt; one after the deadline left only our own.
    const isOver = answers.some((one) => one.isDecision === true || one.atMs > atMs);
    if (!isOver) return { atMs, by: deadline.by, source: deadline.source };
  }
  return { atMs: since.atMs + reminderWithoutDeadlineHours * hourMs, by: 'us', source: null };
}

function isAnswer(event: ReportEvent): event is Extract<ReportEvent, { kind: 'answered' }> {
  return event.kind === 'answered';
}

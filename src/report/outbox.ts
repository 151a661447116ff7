/**
 * The outbox for a collector that the user configured (threats.md T26), as pure code. Public
 * platforms are never posted to. Delivery is "at least once" with one idempotency key per bundle,
 * and the collector takes a key once: together exactly once.
 */
export const outboxStates = ['draft', 'sealed', 'sending', 'accepted', 'refused'] as const;
export type OutboxState = (typeof outboxStates)[number];

export interface OutboxItem {
  readonly reportId: string;
  readonly state: OutboxState;
  /** SHA-256 of the sealed bundle, also the idempotency key; null before it is sealed. */
  readonly bundleSha256: string | null;
  /** Tries that were started. */
  readonly tries: number;
  /** Next try not before; for `sending`: when the try is given up as lost. */
  readonly dueAtMs: number;
  /** What the collector said last; shown to the person, also while it is tried again. */
  readonly lastFault: SendFault | null;
  /** Number under which the collector keeps it. */
  readonly receipt: string | null;
  /** Called back while a try was under way: that one is the last. */
  readonly isCalledBack?: true;
  /** An earlier collector may have seen it. */
  readonly hasLeftBefore?: true;
}

/** Why a try did not end in acceptance. */
export const sendFaults = [
  'no-answer',
  'server-error',
  'too-many',
  /** The team's key is not taken: it can be corrected, so the report waits. */
  'not-allowed',
  'refused',
] as const;
export type SendFault = (typeof sendFaults)[number];

export type SendAnswer =
  | { readonly kind: 'accepted'; readonly receipt: string }
  | { readonly kind: 'fault'; readonly fault: SendFault; readonly retryAfterMs: number | null };

export const outboxLimits = {
  firstRetryMs: 60_000,
  longestRetryMs: 24 * 3_600_000,
  /** A try that has not ended by then is lost (the page was closed); it is made again. */
  tryDeadlineMs: 120_000,
  /** A server that is silent for longer has not answered; well before a try counts as lost. */
  answerDeadlineMs: 30_000,
  /** A receipt has about 200 bytes. */
  maxReceiptBytes: 4096,
} as const;

export function newOutboxItem(reportId: string): OutboxItem {
  return {
    reportId,
    state: 'draft',
    bundleSha256: null,
    tries: 0,
    dueAtMs: 0,
    lastFault: null,
    receipt: null,
  };
}

/** The bundle is fixed. From here on the same bytes go out under the same key. Null: not a draft. */
export function sealItem(item: OutboxItem, bundleSha256: string, nowMs: number): OutboxItem | null {
  if (item.state !== 'draft') return null;
  return { ...item, state: 'sealed', bundleSha256, dueAtMs: nowMs };
}

/** True when a try may start: it waits for its time, or an earlier try was lost. */
export function isDue(item: OutboxItem, nowMs: number): boolean {
  return (item.state === 'sealed' || item.state === 'sending') && item.dueAtMs <= nowMs;
}

/**
 * Marks a try as begun (`sending`). To be stored before anything is sent. Null: not due. One that was called back is
 * given up instead.
 */
export function startTry(item: OutboxItem, nowMs: number): OutboxItem | null {
  if (!isDue(item, nowMs)) return null;
  if (item.isCalledBack === true) return { ...item, state: 'sealed' };
  const dueAtMs = nowMs + outboxLimits.tryDeadlineMs;
  return { ...item, state: 'sending', tries: item.tries + 1, dueAtMs };
}

/**
 * Folds the answer of a try. An answer that comes late, after the try was given up or after
 * another one was accepted, changes nothing but an acceptance, which always counts.
 */
export function endTry(
  item: OutboxItem,
  tryNumber: number,
  answer: SendAnswer,
  nowMs: number,
  random: number,
): OutboxItem {
  if (item.state === 'accepted' || item.state === 'draft') return item;
  if (answer.kind === 'accepted') {
    return { ...item, state: 'accepted', receipt: answer.receipt, lastFault: null };
  }
  if (item.state !== 'sending' || tryNumber !== item.tries) return item;
  const { fault, retryAfterMs } = answer;
  // Refused is an answer about these bytes: sending them again cannot help. It stays in the list.
  if (fault === 'refused') return { ...item, state: 'refused', lastFault: fault };
  const waitMs = Math.max(retryDelayMs(item.tries, random), retryAfterMs ?? 0);
  const dueAtMs = nowMs + Math.min(waitMs, outboxLimits.longestRetryMs);
  return { ...item, state: 'sealed', lastFault: fault, dueAtMs };
}

/**
 * Wait before the next try: 1 minute, doubled by each try, at most 24 hours, less up to half of it
 * by chance so that many installations do not come at once. `random` is in [0, 1).
 */
export function retryDelayMs(tries: number, random: number): number {
  const { firstRetryMs, longestRetryMs } = outboxLimits;
  const fullMs = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(20, Math.max(0, tries - 1)));
  return Math.max(firstRetryMs, Math.round(fullMs * (1 - random / 2)));
}

/**
 * Whether the person may let go of an item, the only way out of the list: not while a try is under way. One
 * that was lost counts no longer: with its collector off or gone nobody would ever make it again.
 */
export function mayDiscard({ state, dueAtMs }: OutboxItem, nowMs: number): boolean {
  const leftMs = dueAtMs - nowMs;
  // Longer than any try: the clock was set back meanwhile.
  return state !== 'sending' || leftMs <= 0 || leftMs > outboxLimits.tryDeadlineMs;
}

/** Called back, and its last try has ended or was lost: nothing is left to wait for. */
export function isGivenUp({ state, isCalledBack }: OutboxItem): boolean {
  return isCalledBack === true && state !== 'sending' && state !== 'accepted';
}

/** Whether a collector may have seen it: also a try without an answer, or with a refusal, has sent it. */
export function mayHaveLeft({ tries, hasLeftBefore }: OutboxItem): boolean {
  return tries > 0 || hasLeftBefore === true;
}

/** When to look again, or null when nothing waits. */
export function nextDueAtMs(items: readonly OutboxItem[]): number | null {
  const waiting = items.filter(({ state }) => state === 'sealed' || state === 'sending');
  return waiting.length === 0 ? null : Math.min(...waiting.map(({ dueAtMs }) => dueAtMs));
}

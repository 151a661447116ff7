import { isDue } from './due-reports.js';
import { reminderAtMs, reportState, type ReportLog, type ReportState } from './report-log.js';
import type { Review } from './review.js';

/** Where a frozen item stands: with one destination, or by itself while it was filed nowhere. */
export interface Standing {
  readonly destination: string | null;
  readonly state: ReportState;
  /** The time for an answer has passed. */
  readonly isDue: boolean;
}

/**
 * One for each report. Without any: `draft` as soon as the review lets texts be made, else `frozen`.
 */
export function standingsOf(
  { isSafetyAnswered }: Pick<Review, 'isSafetyAnswered'>,
  logs: readonly ReportLog[],
  nowMs: number,
): readonly Standing[] {
  if (logs.length === 0) {
    const state = isSafetyAnswered ? 'draft' : 'frozen';
    return [{ destination: null, state, isDue: false }];
  }
  return logs.map((log) => {
    const reminder = reminderAtMs(log);
    return {
      destination: log.destination,
      state: reportState(log) ?? 'draft',
      isDue: reminder !== null && isDue(reminder, nowMs),
    };
  });
}

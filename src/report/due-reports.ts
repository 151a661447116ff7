import { reminderAtMs, type Reminder, type ReportLog } from './report-log.js';

/** Reports whose time for an answer has passed. */
export function dueReports<Log extends ReportLog>(
  logs: readonly Log[],
  nowMs: number,
): readonly Log[] {
  return logs.filter((log) => {
    const reminder = reminderAtMs(log);
    return reminder !== null && isDue(reminder, nowMs);
  });
}

export function isDue({ atMs }: Reminder, nowMs: number): boolean {
  return atMs <= nowMs;
}

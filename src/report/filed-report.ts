import type { Deadline } from './deadline.js';
import { newReportLog, type ReportEvent } from './report-log.js';
import type { StoredReport } from './report-store.js';

export interface Filing {
  readonly reportId: string;
  readonly destination: string;
  /** Frozen item that the report speaks of, and when it was frozen. */
  readonly caseId: string;
  readonly frozenAtMs: number;
  /** When the person filed it, which may be before the freeze. Milliseconds since 1970. */
  readonly filedAtMs: number;
  readonly caseNumber: string | null;
  readonly deadline: Deadline | null;
  readonly text: string;
}

/** The log of a report that a person says was filed: each event at its own moment, in their order. */
export function filedReport(filing: Filing): StoredReport {
  const { reportId, destination, caseId, frozenAtMs, filedAtMs, caseNumber, deadline } = filing;
  const frozen: ReportEvent = { kind: 'frozen', atMs: frozenAtMs, caseId };
  const filed: ReportEvent = { kind: 'filed', atMs: filedAtMs, caseNumber, deadline };
  const createdAtMs = Math.min(frozenAtMs, filedAtMs);
  return {
    ...newReportLog(reportId, destination, createdAtMs),
    caseId,
    text: filing.text,
    events: filedAtMs < frozenAtMs ? [filed, frozen] : [frozen, filed],
  };
}

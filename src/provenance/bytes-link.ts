/**
 * Extension page <-> bytes worker. One answer per job. The file crosses as a Blob, which is a handle: no
 * bytes are copied until a range is read.
 */
import type { ProvenanceReport } from './report.js';

export interface ScanJob {
  readonly type: 'scan';
  readonly jobId: number;
  readonly file: Blob;
  readonly fileName: string | null;
  readonly mediaType: string | null;
}
export interface ScanAnswer {
  readonly type: 'scanned';
  readonly jobId: number;
  readonly report: ProvenanceReport;
}

/** The job in a message, or null for anything else. */
export function readScanJob(data: unknown): ScanJob | null {
  if (typeof data !== 'object' || data === null) return null;
  const job = data as Partial<Record<keyof ScanJob, unknown>>;
  if (job.type !== 'scan' || !Number.isSafeInteger(job.jobId)) return null;
  if (!(job.file instanceof Blob)) return null;
  return {
    type: 'scan',
    jobId: Number(job.jobId),
    file: job.file,
    fileName: typeof job.fileName === 'string' ? job.fileName : null,
    mediaType: typeof job.mediaType === 'string' ? job.mediaType : null,
  };
}

import type { ScanAnswer, ScanJob } from './bytes-link.js';
import { caps } from './caps.js';
import type { ProvenanceReport } from './report.js';
import type { WorkerLike } from './worker-calls.js';
import { callWorker } from './worker-calls.js';

export interface ScanRequest {
  readonly file: Blob;
  readonly fileName?: string;
  readonly mediaType?: string;
  readonly signal?: AbortSignal;
}

/**
 * The report of one file from a bytes worker. Never rejects: a worker that does not answer in time or
 * dies is a report with `too-slow` or `unreadable` and no marks.
 *
 * @param startWorker starts `bytes.worker.ts`; the start itself counts into the time
 */
export async function askScan(
  startWorker: () => WorkerLike,
  request: ScanRequest,
  timeMs: number = caps.workerMs,
): Promise<ProvenanceReport> {
  const jobId = 1;
  const job: ScanJob = {
    type: 'scan',
    jobId,
    file: request.file,
    fileName: request.fileName ?? null,
    mediaType: request.mediaType ?? null,
  };
  const isAnswer = (data: unknown): data is ScanAnswer =>
    typeof data === 'object' && data !== null && 'jobId' in data && data.jobId === jobId;
  const called = await callWorker(startWorker, job, isAnswer, timeMs, request.signal);
  if (called.outcome === 'answered') return called.answer.report;
  return {
    container: null,
    sizeBytes: request.file.size,
    readBytes: 0,
    marks: [],
    notes: [{ state: called.outcome, place: { path: '', offset: 0 } }],
  };
}

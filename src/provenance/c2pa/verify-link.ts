/** Extension page <-> C2PA worker, one file per worker. */
import { caps } from '../caps.js';
import type { ContainerKind, ProvenanceReport } from '../report.js';
import { containerKinds } from '../report.js';
import { hasManifest } from '../scan-file.js';
import type { WorkerLike } from '../worker-calls.js';
import { callWorker } from '../worker-calls.js';
import type { C2paVerification, TrustList } from './verification.js';
import { unreadable } from './verification.js';
import type { VerifyFile } from './verify.js';

interface VerifyJob {
  readonly type: 'verify';
  readonly jobId: number;
  readonly file: Blob;
  readonly container: ContainerKind;
  readonly lists: readonly TrustList[];
}
export interface VerifyAnswer {
  readonly type: 'verified';
  readonly jobId: number;
  readonly verification: C2paVerification;
}

/** The listener of the C2PA worker. The page is our own; the file is the only stranger. */
export function answerVerifications(
  verify: VerifyFile,
  post: (answer: VerifyAnswer) => void,
): (data: unknown) => Promise<void> {
  return async (data) => {
    if (!isVerifyJob(data)) return;
    const verification = await verify(data.file, data.container, data.lists);
    post({ type: 'verified', jobId: data.jobId, verification });
  };
}

function isVerifyJob(data: unknown): data is VerifyJob {
  if (typeof data !== 'object' || data === null) return false;
  const job = data as Partial<Record<keyof VerifyJob, unknown>>;
  return (
    job.type === 'verify' &&
    job.file instanceof Blob &&
    containerKinds.includes(job.container as ContainerKind) &&
    Array.isArray(job.lists)
  );
}

/**
 * Verifies a file whose scan found a manifest. Null without one: the worker, and with it the 9 MB of
 * the library, is not even started. Never rejects.
 *
 * @param startWorker starts `c2pa.worker.ts`
 */
export async function askVerification(
  startWorker: () => WorkerLike,
  file: Blob,
  report: ProvenanceReport,
  lists: readonly TrustList[],
  signal?: AbortSignal,
): Promise<C2paVerification | null> {
  if (!hasManifest(report) || report.container === null) return null;
  const jobId = 1;
  const job: VerifyJob = { type: 'verify', jobId, file, container: report.container, lists };
  const isAnswer = (data: unknown): data is VerifyAnswer =>
    typeof data === 'object' &&
    data !== null &&
    'verification' in data &&
    'jobId' in data &&
    data.jobId === jobId;
  const called = await callWorker(startWorker, job, isAnswer, caps.verifyMs, signal);
  return called.outcome === 'answered' ? called.answer.verification : unreadable;
}

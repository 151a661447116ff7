import type { WorkerAnswer, WorkerJob } from '../protocol/worker-link.js';
import { describeError } from './engine-error.js';
import { readJob } from './read-job.js';

/**
 * The listener for a worker's messages: jobs are done one at a time in the order they came, each gets
 * exactly one answer, and one that fails does not reach the next (threats.md T14).
 */
export function serveJobs(
  answer: (job: WorkerJob) => Promise<WorkerAnswer>,
  post: (answer: WorkerAnswer) => void,
): (data: unknown) => void {
  let last: Promise<void> = Promise.resolve();
  return (data) => {
    const read = readJob(data);
    if (read === null) return;
    last = last.then(async () => {
      if ('fault' in read) {
        post({ type: 'failed', jobId: read.jobId, code: 'invalid', detail: read.fault });
        return;
      }
      try {
        post(await answer(read.job));
      } catch (error) {
        const { jobId } = read.job;
        post({ type: 'failed', jobId, code: 'internal', detail: describeError(error) });
      }
    });
  };
}

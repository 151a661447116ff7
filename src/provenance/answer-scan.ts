import { blobSource } from './byte-source.js';
import type { ScanAnswer } from './bytes-link.js';
import { readScanJob } from './bytes-link.js';
import { scanFile } from './scan-file.js';

/** The listener of the bytes worker: one answer per well-formed job, silence for anything else. */
export function answerScans(post: (answer: ScanAnswer) => void): (data: unknown) => Promise<void> {
  return async (data) => {
    const job = readScanJob(data);
    if (job === null) return;
    const report = await scanFile(blobSource(job.file), {
      ...(job.fileName === null ? {} : { fileName: job.fileName }),
      ...(job.mediaType === null ? {} : { mediaType: job.mediaType }),
    });
    post({ type: 'scanned', jobId: job.jobId, report });
  };
}

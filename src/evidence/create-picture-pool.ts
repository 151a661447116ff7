import { evidenceLimits } from './evidence-limits.js';
import type { PictureWorker } from './picture-calls.js';
import { PicturePool } from './picture-pool.js';

/** The workers that encode frames, none of them started yet. */
export function createPicturePool(): PicturePool {
  const { pictureWorkerIdleMs, pictureWorkers } = evidenceLimits;
  return new PicturePool(startPictureWorker, pictureWorkerIdleMs, pictureWorkers);
}

/** Not in a service worker: there are no workers. */
function startPictureWorker(): PictureWorker {
  return new Worker(new URL('../entries/pictures.worker.ts', import.meta.url), {
    type: 'module',
    name: 'seam-pictures',
  });
}

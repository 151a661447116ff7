import { evidenceLimits } from '../evidence-limits.js';
import { PictureCalls, type PictureWorker } from './picture-calls.js';

/**
 * The worker that encodes frames, not started yet. One: on two cores the ten looks, one after the other, are what a
 * person waits for, and a second encoder takes from the engine's share (Firefox 1.5 s, with one 1.34).
 */
export function createPictureCalls(): PictureCalls {
  return new PictureCalls(startPictureWorker, evidenceLimits.pictureWorkerIdleMs);
}

/** Not in a service worker: there are no workers. */
function startPictureWorker(): PictureWorker {
  return new Worker(new URL('../../entries/pictures.worker.ts', import.meta.url), {
    type: 'module',
    name: 'seam-pictures',
  });
}

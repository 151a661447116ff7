import type { PictureWorker } from './picture-calls.js';

/** Starts the worker that encodes frames. Not in a service worker: there are no workers. */
export function startPictureWorker(): PictureWorker {
  return new Worker(new URL('../entries/pictures.worker.ts', import.meta.url), {
    type: 'module',
    name: 'seam-pictures',
  });
}

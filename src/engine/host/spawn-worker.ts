import type { WorkerAnswer } from '../../protocol/worker-link.js';
import type { WorkerLike } from './worker-supervisor.js';

/** Starts the engine worker from the package. */
export function spawnWorker(): WorkerLike {
  const worker = new Worker(new URL('../../entries/engine.worker.ts', import.meta.url), {
    type: 'module',
    name: 'seam-engine',
  });
  return {
    postMessage: (job) => worker.postMessage(job),
    terminate: () => worker.terminate(),
    set onmessage(listen: (event: { readonly data: WorkerAnswer }) => void) {
      worker.onmessage = listen;
    },
    set onerror(listen: (event: { readonly message?: string }) => void) {
      worker.onerror = listen;
    },
  };
}

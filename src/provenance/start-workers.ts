import type { WorkerLike } from './worker-calls.js';

/** Starts the parser of untrusted files from the package. */
export function startBytesWorker(): WorkerLike {
  return new Worker(new URL('../entries/bytes.worker.ts', import.meta.url), {
    type: 'module',
    name: 'seam-bytes',
  });
}

/** Starts the verifier of credentials, 9 MB of WebAssembly: only for a file with one. */
export function startCredentialWorker(): WorkerLike {
  return new Worker(new URL('../entries/c2pa.worker.ts', import.meta.url), {
    type: 'module',
    name: 'seam-credentials',
  });
}

import type { ModelEntry } from '../../shared/catalog.js';
import { limits } from '../../shared/limits.js';
import type { WorkerLike } from './worker-supervisor.js';

/**
 * Starts a worker of its own with a model and ends it again. The worker checks length, SHA-256 and
 * golden patterns as it does for every model. Null: it would run; else what it said.
 */
export async function tryModel(model: ModelEntry, spawn: () => WorkerLike): Promise<string | null> {
  const worker = spawn();
  try {
    return await new Promise((resolve) => {
      AbortSignal.timeout(limits.engineStartDeadlineMs).addEventListener('abort', () =>
        resolve('timeout'),
      );
      worker.onerror = ({ message }) => resolve(message ?? 'error');
      worker.onmessage = ({ data }) =>
        resolve(data.type === 'failed' ? `${data.code}: ${data.detail}` : null);
      const config = {
        modelId: model.id,
        ownModel: model,
        backend: 'wasm',
        allowFallbackAdapter: false,
      } as const;
      worker.postMessage({ type: 'start', jobId: 1, config });
    });
  } finally {
    worker.terminate();
  }
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerSupervisor, type WorkerLike } from '../../../src/engine/host/worker-supervisor.js';
import type { EngineHealth } from '../../../src/protocol/pixel-port.js';
import type { WorkerAnswer, WorkerJob } from '../../../src/protocol/worker-link.js';
import { limits } from '../../../src/shared/limits.js';

type Behaviour = (job: WorkerJob) => WorkerAnswer | 'silence' | 'crash';

class ScriptedWorker implements WorkerLike {
  terminated = false;
  #behave: Behaviour;
  #onmessage: (event: { readonly data: WorkerAnswer }) => void = () => undefined;
  #onerror: (event: { readonly message?: string }) => void = () => undefined;
  constructor(behave: Behaviour) {
    this.#behave = behave;
  }
  set onmessage(listen: (event: { readonly data: WorkerAnswer }) => void) {
    this.#onmessage = listen;
  }
  set onerror(listen: (event: { readonly message?: string }) => void) {
    this.#onerror = listen;
  }
  postMessage(job: WorkerJob): void {
    queueMicrotask(() => {
      if (this.terminated) return;
      const answer = this.#behave(job);
      if (answer === 'crash') this.#onerror({ message: 'crashed' });
      else if (answer !== 'silence') this.#onmessage({ data: answer });
    });
  }
  terminate(): void {
    this.terminated = true;
  }
}

const started = (job: WorkerJob, backend: 'wasm' | 'webgpu' = 'wasm'): WorkerAnswer => ({
  type: 'started',
  jobId: job.jobId,
  backend,
  timings: {},
});
const detected = (job: WorkerJob): WorkerAnswer => ({
  type: 'detected',
  jobId: job.jobId,
  faces: [],
  elapsedMs: 1,
});
const healthy: Behaviour = (job) => (job.type === 'start' ? started(job) : detected(job));
const detect = {
  type: 'detect',
  picture: { format: 'RGBA', widthPx: 1, heightPx: 1, data: new Uint8Array(4) },
  closeUps: false,
} as const;

function supervise(behaviours: readonly Behaviour[]): {
  supervisor: WorkerSupervisor;
  workers: ScriptedWorker[];
  backends: string[];
  healths: EngineHealth[];
} {
  const workers: ScriptedWorker[] = [];
  const healths: EngineHealth[] = [];
  const backends: string[] = [];
  const supervisor = new WorkerSupervisor(
    () => {
      const behave = behaviours[Math.min(workers.length, behaviours.length - 1)] ?? healthy;
      const worker = new ScriptedWorker((job) => {
        if (job.type === 'start') backends.push(job.config.backend);
        return behave(job);
      });
      workers.push(worker);
      return worker;
    },
    async () => ({ modelId: 'm', backend: 'auto', allowFallbackAdapter: false }),
    (health) => healths.push(health),
  );
  return { supervisor, workers, backends, healths };
}

const onJob =
  (
    act: Exclude<ReturnType<Behaviour>, WorkerAnswer> | ((job: WorkerJob) => WorkerAnswer),
  ): Behaviour =>
  (job) =>
    job.type === 'start' ? started(job) : typeof act === 'function' ? act(job) : act;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets promises and timers run until `done` settles. */
async function settle<T>(done: Promise<T>): Promise<PromiseSettledResult<T>> {
  const settled: PromiseSettledResult<T>[] = [];
  void Promise.allSettled([done]).then((all) => settled.push(...all));
  for (let i = 0; i < 400 && settled.length === 0; i++) await vi.advanceTimersByTimeAsync(250);
  const [result] = settled;
  if (result === undefined) throw new Error('never settled');
  return result;
}

describe('the worker supervisor', () => {
  it('starts the worker on the first job and answers it', async () => {
    const { supervisor, workers, healths } = supervise([healthy]);
    expect(workers).toHaveLength(0);
    const result = await settle(supervisor.run(detect, 'detected'));
    expect(result.status).toBe('fulfilled');
    expect(workers).toHaveLength(1);
    expect(healths.at(-1)).toEqual({ state: 'ready', backend: 'wasm', modelId: 'm' });
  });

  it.each(['crash', 'silence'] as const)('runs an owed job again after a %s', async (failure) => {
    const { supervisor, workers } = supervise([onJob(failure), healthy]);
    const result = await settle(supervisor.run(detect, 'detected'));
    expect(result.status).toBe('fulfilled');
    expect(workers).toHaveLength(2);
    expect(workers[0]?.terminated).toBe(true);
  });

  it('replaces a worker whose outputs are suspect', async () => {
    const suspect = onJob((job) => ({
      type: 'failed',
      jobId: job.jobId,
      code: 'suspect',
      detail: 'NaN',
    }));
    const { supervisor, workers } = supervise([suspect, healthy]);
    expect((await settle(supervisor.run(detect, 'detected'))).status).toBe('fulfilled');
    expect(workers[0]?.terminated).toBe(true);
  });

  it('gives up a job that fails twice, and the next job still runs', async () => {
    const { supervisor } = supervise([onJob('crash'), onJob('crash'), healthy]);
    expect((await settle(supervisor.run(detect, 'detected'))).status).toBe('rejected');
    expect((await settle(supervisor.run(detect, 'detected'))).status).toBe('fulfilled');
  });

  it('does not replace the worker for an invalid job', async () => {
    const invalid = onJob((job) => ({
      type: 'failed',
      jobId: job.jobId,
      code: 'invalid',
      detail: 'size',
    }));
    const { supervisor, workers } = supervise([invalid]);
    expect((await settle(supervisor.run(detect, 'detected'))).status).toBe('rejected');
    expect(workers).toHaveLength(1);
    expect(workers[0]?.terminated).toBe(false);
  });

  it.each(['webgl2-missing', 'model-refused'] as const)(
    'says %s and does not try again at once',
    async (code) => {
      const { supervisor, workers, healths } = supervise([
        (job) => ({ type: 'failed', jobId: job.jobId, code, detail: 'why' }),
      ]);
      expect((await settle(supervisor.run(detect, 'detected'))).status).toBe('rejected');
      expect(healths.at(-1)).toEqual({ state: 'unavailable', reason: code, detail: 'why' });
      expect((await settle(supervisor.run(detect, 'detected'))).status).toBe('rejected');
      expect(workers).toHaveLength(1);
    },
  );

  it('falls back to WASM after three failures, and gives up after six in a minute', async () => {
    const { supervisor, backends, healths } = supervise([() => 'crash']);
    const result = await settle(supervisor.run(detect, 'detected'));
    expect(result.status).toBe('rejected');
    expect(backends.slice(0, 3)).toEqual(['auto', 'auto', 'auto']);
    expect(backends.slice(3)).toEqual(['wasm', 'wasm', 'wasm']);
    expect(healths.at(-1)).toMatchObject({ state: 'unavailable', reason: 'engine-unavailable' });
  });

  it('works again after it was killed between two jobs', async () => {
    const { supervisor, workers } = supervise([healthy]);
    await settle(supervisor.run(detect, 'detected'));
    supervisor.kill('test');
    expect((await settle(supervisor.run(detect, 'detected'))).status).toBe('fulfilled');
    expect(workers).toHaveLength(2);
  });

  it('ends an idle worker', async () => {
    const { supervisor, workers } = supervise([healthy]);
    await settle(supervisor.run(detect, 'detected'));
    await vi.advanceTimersByTimeAsync(limits.workerIdleMs + 1);
    expect(workers[0]?.terminated).toBe(true);
  });
});

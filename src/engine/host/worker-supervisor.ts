import type { EngineHealth } from '../../protocol/pixel-port.js';
import type {
  EngineConfig,
  WorkerAnswer,
  WorkerFailure,
  WorkerJob,
} from '../../protocol/worker-link.js';
import { limits } from '../../shared/limits.js';
import { afterFailure } from './restart-policy.js';

type JobBody = WorkerJob extends infer Job
  ? Job extends WorkerJob
    ? Omit<Job, 'jobId'>
    : never
  : never;

/** A job that the worker could not do, after the supervisor tried again. */
export class JobFailed extends Error {
  readonly code: WorkerFailure | 'unavailable';
  constructor(code: WorkerFailure | 'unavailable', detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

/** The part of `Worker` that the supervisor needs, so that tests can give a hostile one. */
export interface WorkerLike {
  postMessage(message: WorkerJob): void;
  terminate(): void;
  set onmessage(listen: (event: { readonly data: WorkerAnswer }) => void);
  set onerror(listen: (event: { readonly message?: string }) => void);
}

interface OpenJob {
  readonly resolve: (answer: WorkerAnswer) => void;
  readonly reject: (error: WorkerGone) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** The worker ended while a job was open. The job is owed and runs again. */
class WorkerGone extends Error {}

/** A job that takes the worker down twice is given up so that it cannot take everything down. */
const maxAttempts = 2;

/**
 * Owns the engine worker: starts it on demand, ends it when it hangs, crashes or turns suspect,
 * restarts it by `restart-policy`, runs an owed job again, ends it when idle.
 */
export class WorkerSupervisor {
  readonly #spawn: () => WorkerLike;
  readonly #readConfig: () => Promise<EngineConfig>;
  readonly #onHealth: (health: EngineHealth) => void;
  readonly #open = new Map<number, OpenJob>();
  readonly #failuresMs: number[] = [];
  #worker: WorkerLike | null = null;
  #starting: Promise<void> | null = null;
  #forceWasm = false;
  #nextJobId = 1;
  #unavailableUntilMs = 0;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #health: EngineHealth = { state: 'starting' };

  constructor(
    spawn: () => WorkerLike,
    readConfig: () => Promise<EngineConfig>,
    onHealth: (health: EngineHealth) => void,
  ) {
    this.#spawn = spawn;
    this.#readConfig = readConfig;
    this.#onHealth = onHealth;
  }

  get health(): EngineHealth {
    return this.#health;
  }

  /**
   * Runs one job and returns its answer. Throws `JobFailed` when the engine is unavailable, the
   * job is invalid, or it failed twice.
   */
  async run<Type extends WorkerAnswer['type']>(
    job: JobBody,
    expected: Type,
  ): Promise<Extract<WorkerAnswer, { type: Type }>> {
    clearTimeout(this.#idleTimer);
    try {
      return await this.#attempt(job, expected);
    } finally {
      if (this.#open.size === 0) this.#endWhenIdle();
    }
  }

  async #attempt<Type extends WorkerAnswer['type']>(
    job: JobBody,
    expected: Type,
  ): Promise<Extract<WorkerAnswer, { type: Type }>> {
    for (let attempt = 1; ; attempt++) {
      await this.#ensureStarted();
      try {
        const answer = await this.#send(job, limits.workerSilenceMs);
        if (answer.type === expected) return answer as Extract<WorkerAnswer, { type: Type }>;
        if (answer.type === 'failed' && answer.code === 'invalid') {
          throw new JobFailed('invalid', answer.detail);
        }
        const why = answer.type === 'failed' ? `${answer.code}: ${answer.detail}` : 'wrong answer';
        this.kill(why);
        throw new WorkerGone(why);
      } catch (error) {
        if (!(error instanceof WorkerGone)) throw error;
        if (attempt >= maxAttempts) throw new JobFailed('internal', error.message);
      }
    }
  }

  /** Ends the worker now, as a crash would. Its open jobs run again in a new one. */
  kill(why: string): void {
    this.#failuresMs.push(Date.now());
    this.#end(why);
  }

  /** Ends the worker without calling that a failure; open jobs run again in a new one. */
  restart(): void {
    this.#unavailableUntilMs = 0;
    this.#end('restarted');
    this.#setHealth({ state: 'starting' });
  }

  async #ensureStarted(): Promise<void> {
    if (this.#worker !== null && this.#starting === null) return;
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null;
    });
    await this.#starting;
  }

  async #start(): Promise<void> {
    if (this.#health.state === 'unavailable' && Date.now() < this.#unavailableUntilMs) {
      throw new JobFailed('unavailable', this.#health.detail);
    }
    for (;;) {
      if (this.#failuresMs.length > 0) {
        const plan = afterFailure(this.#failuresMs, Date.now());
        if (plan.next === 'give-up') {
          throw this.#unavailable('engine-unavailable', 'The engine failed again and again.');
        }
        this.#forceWasm ||= plan.forceWasm;
        if (plan.delayMs > 0) await new Promise((wake) => setTimeout(wake, plan.delayMs));
      }
      this.#setHealth({ state: 'starting' });
      const config = await this.#readConfig();
      this.#adopt(this.#spawn());
      try {
        const backend = this.#forceWasm ? 'wasm' : config.backend;
        const answer = await this.#send(
          { type: 'start', config: { ...config, backend } },
          limits.engineStartDeadlineMs,
        );
        if (answer.type === 'started') {
          const { modelId } = config;
          this.#setHealth({ state: 'ready', backend: answer.backend, modelId });
          return;
        }
        const failure =
          answer.type === 'failed' ? answer : ({ code: 'internal', detail: answer.type } as const);
        // A missing feature or a wrong model does not heal by trying again at once.
        if (failure.code === 'webgl2-missing' || failure.code === 'model-refused') {
          this.#end(failure.detail);
          throw this.#unavailable(failure.code, failure.detail);
        }
        this.kill(`${failure.code}: ${failure.detail}`);
      } catch (error) {
        if (!(error instanceof WorkerGone)) throw error;
      }
    }
  }

  #unavailable(
    reason: 'engine-unavailable' | 'webgl2-missing' | 'model-refused',
    detail: string,
  ): JobFailed {
    this.#unavailableUntilMs = Date.now() + limits.failureWindowMs;
    this.#setHealth({ state: 'unavailable', reason, detail });
    return new JobFailed('unavailable', detail);
  }

  #adopt(worker: WorkerLike): void {
    this.#worker = worker;
    worker.onmessage = ({ data }) => {
      const job = this.#open.get(data.jobId);
      if (job === undefined) return;
      this.#open.delete(data.jobId);
      clearTimeout(job.timer);
      job.resolve(data);
    };
    worker.onerror = (event) => this.kill(event.message ?? 'worker error');
  }

  #send(job: JobBody, deadlineMs: number): Promise<WorkerAnswer> {
    const worker = this.#worker;
    if (worker === null) return Promise.reject(new WorkerGone('ended before the job was sent'));
    const jobId = this.#nextJobId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.kill(`silent for ${deadlineMs} ms`), deadlineMs);
      this.#open.set(jobId, { resolve, reject, timer });
      worker.postMessage({ ...job, jobId });
    });
  }

  /** Ends the worker and hands its open jobs back to their callers. */
  #end(why: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    const owed = [...this.#open.values()];
    this.#open.clear();
    for (const job of owed) {
      clearTimeout(job.timer);
      job.reject(new WorkerGone(why));
    }
  }

  #endWhenIdle(): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      if (this.#open.size > 0) return;
      this.#end('idle');
      this.#setHealth({ state: 'starting' });
    }, limits.workerIdleMs);
  }

  #setHealth(health: EngineHealth): void {
    if (JSON.stringify(health) === JSON.stringify(this.#health)) return;
    this.#health = health;
    this.#onHealth(health);
  }
}

import type { EngineConfig, WorkerAnswer, WorkerJob } from '../protocol/worker-link.js';
import type { ModelEntry } from '../shared/catalog.js';
import { classifyFace, type DrawThumbnail } from './classify-face.js';
import type { FaceFinder } from './detect.js';
import { describeError, EngineError } from './engine-error.js';
import type { OpenedClassifier } from './runtime/open-classifier.js';

/** What the engine is made of; tests give their own. */
export interface EngineParts {
  modelEntry(modelId: string): ModelEntry;
  openFaceFinder(): Promise<FaceFinder>;
  openClassifier(entry: ModelEntry, config: EngineConfig): Promise<OpenedClassifier>;
  readonly drawThumbnail: DrawThumbnail;
}

interface Started {
  readonly entry: ModelEntry;
  readonly opened: OpenedClassifier;
}

type Failed = Extract<WorkerAnswer, { type: 'failed' }>;

/**
 * Answers jobs (`protocol/worker-link.ts`). Call it for one job at a time. After any error the golden
 * patterns run: if they are off, this worker answers `suspect` from then on and must be replaced.
 */
export function createEngine(parts: EngineParts): (job: WorkerJob) => Promise<WorkerAnswer> {
  let started: Started | null = null;
  let finder: FaceFinder | null = null;
  let suspicion: string | null = null;

  async function start(jobId: number, config: EngineConfig): Promise<WorkerAnswer> {
    if (started !== null) throw new EngineError('invalid', 'The engine is running already.');
    const startMs = performance.now();
    const entry = config.ownModel ?? parts.modelEntry(config.modelId);
    let detectorMs = 0;
    // Both are waited for, so that a failure of one leaves no unhandled rejection of the other.
    const [found, opened] = await Promise.allSettled([
      parts.openFaceFinder().finally(() => (detectorMs = performance.now() - startMs)),
      parts.openClassifier(entry, config),
    ]);
    if (found.status === 'rejected') throw asError(found.reason);
    if (opened.status === 'rejected') {
      found.value.close();
      throw asError(opened.reason);
    }
    finder = found.value;
    started = { entry, opened: opened.value };
    const { backend, timings } = opened.value;
    const totalMs = performance.now() - startMs;
    return { type: 'started', jobId, backend, timings: { ...timings, detectorMs, totalMs } };
  }

  async function detect({ jobId, picture, closeUps }: JobOf<'detect'>): Promise<WorkerAnswer> {
    runningOrThrow();
    const startMs = performance.now();
    finder ??= await parts.openFaceFinder();
    try {
      const faces = finder.detect(picture, closeUps);
      return { type: 'detected', jobId, faces, elapsedMs: performance.now() - startMs };
    } catch (error) {
      // A graph that threw once may throw for ever: the next detection opens a fresh one.
      closeQuietly(finder);
      finder = null;
      throw error;
    }
  }

  async function classify({ jobId, faces }: JobOf<'classify'>): Promise<WorkerAnswer> {
    const { entry, opened } = runningOrThrow();
    const startMs = performance.now();
    const answers = [];
    for (const face of faces) {
      answers.push(await classifyFace(face, opened.classifier, entry, parts.drawThumbnail));
    }
    return { type: 'classified', jobId, faces: answers, elapsedMs: performance.now() - startMs };
  }

  async function verify(jobId: number): Promise<WorkerAnswer> {
    await runningOrThrow().opened.classifier.verify();
    return { type: 'verified', jobId };
  }

  function runningOrThrow(): Started {
    if (started === null) throw new EngineError('invalid', 'The engine has not been started.');
    return started;
  }

  async function failed(jobId: number, error: unknown): Promise<Failed> {
    let code = error instanceof EngineError ? error.code : 'internal';
    let detail = describeError(error);
    if (started !== null && (code === 'internal' || code === 'webgl2-missing')) {
      const doubt = await started.opened.classifier
        .verify()
        .catch((reason: unknown) => reason ?? '');
      if (doubt !== undefined) {
        code = 'suspect';
        detail = `${detail} / then ${describeError(doubt)}`;
      }
    }
    if (code === 'suspect' && started !== null) suspicion = detail;
    return { type: 'failed', jobId, code, detail };
  }

  return async (job) => {
    const { jobId } = job;
    if (suspicion !== null) return { type: 'failed', jobId, code: 'suspect', detail: suspicion };
    try {
      switch (job.type) {
        case 'start':
          return await start(jobId, job.config);
        case 'detect':
          return await detect(job);
        case 'classify':
          return await classify(job);
        case 'verify':
          return await verify(jobId);
      }
    } catch (error) {
      return await failed(jobId, error);
    }
  };
}

type JobOf<Type extends WorkerJob['type']> = Extract<WorkerJob, { type: Type }>;

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

function closeQuietly(finder: FaceFinder): void {
  try {
    finder.close();
  } catch {
    // It is broken; what closing adds does not matter.
  }
}

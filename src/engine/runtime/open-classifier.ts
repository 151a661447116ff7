import type { InferenceSession } from 'onnxruntime-web';
import type { EngineConfig } from '../../protocol/worker-link.js';
import type { ModelEntry } from '../../shared/catalog.js';
import { createClassifier, type Classifier } from '../classify.js';
import { describeError, EngineError } from '../engine-error.js';
import {
  chooseBackend,
  isWebgpuWorthTrying,
  type Adapter,
  type Backend,
  type WarmUp,
} from './choose-backend.js';
import { createSession, type Runtime } from './load-onnx-runtime.js';

export interface OpenedClassifier {
  readonly classifier: Classifier;
  readonly backend: Backend;
  readonly timings: Readonly<Record<string, number>>;
}

/** Timed runs per back end, the best counts. One where nothing races: software WebGPU needs seconds for each. */
const timedRuns = { auto: 3, wasm: 1, webgpu: 1 } as const;

interface Candidate {
  readonly session: InferenceSession;
  readonly classifier: Classifier;
  readonly msPerFace: number;
}

/**
 * GPU sessions that lost the race. Releasing the last GPU session destroys the device under the runtime
 * (threats.md T13), so they live as long as the worker.
 */
const keptSessions: InferenceSession[] = [];

/**
 * Opens checked model bytes on the back end that the configuration, the adapter and a warm-up decide. A
 * back end that fails to open or whose golden patterns are off is out. Throws `suspect` or `internal`
 * when none is left.
 */
export async function openClassifier(
  runtime: Runtime,
  model: Uint8Array,
  entry: ModelEntry,
  config: EngineConfig,
  adapter: Adapter,
): Promise<OpenedClassifier> {
  const timings: Record<string, number> = {};
  const failures: unknown[] = [];
  const tryToOpen = async (backend: Backend): Promise<Candidate | null> => {
    const startMs = performance.now();
    try {
      const candidate = await openOn(runtime, model, entry, backend, timedRuns[config.backend]);
      timings[`${backend}FaceMs`] = candidate.msPerFace;
      return candidate;
    } catch (error) {
      failures.push(error);
      return null;
    } finally {
      timings[`${backend}OpenMs`] = performance.now() - startMs;
    }
  };

  const webgpu = isWebgpuWorthTrying(config, adapter) ? await tryToOpen('webgpu') : null;
  const isRaceNeeded = webgpu === null || config.backend !== 'webgpu';
  const wasm = isRaceNeeded ? await tryToOpen('wasm') : null;
  const warmUp: WarmUp = {
    wasmMs: wasm?.msPerFace ?? null,
    webgpuMs: webgpu?.msPerFace ?? null,
  };
  const backend = chooseBackend(config, warmUp);
  const winner = backend === 'webgpu' ? webgpu : wasm;
  if (backend === null || winner === null) throw noneLeft(failures);
  if (backend === 'webgpu') await wasm?.session.release();
  return { classifier: winner.classifier, backend, timings };
}

async function openOn(
  runtime: Runtime,
  model: Uint8Array,
  entry: ModelEntry,
  backend: Backend,
  runs: number,
): Promise<Candidate> {
  const session = await createSession(runtime, model, backend);
  if (backend === 'webgpu') keptSessions.push(session); // also when a check below throws
  const makeTensor = (
    data: Uint8Array,
    shape: readonly number[],
  ): InstanceType<Runtime['Tensor']> => new runtime.Tensor('uint8', data, shape);
  const classifier = createClassifier(session, makeTensor, entry);
  await classifier.verify(); // first runs compile kernels, so they also warm up
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const startMs = performance.now();
    await classifier.run();
    times.push(performance.now() - startMs);
  }
  return { session, classifier, msPerFace: Math.min(...times) };
}

function noneLeft(failures: readonly unknown[]): EngineError {
  const suspect = failures.find(
    (failure): failure is EngineError =>
      failure instanceof EngineError && failure.code === 'suspect',
  );
  const detail = failures.map(describeError).join(' / ');
  return new EngineError(suspect === undefined ? 'internal' : 'suspect', detail);
}

import { createEngine } from '../engine/engine.js';
import { openFaceFinder } from '../engine/detect.js';
import { modelEntry } from '../engine/runtime/model-entry.js';
import { probeAdapter } from '../engine/runtime/choose-backend.js';
import { loadOnnxRuntime } from '../engine/runtime/load-onnx-runtime.js';
import { openClassifier } from '../engine/runtime/open-classifier.js';
import { openModel } from '../engine/runtime/open-model.js';
import { ensurePromiseIntegration } from '../engine/runtime/promise-integration.js';
import { serveJobs } from '../engine/serve-jobs.js';
import { makeThumbnail } from '../engine/thumbnail.js';
import { readOwnModelBytes } from '../settings/own-model-bytes.js';
import { isOwnModel } from '../shared/own-model.js';
import type { WorkerAnswer } from '../protocol/worker-link.js';

/** Everything is loaded from the package that this worker came from. */
const packageUrl = (path: string): string => new URL(`/${path}`, self.location.href).href;

async function fetchBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(packageUrl(path));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

const answer = createEngine({
  modelEntry,
  openFaceFinder: () => openFaceFinder(packageUrl, fetchBytes),
  async openClassifier(entry, config) {
    // The model first: a refused one never meets the runtime.
    const model = await openModel(
      entry,
      isOwnModel(entry.id) ? () => readOwnModelBytes(entry.sha256) : fetchBytes,
    );
    // WebGPU suspends WebAssembly while it computes.
    const mayUseGpu = ensurePromiseIntegration() && config.backend !== 'wasm';
    const [runtime, adapter] = await Promise.all([
      loadOnnxRuntime(packageUrl),
      mayUseGpu ? probeAdapter(navigator.gpu) : ('none' as const),
    ]);
    return openClassifier(runtime, model, entry, config, adapter);
  },
  drawThumbnail: (picture, square) => makeThumbnail(picture, square).catch(() => null),
});

const serve = serveJobs(answer, (message: WorkerAnswer) => self.postMessage(message));
self.onmessage = (event: MessageEvent<unknown>) => serve(event.data);

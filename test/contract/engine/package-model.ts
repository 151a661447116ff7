import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as onnx from 'onnxruntime-web';
import { bundledCatalog as catalog } from '../../../src/shared/bundled-catalog.js';
import { createClassifier, type Classifier } from '../../../src/engine/classify.js';
import { openModel } from '../../../src/engine/runtime/open-model.js';
import type { ModelEntry } from '../../../src/shared/catalog.js';

const root = resolve(import.meta.dirname, '../../..');

/** Reads files as the worker reads them from the package. */
export async function fetchFromPackage(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(resolve(root, path)));
}

export const entry: ModelEntry = catalog.models[0]!;

/** The committed model in ONNX Runtime's WebAssembly, as in the extension but in Node. */
export async function openCommittedModel(): Promise<Classifier> {
  const model = await openModel(entry, fetchFromPackage);
  onnx.env.wasm.numThreads = 1;
  const session = await onnx.InferenceSession.create(model, { executionProviders: ['wasm'] });
  return createClassifier(session, (data, shape) => new onnx.Tensor('uint8', data, shape), entry);
}

import { resolve } from 'node:path';
import ort from 'onnxruntime-node';
import { bundledModel } from '../../src/shared/bundled-catalog.js';

/** Median milliseconds of the shipped model in native ONNX Runtime on one thread. */
export async function nativeClassifierMs(runs: number): Promise<number> {
  const path = resolve(import.meta.dirname, '../../models', bundledModel.file);
  const session = await ort.InferenceSession.create(path, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  const { name, shape } = bundledModel.input;
  const faces = new ort.Tensor('uint8', new Uint8Array(shape[1] * shape[2] * 3).fill(128), shape);
  const elapsedMs: number[] = [];
  for (let i = 0; i < runs; i++) {
    const startedMs = performance.now();
    await session.run({ [name]: faces }, ['logits']);
    elapsedMs.push(performance.now() - startedMs);
  }
  return elapsedMs.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
}

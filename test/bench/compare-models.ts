/**
 * Which of several exported classifiers is faster in WebAssembly: each in turn, on one thread, in one process.
 * `npx tsx test/bench/compare-models.ts A.onnx B.onnx` prints medians, and each as a share of the first.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as ort from 'onnxruntime-web';
import { bundledModel } from '../../src/shared/bundled-catalog.js';

const warmUpRuns = 15;
const measuredRuns = 100;

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';
const paths = process.argv.slice(2);
if (paths.length === 0) throw new Error('no model was named');
const sessions = await Promise.all(
  paths.map((path) =>
    ort.InferenceSession.create(readFileSync(path), { executionProviders: ['wasm'] }),
  ),
);
const { name, shape } = bundledModel.input;
const faces = new ort.Tensor(
  'uint8',
  Uint8Array.from({ length: shape[1] * shape[2] * 3 }, (_, i) => (i * 7919) % 256),
  shape,
);
const elapsedMs: number[][] = paths.map(() => []);
const logits: string[] = [];
for (let run = 0; run < warmUpRuns + measuredRuns; run++) {
  for (const [index, session] of sessions.entries()) {
    const startedMs = performance.now();
    const answer = await session.run({ [name]: faces });
    if (run >= warmUpRuns) elapsedMs[index]?.push(performance.now() - startedMs);
    logits[index] = Array.from(answer['logits']?.data as Float32Array, (v) => v.toFixed(5)).join(
      ' ',
    );
  }
}
const medians = elapsedMs.map((times) => times.sort((a, b) => a - b)[measuredRuns / 2] ?? NaN);
for (const [index, path] of paths.entries()) {
  const medianMs = medians[index] ?? NaN;
  const share = medianMs / (medians[0] ?? NaN);
  console.log(
    `${basename(path)}: ${medianMs.toFixed(1)} ms, x${share.toFixed(2)}, logits ${logits[index] ?? ''}`,
  );
}

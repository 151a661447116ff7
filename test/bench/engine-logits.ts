/**
 * The engine's crop and its WebAssembly runtime over pictures from standard input, for
 * `models/training/parity.py`. Each picture: one line of JSON {widthPx, heightPx, box, margin, mirrored}, then its RGBA bytes.
 * Answers one line of JSON with both logits.
 *
 * Node runs the same WebAssembly as the browsers; WebGPU and the decoding of video are not covered.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as ort from 'onnxruntime-web/wasm';
import { createClassifier } from '../../src/engine/classify.js';
import { cropSquare, faceSquare } from '../../src/engine/pixels/crop-square.js';
import { bundledModel } from '../../src/shared/bundled-catalog.js';
import { mirror } from '../../src/engine/pixels/mirror.js';
import type { BoxPx } from '../../src/shared/geometry.js';

interface Head {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Of the face. */
  readonly box: BoxPx;
  readonly margin: number;
  readonly mirrored: boolean;
}

ort.env.wasm.numThreads = 1;
const model = await readFile(resolve(import.meta.dirname, '../../models', bundledModel.file));
const session = await ort.InferenceSession.create(new Uint8Array(model), {
  executionProviders: ['wasm'],
  graphOptimizationLevel: 'all',
});
const classifier = createClassifier(
  session,
  (data, shape) => new ort.Tensor('uint8', data, shape),
  bundledModel,
);
await classifier.verify();

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
const all = Buffer.concat(chunks);
for (let at = 0; at < all.length;) {
  const end = all.indexOf(10, at);
  const { widthPx, heightPx, box, margin, mirrored } = JSON.parse(
    all.toString('utf8', at, end),
  ) as Head;
  const bytes = widthPx * heightPx * 4;
  const data = new Uint8Array(all.subarray(end + 1, end + 1 + bytes));
  at = end + 1 + bytes;
  const picture = { format: 'RGBA', widthPx, heightPx, data } as const;
  cropSquare(picture, faceSquare(box, margin, picture), bundledModel.crop.sizePx, classifier.input);
  if (mirrored) mirror(classifier.input, bundledModel.crop.sizePx);
  const { composite, synthetic } = await classifier.run();
  process.stdout.write(`${JSON.stringify([composite, synthetic])}\n`);
}

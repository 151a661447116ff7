/**
 * The engine's cut around a face, its crop and its WebAssembly runtime over pictures from standard input, for
 * `models/training/parity.py`. Each picture: one line of JSON {widthPx, heightPx, box, margin, mirrored}, then its RGBA bytes.
 * Answers one line of JSON with both logits.
 *
 * Node runs the same WebAssembly as the browsers; WebGPU and the decoding of video are not covered.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as ort from 'onnxruntime-web/wasm';
import { createClassifier } from '../../src/engine/classify.js';
import { faceSquare } from '../../src/engine/face-square.js';
import { cutAround, detectMargin } from '../../src/engine/host/cut-around.js';
import { cropSquare } from '../../src/engine/pixels/crop-square.js';
import { bundledModel } from '../../src/shared/bundled-catalog.js';
import { widestMargin } from '../../src/shared/crop-variant.js';
import { mirror } from '../../src/engine/pixels/mirror.js';
import type { BoxPx } from '../../src/shared/geometry.js';
import type { RgbaPicture } from '../../src/shared/picture.js';

interface Head {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Of the face. */
  readonly box: BoxPx;
  readonly margin: number;
  readonly mirrored: boolean;
}

/** As the page cuts a detected face out of the frame (`look-at-sample.ts`). */
const widestCut = widestMargin(bundledModel.crop) * detectMargin;
function cutOut(rgba: Uint8Array, widthPx: number, rect: BoxPx): RgbaPicture {
  const data = new Uint8Array(rect.widthPx * rect.heightPx * 4);
  for (let row = 0; row < rect.heightPx; row++) {
    const from = ((rect.yPx + row) * widthPx + rect.xPx) * 4;
    data.set(rgba.subarray(from, from + rect.widthPx * 4), row * rect.widthPx * 4);
  }
  return { format: 'RGBA', widthPx: rect.widthPx, heightPx: rect.heightPx, data };
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
  const rect = cutAround(box, widestCut, { widthPx, heightPx });
  const cut = cutOut(data, widthPx, rect);
  const within = { ...box, xPx: box.xPx - rect.xPx, yPx: box.yPx - rect.yPx };
  const square = faceSquare(within, margin, cut);
  cropSquare(cut, square, bundledModel.crop.sizePx, classifier.input);
  if (mirrored) mirror(classifier.input, bundledModel.crop.sizePx);
  const { composite, synthetic } = await classifier.run();
  process.stdout.write(`${JSON.stringify([composite, synthetic])}\n`);
}

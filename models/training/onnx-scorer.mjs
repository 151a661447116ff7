// Runs an ONNX model over face crops for scorer.py, where onnxruntime for Python is not installed.
//
//   node onnx-scorer.mjs MODEL THREADS
//
// First writes one line of JSON: input side in px and the outputs with their sizes. Then, for every crop of
// side x side x 3 bytes on standard input, writes the float32 values of all outputs in that order.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(import.meta.dirname, '../../package.json'));
const ort = require('onnxruntime-node');

const [model, threads] = process.argv.slice(2);
const session = await ort.InferenceSession.create(model, {
  intraOpNumThreads: Number(threads),
  interOpNumThreads: 1,
  executionProviders: ['cpu'],
});
const [input] = session.inputMetadata;
const [, side] = input.shape;
const names = session.outputNames;
const sizes = names.map((name) =>
  session.outputMetadata.find((output) => output.name === name).shape.reduce((a, b) => a * b, 1),
);
process.stdout.write(JSON.stringify({ side, names, sizes }) + '\n');

const bytesPerFace = side * side * 3;
let waiting = [];
let length = 0;
for await (const chunk of process.stdin) {
  waiting.push(chunk);
  length += chunk.length;
  if (length < bytesPerFace) continue;
  let all = Buffer.concat(waiting);
  while (all.length >= bytesPerFace) {
    const face = new ort.Tensor('uint8', new Uint8Array(all.subarray(0, bytesPerFace)), input.shape);
    const results = await session.run({ [input.name]: face });
    const values = names.map((name) => Buffer.from(results[name].data.buffer.slice(0)));
    process.stdout.write(Buffer.concat(values));
    all = all.subarray(bytesPerFace);
  }
  waiting = [all];
  length = all.length;
}

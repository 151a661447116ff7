import type { AxisWeights } from './axis-weights.js';

/** Where the samples of one channel lie in a buffer. */
export interface Plane {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly offset: number;
  /** Distance between neighbours in a row: 1 in a plane, 4 in RGBA. */
  readonly pixelStep: number;
  readonly rowStep: number;
}

let rowsBuffer = new Float32Array(0);

/**
 * Resamples one channel into `out` (`down.outputs` rows of `across.outputs` numbers): first along the rows
 * that are needed, then down the columns. Works in one buffer that is kept between calls.
 */
export function resamplePlane(
  plane: Plane,
  across: AxisWeights,
  down: AxisWeights,
  out: Float32Array,
): void {
  const width = across.outputs;
  const firstRow = down.first[0] ?? 0;
  const lastOutput = down.outputs - 1;
  const rows = (down.first[lastOutput] ?? 0) + (down.counts[lastOutput] ?? 0) - firstRow;
  if (rowsBuffer.length < rows * width) rowsBuffer = new Float32Array(rows * width);
  const buffer = rowsBuffer;

  for (let row = 0; row < rows; row++) {
    resampleRow(
      plane,
      plane.offset + (firstRow + row) * plane.rowStep,
      across,
      buffer,
      row * width,
    );
  }
  for (let output = 0; output < down.outputs; output++) {
    const target = output * width;
    const count = down.counts[output] ?? 0;
    const source = ((down.first[output] ?? 0) - firstRow) * width;
    const top = down.weights[output * down.taps] ?? 0;
    for (let x = 0; x < width; x++) out[target + x] = top * (buffer[source + x] ?? 0);
    for (let tap = 1; tap < count; tap++) {
      const weight = down.weights[output * down.taps + tap] ?? 0;
      const from = source + tap * width;
      for (let x = 0; x < width; x++) {
        out[target + x] = (out[target + x] ?? 0) + weight * (buffer[from + x] ?? 0);
      }
    }
  }
}

function resampleRow(
  { data, pixelStep }: Plane,
  rowAt: number,
  { first, counts, weights, taps, outputs }: AxisWeights,
  out: Float32Array,
  outAt: number,
): void {
  for (let output = 0; output < outputs; output++) {
    let at = rowAt + (first[output] ?? 0) * pixelStep;
    const from = output * taps;
    const to = from + (counts[output] ?? 0);
    let sum = 0;
    for (let tap = from; tap < to; tap++) {
      sum += (weights[tap] ?? 0) * (data[at] ?? 0);
      at += pixelStep;
    }
    out[outAt + output] = sum;
  }
}

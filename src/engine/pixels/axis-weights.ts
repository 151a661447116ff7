/**
 * How one axis is resampled: output `i` is the sum of `weights[i * taps + k] * source[first[i] + k]`
 * for k < counts[i]. Positions lie inside the source already; what fell outside was replaced by the
 * nearest edge.
 */
export interface AxisWeights {
  readonly first: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Float32Array;
  /** Room for weights per output. */
  readonly taps: number;
  readonly outputs: number;
}

/** Rounding of sums, not coverage. */
const negligible = 1e-9;

/**
 * Weights that turn `lengthPx` source pixels from `startPx` (may lie outside) into `outputs` pixels:
 * exact area averages when shrinking, linear interpolation of pixel centres when enlarging. This is
 * what the training code does (`models/training/crop.py`, INTER_AREA and INTER_LINEAR).
 *
 * `halved`: the source plane has half the resolution (chroma); its samples count for both pixels they cover.
 */
export function axisWeights(
  startPx: number,
  lengthPx: number,
  outputs: number,
  sourceLengthPx: number,
  halved = false,
): AxisWeights {
  const scale = lengthPx / outputs;
  const taps = Math.ceil(scale) + 2;
  const first = new Int32Array(outputs);
  const counts = new Int32Array(outputs);
  const weights = new Float32Array(outputs * taps);

  const add = (output: number, pixel: number, weight: number): void => {
    const clamped = Math.min(Math.max(pixel, 0), sourceLengthPx - 1);
    const position = halved ? clamped >> 1 : clamped;
    if (counts[output] === 0) first[output] = position;
    // Positions never fall and grow by one at most, so the slot is the last one or the next.
    const slot = position - (first[output] ?? 0);
    counts[output] = slot + 1;
    weights[output * taps + slot] = (weights[output * taps + slot] ?? 0) + weight;
  };

  for (let output = 0; output < outputs; output++) {
    if (scale > 1) {
      const from = startPx + output * scale;
      const to = from + scale;
      for (let pixel = Math.floor(from); pixel < to; pixel++) {
        const covered = Math.min(to, pixel + 1) - Math.max(from, pixel);
        if (covered > negligible) add(output, pixel, covered / scale);
      }
    } else {
      // Between the first and the last pixel centre; beyond them the crop's own edge is repeated.
      const inside = Math.min(Math.max((output + 0.5) * scale - 0.5, 0), Math.max(lengthPx - 1, 0));
      const centre = startPx + inside;
      const pixel = Math.floor(centre);
      const share = centre - pixel;
      add(output, pixel, 1 - share);
      if (share > 0) add(output, pixel + 1, share);
    }
  }
  return { first, counts, weights, taps, outputs };
}

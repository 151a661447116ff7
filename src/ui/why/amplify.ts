/** Strength of the shown detail: what is one step of 255 becomes eight. */
export const detailGain = 8;

/**
 * The fine detail of a picture: its difference to a copy smoothed over 5 x 5 pixels, made stronger,
 * around middle grey. Seams and repainted skin differ from their surroundings in it. `rgba` is left
 * as it is; alpha becomes 255.
 */
export function amplifyDetail(
  rgba: Uint8ClampedArray,
  widthPx: number,
  heightPx: number,
  gain = detailGain,
): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let channel = 0; channel < 3; channel += 1) {
    const smooth = smoothed(rgba, widthPx, heightPx, channel);
    for (let pixel = 0; pixel < widthPx * heightPx; pixel += 1) {
      const at = pixel * 4 + channel;
      out[at] = 128 + gain * ((rgba[at] ?? 0) - (smooth[pixel] ?? 0));
    }
  }
  for (let at = 3; at < out.length; at += 4) out[at] = 255;
  return out;
}

const radius = 2;

/** Mean over the window, which gets smaller at the edges: along the rows, then along the columns. */
function smoothed(
  rgba: Uint8ClampedArray,
  widthPx: number,
  heightPx: number,
  channel: number,
): Float32Array {
  const rows = new Float32Array(widthPx * heightPx);
  const both = new Float32Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      rows[y * widthPx + x] = mean(x, widthPx, (at) => rgba[(y * widthPx + at) * 4 + channel] ?? 0);
    }
  }
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      both[y * widthPx + x] = mean(y, heightPx, (at) => rows[at * widthPx + x] ?? 0);
    }
  }
  return both;
}

function mean(at: number, length: number, valueAt: (index: number) => number): number {
  const from = Math.max(0, at - radius);
  const to = Math.min(length - 1, at + radius);
  let sum = 0;
  for (let index = from; index <= to; index += 1) sum += valueAt(index);
  return sum / (to - from + 1);
}

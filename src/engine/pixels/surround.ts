/** A picture in the middle of a larger black one, RGBA. */
export interface Surrounded {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Where the picture's corner lies in the larger one. */
  readonly leftPx: number;
  readonly topPx: number;
}

/** RGBA `pixels` of `widthPx` x `heightPx` with a black rim, `factor` times as wide and as high. */
export function surround(
  pixels: Uint8ClampedArray,
  widthPx: number,
  heightPx: number,
  factor: number,
): Surrounded {
  const wide = Math.round(widthPx * factor);
  const high = Math.round(heightPx * factor);
  const leftPx = Math.floor((wide - widthPx) / 2);
  const topPx = Math.floor((high - heightPx) / 2);
  const data = new Uint8ClampedArray(wide * high * 4);
  for (let row = 0; row < heightPx; row++) {
    const from = row * widthPx * 4;
    data.set(pixels.subarray(from, from + widthPx * 4), ((topPx + row) * wide + leftPx) * 4);
  }
  return { data, widthPx: wide, heightPx: high, leftPx, topPx };
}

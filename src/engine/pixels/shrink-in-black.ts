/** A smaller copy of a picture in the middle of a black one, RGBA. */
export interface ShrunkInBlack {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Where the copy's corner lies. */
  readonly leftPx: number;
  readonly topPx: number;
}

/**
 * RGBA `pixels` of `widthPx` x `heightPx`, each `shrink` x `shrink` of them averaged into one (what is left over at the
 * right and the bottom is dropped), in the middle of a black picture twice as wide and as high as the copy.
 */
export function shrinkInBlack(
  pixels: Uint8ClampedArray,
  widthPx: number,
  heightPx: number,
  shrink: number,
): ShrunkInBlack {
  const copyWidthPx = Math.floor(widthPx / shrink);
  const copyHeightPx = Math.floor(heightPx / shrink);
  const leftPx = copyWidthPx >> 1;
  const topPx = copyHeightPx >> 1;
  const data = new Uint8ClampedArray(copyWidthPx * copyHeightPx * 16);
  for (let alpha = 3; alpha < data.length; alpha += 4) data[alpha] = 255;
  for (let row = 0; row < copyHeightPx; row++) {
    let at = ((topPx + row) * copyWidthPx * 2 + leftPx) * 4;
    for (let column = 0; column < copyWidthPx; column++, at += 4) {
      meanOf(pixels, (row * widthPx + column) * shrink * 4, widthPx * 4, shrink, data, at);
    }
  }
  return { data, widthPx: 2 * copyWidthPx, heightPx: 2 * copyHeightPx, leftPx, topPx };
}

/** Mean of the `side` x `side` pixels from byte `from` on, written to byte `at` of `out`. */
function meanOf(
  pixels: Uint8ClampedArray,
  from: number,
  rowStep: number,
  side: number,
  out: Uint8ClampedArray,
  at: number,
): void {
  let [red, green, blue] = [0, 0, 0];
  for (let row = 0; row < side; row++) {
    for (let place = from + row * rowStep, end = place + side * 4; place < end; place += 4) {
      red += pixels[place] ?? 0;
      green += pixels[place + 1] ?? 0;
      blue += pixels[place + 2] ?? 0;
    }
  }
  const count = side * side;
  out[at] = red / count;
  out[at + 1] = green / count;
  out[at + 2] = blue / count;
}

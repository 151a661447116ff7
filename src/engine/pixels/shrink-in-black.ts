import type { SizePx } from '../../shared/geometry.js';
import { axisWeights } from './axis-weights.js';
import { resamplePlane } from './resample-plane.js';

/** RGBA: a smaller copy of a picture in the middle of a black one, twice as wide and as high as the copy. */
export interface ShrunkInBlack extends SizePx {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  /** Where the copy lies. */
  readonly leftPx: number;
  readonly topPx: number;
  readonly copyWidthPx: number;
  readonly copyHeightPx: number;
}

/** RGBA `pixels` of `size`, area-averaged until the longer side has `longSidePx`; what is smaller keeps its size. */
export function shrinkInBlack(
  pixels: Uint8ClampedArray,
  { widthPx, heightPx }: SizePx,
  longSidePx: number,
): ShrunkInBlack {
  const scale = Math.min(1, longSidePx / Math.max(widthPx, heightPx));
  const copyWidthPx = Math.max(1, Math.round(widthPx * scale));
  const copyHeightPx = Math.max(1, Math.round(heightPx * scale));
  const leftPx = copyWidthPx >> 1;
  const topPx = copyHeightPx >> 1;
  const across = axisWeights(0, widthPx, copyWidthPx, widthPx);
  const down = axisWeights(0, heightPx, copyHeightPx, heightPx);
  const channel = new Float32Array(copyWidthPx * copyHeightPx);
  const data = new Uint8ClampedArray(4 * channel.length * 4);
  for (let alpha = 3; alpha < data.length; alpha += 4) data[alpha] = 255;
  for (const offset of [0, 1, 2]) {
    resamplePlane(
      { data: pixels, offset, pixelStep: 4, rowStep: widthPx * 4 },
      across,
      down,
      channel,
    );
    for (let row = 0, from = 0; row < copyHeightPx; row++) {
      let at = ((topPx + row) * 2 * copyWidthPx + leftPx) * 4 + offset;
      for (let column = 0; column < copyWidthPx; column++, at += 4) data[at] = channel[from++] ?? 0;
    }
  }
  return {
    data,
    widthPx: 2 * copyWidthPx,
    heightPx: 2 * copyHeightPx,
    leftPx,
    topPx,
    copyWidthPx,
    copyHeightPx,
  };
}

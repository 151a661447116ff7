import type { I420Picture } from '../../shared/picture.js';
import { colourWeights, planesOf } from './colour.js';

/** Bits behind the point. 255 * 2.2 * 2^16 stays inside 31 bits. */
const fractionBits = 16;

/**
 * Whole picture to RGBA, alpha 255, in the buffer given when it fits (`widthPx * heightPx * 4`
 * bytes), else in a new one. Each chroma sample colours the 2x2 pixels it covers.
 */
export function i420ToRgba(
  picture: I420Picture,
  reuse?: Uint8ClampedArray<ArrayBuffer>,
): Uint8ClampedArray<ArrayBuffer> {
  const { widthPx, heightPx } = picture;
  const sizeBytes = widthPx * heightPx * 4;
  const out = reuse?.length === sizeBytes ? reuse : new Uint8ClampedArray(sizeBytes);
  const { y, u, v, chromaWidthPx } = planesOf(picture);
  const weights = colourWeights(picture);
  const fixed = (value: number): number => Math.round(value * (1 << fractionBits));
  const yScale = fixed(weights.yScale);
  const base = fixed(weights.yOffset) + (1 << (fractionBits - 1));
  const [redV, greenU] = [fixed(weights.redV), fixed(weights.greenU)];
  const [greenV, blueU] = [fixed(weights.greenV), fixed(weights.blueU)];

  let at = 0;
  for (let row = 0; row < heightPx; row++) {
    const rowAt = row * widthPx;
    const chromaAt = (row >> 1) * chromaWidthPx;
    for (let column = 0; column < widthPx; column++) {
      const chroma = chromaAt + (column >> 1);
      const cb = (u[chroma] ?? 128) - 128;
      const cr = (v[chroma] ?? 128) - 128;
      const luma = (y[rowAt + column] ?? 0) * yScale + base;
      out[at] = (luma + redV * cr) >> fractionBits;
      out[at + 1] = (luma + greenU * cb + greenV * cr) >> fractionBits;
      out[at + 2] = (luma + blueU * cb) >> fractionBits;
      out[at + 3] = 255;
      at += 4;
    }
  }
  return out;
}

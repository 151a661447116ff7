import type { I420Picture } from '../../shared/picture.js';
import type { FixedWeights } from '../../shared/fixed-weights.js';
import { colourWeights, planesOf } from './colour.js';

/** Bits behind the point. 255 * 2.2 * 2^16 stays inside 31 bits. */
const fractionBits = 16;

/** The weights of one kind of picture. */
export function fixedWeights(picture: Pick<I420Picture, 'matrix' | 'fullRange'>): FixedWeights {
  const weights = colourWeights(picture);
  const fixed = (value: number): number => Math.round(value * (1 << fractionBits));
  return {
    yScale: fixed(weights.yScale),
    base: fixed(weights.yOffset) + (1 << (fractionBits - 1)),
    redV: fixed(weights.redV),
    greenU: fixed(weights.greenU),
    greenV: fixed(weights.greenV),
    blueU: fixed(weights.blueU),
  };
}

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
  const { yScale, base, redV, greenU, greenV, blueU } = fixedWeights(picture);

  let at = 0;
  for (let row = 0; row < heightPx; row++) {
    let lumaAt = row * widthPx;
    const endAt = lumaAt + widthPx;
    let chromaAt = (row >> 1) * chromaWidthPx;
    // Two pixels share a chroma sample: its part is worked out once for both.
    for (; lumaAt < endAt; lumaAt += 2, chromaAt += 1) {
      const cb = (u[chromaAt] ?? 128) - 128;
      const cr = (v[chromaAt] ?? 128) - 128;
      const red = base + redV * cr;
      const green = base + greenU * cb + greenV * cr;
      const blue = base + blueU * cb;
      const left = (y[lumaAt] ?? 0) * yScale;
      out[at] = (left + red) >> fractionBits;
      out[at + 1] = (left + green) >> fractionBits;
      out[at + 2] = (left + blue) >> fractionBits;
      out[at + 3] = 255;
      at += 4;
      // The last column of an odd width stands alone.
      if (lumaAt + 1 === endAt) break;
      const right = (y[lumaAt + 1] ?? 0) * yScale;
      out[at] = (right + red) >> fractionBits;
      out[at + 1] = (right + green) >> fractionBits;
      out[at + 2] = (right + blue) >> fractionBits;
      out[at + 3] = 255;
      at += 4;
    }
  }
  return out;
}

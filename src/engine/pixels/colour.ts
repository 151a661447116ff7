import type { I420Picture } from '../../shared/picture.js';

/** RGB = luma * yScale + yOffset + chroma terms; chroma counted from 128. All values 0 to 255. */
export interface ColourWeights {
  readonly yScale: number;
  readonly yOffset: number;
  readonly redV: number;
  readonly greenU: number;
  readonly greenV: number;
  readonly blueU: number;
}

/** Share of red and blue in luma: ITU-R BT.601-7, BT.709-6 and BT.2020-2. */
const lumaShares = {
  bt601: { red: 0.299, blue: 0.114 },
  bt709: { red: 0.2126, blue: 0.0722 },
  bt2020: { red: 0.2627, blue: 0.0593 },
} as const;

/** Limited range keeps luma in 16 to 235 and chroma in 16 to 240. */
export function colourWeights({
  matrix,
  fullRange,
}: Pick<I420Picture, 'matrix' | 'fullRange'>): ColourWeights {
  const { red, blue } = lumaShares[matrix];
  const green = 1 - red - blue;
  const yScale = fullRange ? 1 : 255 / 219;
  const chromaScale = fullRange ? 1 : 255 / 224;
  return {
    yScale,
    yOffset: fullRange ? 0 : -16 * yScale,
    redV: 2 * (1 - red) * chromaScale,
    greenU: ((-2 * blue * (1 - blue)) / green) * chromaScale,
    greenV: ((-2 * red * (1 - red)) / green) * chromaScale,
    blueU: 2 * (1 - blue) * chromaScale,
  };
}

/** The three planes of an I420 picture as views; chroma is half size, rounded up. */
export interface Planes {
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
  readonly chromaWidthPx: number;
  readonly chromaHeightPx: number;
}

export function planesOf(picture: I420Picture): Planes {
  const { widthPx, heightPx, data } = picture;
  const chromaWidthPx = Math.ceil(widthPx / 2);
  const chromaHeightPx = Math.ceil(heightPx / 2);
  const yBytes = widthPx * heightPx;
  const chromaBytes = chromaWidthPx * chromaHeightPx;
  return {
    y: data.subarray(0, yBytes),
    u: data.subarray(yBytes, yBytes + chromaBytes),
    v: data.subarray(yBytes + chromaBytes, yBytes + 2 * chromaBytes),
    chromaWidthPx,
    chromaHeightPx,
  };
}

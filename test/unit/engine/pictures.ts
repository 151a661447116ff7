import { pictureBytes, type I420Picture, type RgbaPicture } from '../../../src/shared/picture.js';

/** The same numbers in every run (mulberry32). */
export function seededBytes(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) & 255;
  });
}

export function noiseI420(
  widthPx: number,
  heightPx: number,
  seed = 1,
  matrix: I420Picture['matrix'] = 'bt709',
  fullRange = false,
): I420Picture {
  const data = seededBytes(pictureBytes('I420', widthPx, heightPx), seed);
  return { format: 'I420', widthPx, heightPx, matrix, fullRange, data };
}

export function noiseRgba(widthPx: number, heightPx: number, seed = 1): RgbaPicture {
  return {
    format: 'RGBA',
    widthPx,
    heightPx,
    data: seededBytes(pictureBytes('RGBA', widthPx, heightPx), seed),
  };
}

/** An RGBA picture from a function of the pixel; grey when it gives one number. */
export function paintRgba(
  widthPx: number,
  heightPx: number,
  colour: (x: number, y: number) => number | readonly [number, number, number],
): RgbaPicture {
  const data = new Uint8Array(widthPx * heightPx * 4);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const value = colour(x, y);
      data.set(typeof value === 'number' ? [value, value, value] : value, (y * widthPx + x) * 4);
      data[(y * widthPx + x) * 4 + 3] = 255;
    }
  }
  return { format: 'RGBA', widthPx, heightPx, data };
}

/** An I420 picture whose luma plane is painted; chroma is neutral. */
export function paintI420(
  widthPx: number,
  heightPx: number,
  luma: (x: number, y: number) => number,
): I420Picture {
  const data = new Uint8Array(pictureBytes('I420', widthPx, heightPx)).fill(128);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) data[y * widthPx + x] = luma(x, y);
  }
  return { format: 'I420', widthPx, heightPx, matrix: 'bt709', fullRange: true, data };
}

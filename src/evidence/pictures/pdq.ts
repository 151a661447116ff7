import type { RgbaPicture } from '../../shared/picture.js';

/**
 * PDQ, a perceptual hash of 256 bits: pictures that look alike have hashes that differ in few
 * bits. Finds re-uploads of what was frozen; proves nothing. Own port from the description
 * "pdqhash-2017-10-09" and the reference implementation's steps (ThreatExchange `pdq/`, BSD):
 * luma, two passes of box filters, 64 x 64, the low frequencies of its cosine transform, median.
 * Pictures are hashed at their own size, as the C++ reference does.
 */
export interface PdqHash {
  /** 64 hexadecimal digits. */
  readonly hash: string;
  /** 0 to 100; below 50 a picture has too little in it to be compared. */
  readonly quality: number;
}

/** Most bits by which two hashes of one picture differ (platforms.md section 10). */
export const pdqSameMaxBits = 31;
export const pdqMinQuality = 50;

const side = 64;
const kept = 16;
/** The smallest side that the reference hashes. */
const minSidePx = 5;
/**
 * Sides from twice this on are halved first, and from four times on quartered, because 64 x 64 samples need no
 * more. How far the hash moves is held by `test/unit/evidence/pdq.test.ts`.
 */
const enoughSidePx = 256;

/** Rows 1 to 16 of the 64-point cosine transform. */
const cosines = Float64Array.from({ length: kept * side }, (_, at) => {
  const frequency = Math.floor(at / side) + 1;
  const place = 2 * (at % side) + 1;
  return Math.sqrt(2 / side) * Math.cos((Math.PI / 2 / side) * frequency * place);
});

/** Mean luma of blocks of `by` x `by` pixels, box filtered twice both ways: floor(width / by) x floor(height / by) values. */
export type BlurLuma = (picture: RgbaPicture, by: number) => Float32Array;

/** Hash of a picture, or null when a side is under 5 pixels. `blur` does the long part, in the same numbers. */
export function pdqHash(picture: RgbaPicture, blur: BlurLuma = blurLuma): PdqHash | null {
  const { widthPx, heightPx } = picture;
  if (widthPx < minSidePx || heightPx < minSidePx) return null;
  const times = Math.min(widthPx, heightPx) / enoughSidePx;
  const by = times >= 4 ? 4 : times >= 2 ? 2 : 1;
  const [width, height] = [Math.floor(widthPx / by), Math.floor(heightPx / by)];
  // A picture of 64 x 64 is taken as it is (reference: video frames that were shrunk before).
  const isSmall = width === side && height === side;
  const small = isSmall ? luma(picture, by) : sampled(blur(picture, by), width, height);
  return { hash: bits(lowFrequencies(small)), quality: gradientQuality(small) };
}

/** Bits by which two hashes differ, 0 to 256. */
export function pdqDistance(a: string, b: string): number {
  let distance = 0;
  for (let at = 0; at < 64; at += 8) {
    const one = Number.parseInt(a.slice(at, at + 8), 16);
    let rest = (one ^ Number.parseInt(b.slice(at, at + 8), 16)) >>> 0;
    for (; rest !== 0; rest &= rest - 1) distance += 1;
  }
  return distance;
}

/** True when both pictures have enough in them and look alike. */
export function looksAlike(a: PdqHash, b: PdqHash): boolean {
  const isComparable = a.quality >= pdqMinQuality && b.quality >= pdqMinQuality;
  return isComparable && pdqDistance(a.hash, b.hash) <= pdqSameMaxBits;
}

/** Mean luma of blocks of `by` x `by` pixels, at most 16 x 16. */
function luma(picture: RgbaPicture, by: number): Float32Array {
  const { widthPx, heightPx } = picture;
  const pixels = pixelWords(picture);
  const width = Math.floor(widthPx / by);
  const height = Math.floor(heightPx / by);
  const values = new Float32Array(width * height);
  const share = 1 / (by * by);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      // Red and blue are added at once, 16 bits apart: one read for each pixel.
      let redBlue = 0;
      let green = 0;
      for (let row = 0; row < by; row += 1) {
        const from = (y * by + row) * widthPx + x * by;
        for (let at = from; at < from + by; at += 1) {
          const pixel = pixels[at] ?? 0;
          redBlue += pixel & 0xff00ff;
          green += (pixel >>> 8) & 0xff;
        }
      }
      const red = redBlue & 0xffff;
      const blue = redBlue >>> 16;
      values[y * width + x] = (0.299 * red + 0.587 * green + 0.114 * blue) * share;
    }
  }
  return values;
}

/** A pixel as one number: red in the lowest byte, alpha in the highest. Browsers run on little-endian machines. */
function pixelWords({ data }: RgbaPicture): Int32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : Uint8Array.from(data);
  return new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
}

/** Neighbours that one box filter takes together along a line of `px` values. */
export function pdqWindow(px: number): number {
  return Math.ceil(px / (2 * side));
}

/** The plain way: two passes of box filters along rows and columns. */
export function blurLuma(picture: RgbaPicture, by: number): Float32Array {
  const width = Math.floor(picture.widthPx / by);
  const height = Math.floor(picture.heightPx / by);
  const values = luma(picture, by);
  const other = new Float32Array(values.length);
  for (let pass = 0; pass < 2; pass += 1) {
    for (let y = 0; y < height; y += 1) {
      boxFilter(values, other, y * width, width, 1, pdqWindow(width));
    }
    for (let x = 0; x < width; x += 1) {
      boxFilter(other, values, x, height, width, pdqWindow(height));
    }
  }
  return values;
}

/** One value from each of 64 x 64 blocks. */
function sampled(values: Float32Array, width: number, height: number): Float32Array {
  const small = new Float32Array(side * side);
  for (let row = 0; row < side; row += 1) {
    const y = Math.floor(((row + 0.5) * height) / side);
    for (let column = 0; column < side; column += 1) {
      const x = Math.floor(((column + 0.5) * width) / side);
      small[row * side + column] = values[y * width + x] ?? 0;
    }
  }
  return small;
}

/**
 * Mean over `size` neighbours of each of `count` values, `stride` apart from `start`; at the ends
 * over those that exist. An even window reaches one further to the right.
 */
function boxFilter(
  from: Float32Array,
  to: Float32Array,
  start: number,
  count: number,
  stride: number,
  size: number,
): void {
  const right = Math.floor(size / 2);
  const left = size - 1 - right;
  let sum = 0;
  for (let at = 0; at < Math.min(right, count); at += 1) sum += from[start + at * stride] ?? 0;
  for (let at = 0; at < count; at += 1) {
    const enters = at + right;
    const leaves = at - left - 1;
    if (enters < count) sum += from[start + enters * stride] ?? 0;
    if (leaves >= 0) sum -= from[start + leaves * stride] ?? 0;
    const inside = Math.min(count - 1, enters) - Math.max(0, leaves + 1) + 1;
    to[start + at * stride] = sum / inside;
  }
}

/** Sum of the steps between neighbours that are large enough to be seen, scaled to 0 to 100. */
function gradientQuality(small: Float32Array): number {
  let sum = 0;
  const step = (a: number, b: number): number =>
    Math.abs(Math.trunc((((small[a] ?? 0) - (small[b] ?? 0)) * 100) / 255));
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const at = row * side + column;
      if (row < side - 1) sum += step(at, at + side);
      if (column < side - 1) sum += step(at, at + 1);
    }
  }
  return Math.min(100, Math.floor(sum / 90));
}

/** 16 x 16 coefficients: frequencies 1 to 16 both ways, without the mean. */
function lowFrequencies(small: Float32Array): Float64Array {
  const half = new Float64Array(kept * side);
  for (let row = 0; row < kept; row += 1) {
    for (let column = 0; column < side; column += 1) {
      let sum = 0;
      for (let at = 0; at < side; at += 1) {
        sum += (cosines[row * side + at] ?? 0) * (small[at * side + column] ?? 0);
      }
      half[row * side + column] = sum;
    }
  }
  const coefficients = new Float64Array(kept * kept);
  for (let row = 0; row < kept; row += 1) {
    for (let column = 0; column < kept; column += 1) {
      let sum = 0;
      for (let at = 0; at < side; at += 1) {
        sum += (half[row * side + at] ?? 0) * (cosines[column * side + at] ?? 0);
      }
      coefficients[row * kept + column] = sum;
    }
  }
  return coefficients;
}

/** One bit for each coefficient above the median; 16 words of a row each, the last row first. */
function bits(coefficients: Float64Array): string {
  // Of 256 values the lower of the two in the middle, as the reference takes it.
  const median = coefficients.toSorted()[coefficients.length / 2 - 1] ?? 0;
  const words: string[] = [];
  for (let row = kept - 1; row >= 0; row -= 1) {
    let word = 0;
    for (let column = 0; column < kept; column += 1) {
      if ((coefficients[row * kept + column] ?? 0) > median) word |= 1 << column;
    }
    words.push(word.toString(16).padStart(4, '0'));
  }
  return words.join('');
}

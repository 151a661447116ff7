import { resolve } from 'node:path';
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileKernels } from '../../../src/cli/build/compile-kernels.js';
import { fixedWeights, i420ToRgba } from '../../../src/engine/pixels/i420-to-rgba.js';
import { encodePng } from '../../../src/evidence/encode-png.js';
import { evidenceLimits } from '../../../src/evidence/evidence-limits.js';
import { FrameCoder } from '../../../src/evidence/frame-coder.js';
import { blurLuma } from '../../../src/evidence/pdq.js';
import { pictureBytes, type I420Picture, type RgbaPicture } from '../../../src/shared/picture.js';
import { seeded } from '../../contract/evidence/edits.js';

const pick = seeded(5);
/** Narrower than a vector, odd, even, and with every rest that a vector can leave. */
const sizes = [
  ...[1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33].map((widthPx) => ({ widthPx, heightPx: 3 })),
  { widthPx: 1, heightPx: 1 },
  { widthPx: 640, heightPx: 361 },
];

describe('frames coded by WebAssembly', () => {
  let coder: FrameCoder;
  beforeAll(async () => {
    const binary = await compileKernels(resolve(import.meta.dirname, '../../..'));
    const module = await WebAssembly.compile(binary);
    coder = new FrameCoder(await WebAssembly.instantiate(module));
  }, 120_000);

  it('have the pixels of the classifier, whatever the size, matrix and range', () => {
    for (const { widthPx, heightPx } of sizes) {
      for (const matrix of ['bt601', 'bt709', 'bt2020'] as const) {
        const fullRange = pick(2) === 1;
        const data = noise(pictureBytes('I420', widthPx, heightPx));
        const picture: I420Picture = { format: 'I420', widthPx, heightPx, matrix, fullRange, data };
        const rgba = coder.toRgba(picture, fixedWeights(picture));
        expect(same(rgba?.data, new Uint8Array(i420ToRgba(picture)))).toBe(true);
      }
    }
  });

  it('become the very file that the plain encoder writes, smooth or noisy', () => {
    for (const size of sizes) {
      for (const levels of [2, 20, 256]) {
        const picture = opaque(size, levels);
        expect(same(coder.encodePng(picture) ?? undefined, encodePng(picture))).toBe(true);
      }
    }
  });

  it('have the very luma, blurred, that their perceptual hash is taken of', () => {
    for (const size of [...sizes, { widthPx: 513, heightPx: 259 }, { widthPx: 64, heightPx: 70 }]) {
      for (const by of [1, 2, 4]) {
        if (Math.min(size.widthPx, size.heightPx) < by) continue;
        const picture = opaque(size, 256);
        const plain = blurLuma(picture, by);
        const coded = coder.blurLuma(picture, by);
        expect(coded?.length).toBe(plain.length);
        expect(Buffer.from(coded!.buffer).equals(Buffer.from(plain.buffer))).toBe(true);
      }
    }
  });

  it('become a stream that an independent inflate reads', () => {
    const picture = opaque({ widthPx: 640, heightPx: 361 }, 40);
    const png = coder.encodePng(picture)!;
    const length = new DataView(png.buffer).getUint32(33);
    expect(inflateSync(png.subarray(41, 41 + length)).length).toBe(361 * (1 + 640 * 3));
  });

  it('are left to the plain encoder where something is transparent, or they are huge', () => {
    for (const [widthPx, at] of [
      [3, 11],
      [64, 7],
    ] as const) {
      const { data, ...size } = opaque({ widthPx, heightPx: 1 }, 9);
      expect(coder.encodePng({ ...size, data: data.with(at, 254) })).toBeNull();
    }
    const heightPx = evidenceLimits.maxCoderPixels / 4096 + 1;
    const data = new Uint8Array(4096 * heightPx * 4).fill(255);
    const huge = { format: 'RGBA', widthPx: 4096, heightPx, data } as const;
    expect(coder.encodePng(huge)).toBeNull();
  });
});

function noise(bytes: number, levels = 256): Uint8Array {
  return Uint8Array.from({ length: bytes }, () => pick(levels));
}

function opaque(size: { widthPx: number; heightPx: number }, levels: number): RgbaPicture {
  const data = noise(size.widthPx * size.heightPx * 4, levels);
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
  return { format: 'RGBA', ...size, data };
}

/** Compared as one: a million bytes would be printed. */
function same(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}

import { resolve } from 'node:path';
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileKernels } from '../../../src/cli/build/compile-kernels.js';
import { fixedWeights, i420ToRgba } from '../../../src/engine/pixels/i420-to-rgba.js';
import { sha256Hex } from '../../../src/evidence/bytes.js';
import { cutRgba } from '../../../src/evidence/capture/capture-picture.js';
import { fastCoder, plainCoder } from '../../../src/evidence/pictures/code-picture.js';
import { encodePng } from '../../../src/evidence/pictures/encode-png.js';
import { evidenceLimits } from '../../../src/evidence/evidence-limits.js';
import { FrameCoder } from '../../../src/evidence/pictures/frame-coder.js';
import { blurLuma } from '../../../src/evidence/pictures/pdq.js';
import type { RawPicture } from '../../../src/evidence/pictures/raw-picture.js';
import { toRgbaWith } from '../../../src/evidence/pictures/to-rgba.js';
import type { BoxPx, SizePx } from '../../../src/shared/geometry.js';
import { pictureBytes, type RgbaPicture } from '../../../src/shared/picture.js';
import { seeded } from '../../contract/evidence/edits.js';
import { bmpOf } from './sample-case.js';

const pick = seeded(5);
const plain = plainCoder(toRgbaWith(i420ToRgba));
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
    coder = new FrameCoder(await WebAssembly.instantiate(module), fixedWeights);
  }, 120_000);

  it('have the pixels of the classifier, whatever the size, matrix and range, also in parts', () => {
    for (const size of sizes) {
      for (const matrix of ['bt601', 'bt709', 'bt2020'] as const) {
        const fullRange = pick(2) === 1;
        const data = noise(pictureBytes('I420', size.widthPx, size.heightPx));
        expectSamePixels({ format: 'I420', ...size, matrix, fullRange, data });
      }
    }
  });

  it('have the pixels of a BMP and of plain RGBA, also in parts', () => {
    for (const size of sizes) {
      const rgba = opaque(size, 256);
      expectSamePixels(rgba);
      const pixels = Array.from({ length: size.widthPx * size.heightPx }, (_, at) => [
        ...rgba.data.subarray(at * 4, at * 4 + 3),
      ]);
      expectSamePixels({ format: 'BMP', ...size, data: bmpOf(pixels, size.widthPx) });
    }
  });

  it('become the very file, with the very hashes, that the plain coder gives, smooth or noisy', async () => {
    const fast = fastCoder(coder, plain);
    for (const size of [...sizes, { widthPx: 64, heightPx: 64 }]) {
      for (const levels of [2, 20, 256]) {
        const picture = opaque(size, levels);
        for (const region of [null, partOf(size)]) {
          const [one, other] = [fast.code(picture, region), plain.code(picture, region)];
          const bytes = new Uint8Array(await one.png.arrayBuffer());
          expect(same(bytes, new Uint8Array(await other.png.arrayBuffer()))).toBe(true);
          expect(await one.pngSha256).toBe(await sha256Hex(bytes));
          expect(await one.pixelSha256).toBe(await other.pixelSha256);
          expect(one.pdq).toEqual(other.pdq);
        }
      }
    }
  });

  it('have the very luma, blurred, that their perceptual hash is taken of', () => {
    for (const size of [...sizes, { widthPx: 513, heightPx: 259 }, { widthPx: 64, heightPx: 70 }]) {
      for (const by of [1, 2, 4]) {
        if (Math.min(size.widthPx, size.heightPx) < by) continue;
        const picture = opaque(size, 256);
        const values = blurLuma(picture, by);
        const coded = coder.place(picture, null)!.blurLuma(by);
        expect(coded.length).toBe(values.length);
        expect(Buffer.from(coded.buffer).equals(Buffer.from(values.buffer))).toBe(true);
      }
    }
  });

  it('become a stream that an independent inflate reads', () => {
    const picture = opaque({ widthPx: 640, heightPx: 361 }, 40);
    const png = coder.place(picture, null)!.encodePng()!.slice();
    const length = new DataView(png.buffer).getUint32(33);
    expect(inflateSync(png.subarray(41, 41 + length)).length).toBe(361 * (1 + 640 * 3));
  });

  it('are left to the plain coder where something is transparent, or they are huge', async () => {
    for (const [widthPx, at] of [
      [3, 11],
      [64, 7],
    ] as const) {
      const { data, ...size } = opaque({ widthPx, heightPx: 1 }, 9);
      const picture = { ...size, data: data.with(at, 254) };
      expect(coder.place(picture, null)!.encodePng()).toBeNull();
      const { png } = fastCoder(coder, plain).code(picture, null);
      expect(same(new Uint8Array(await png.arrayBuffer()), encodePng(picture))).toBe(true);
    }
    const heightPx = evidenceLimits.maxCoderPixels / 4096 + 1;
    const data = new Uint8Array(4096 * heightPx * 4).fill(255);
    expect(coder.place({ format: 'RGBA', widthPx: 4096, heightPx, data }, null)).toBeNull();
  });

  /** Whole and in parts, beside what the plain coder makes of them. */
  function expectSamePixels(raw: RawPicture): void {
    const whole = plain.toRgba(raw);
    expect(same(fastCoder(coder, plain).toRgba(raw).data, whole.data)).toBe(true);
    for (let time = 0; time < 3; time += 1) {
      const { xPx, yPx, widthPx, heightPx } = partOf(raw);
      const part = coder.place(raw, { xPx, yPx, widthPx, heightPx })!.rgba.data;
      expect(same(part, cutRgba(whole, xPx, yPx, widthPx, heightPx).data)).toBe(true);
    }
  }
});

/** Any part, at even and at odd places. */
function partOf({ widthPx, heightPx }: SizePx): BoxPx {
  const [xPx, yPx] = [pick(widthPx), pick(heightPx)];
  return { xPx, yPx, widthPx: 1 + pick(widthPx - xPx), heightPx: 1 + pick(heightPx - yPx) };
}

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

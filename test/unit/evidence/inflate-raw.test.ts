import { constants, deflateRawSync } from 'node:zlib';
import { Inflate } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { joinBytes, sameBytes, utf8, type Bytes } from '../../../src/evidence/bytes.js';
import { inflateRaw } from '../../../src/evidence/verify/inflate-raw.js';
import { seeded } from '../../contract/evidence/edits.js';

const pick = seeded(1951);
const noise = (length: number, values = 256): Bytes =>
  Uint8Array.from({ length }, () => pick(values));

/** What archive programs meet: texts, pictures, repeats, nothing. */
const samples: readonly Bytes[] = [
  new Uint8Array(0),
  utf8('a'),
  utf8('evidence '.repeat(5000)),
  noise(70_000),
  noise(70_000, 4),
  new Uint8Array(300_000),
  joinBytes(noise(40_000), new Uint8Array(40_000), noise(40_000, 20)),
  // Counts of symbols as Fibonacci numbers: the longest codes there are.
  Uint8Array.from(
    [1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584].flatMap(
      (times, symbol) => Array<number>(times).fill(symbol),
    ),
  ),
];
const ways = [
  ...[0, 1, 6, 9].map((level) => ({ level })),
  { strategy: constants.Z_FIXED },
  { strategy: constants.Z_HUFFMAN_ONLY },
  { strategy: constants.Z_RLE },
];

describe('a deflate stream', () => {
  it('gives back what zlib packed, in every way that it packs', () => {
    for (const sample of samples) {
      for (const way of ways) {
        const packed = deflateRawSync(sample, way);
        const back = inflateRaw(packed, sample.length);
        expect(back !== null && sameBytes(back, sample)).toBe(true);
      }
    }
  });

  it('is refused when it is larger or smaller than was said, or cut', () => {
    for (const sample of samples.slice(1)) {
      for (const way of ways) {
        const packed = new Uint8Array(deflateRawSync(sample, way));
        expect(inflateRaw(packed, sample.length - 1)).toBeNull();
        expect(inflateRaw(packed, sample.length + 1)).toBeNull();
        expect(inflateRaw(packed.subarray(0, -1), sample.length)).toBeNull();
      }
    }
  });

  it('that is damaged is refused or gives as many bytes as were said, in 3,000 tries', () => {
    for (let round = 0; round < 3000; round += 1) {
      const sample = samples[round % samples.length]!.subarray(0, 3000);
      const packed = new Uint8Array(deflateRawSync(sample, ways[round % ways.length]));
      packed[pick(packed.length)] = pick(256);
      const back = inflateRaw(packed, sample.length);
      expect(back === null || back.length === sample.length).toBe(true);
    }
  });

  it('of a bomb is not followed beyond the size that was said, and a size that is a lie costs nothing', () => {
    const bomb = new Uint8Array(deflateRawSync(new Uint8Array(50_000_000)));
    const pushed = vi.spyOn(Inflate.prototype, 'push');
    expect(inflateRaw(bomb, 1000)).toBeNull();
    expect(pushed).toHaveBeenCalledTimes(1);
    expect(bomb.length).toBeGreaterThan(2 * 16_384);
    expect(inflateRaw(utf8('tiny'), 2 ** 32)).toBeNull();
    expect(pushed).toHaveBeenCalledTimes(1);
  });
});

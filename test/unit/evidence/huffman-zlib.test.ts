import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { huffmanZlib } from '../../../src/evidence/pictures/huffman-zlib.js';

const readBack = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(inflateSync(Buffer.from(huffmanZlib(bytes))));

describe('a Huffman-coded zlib stream', () => {
  it('is read back to the same bytes by zlib, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        expect(readBack(bytes)).toEqual(new Uint8Array(bytes));
      }),
      { numRuns: 300 },
    );
  });

  it('reads back when there is nothing, one byte, or one value many times', () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array([7]), new Uint8Array(100_000).fill(9)]) {
      expect(readBack(bytes)).toEqual(bytes);
    }
  });

  it('keeps codes within 12 bits where counts grow like Fibonacci numbers', () => {
    const bytes: number[] = [];
    let [a, b] = [1, 1];
    for (let symbol = 0; symbol < 24; symbol += 1) {
      for (let time = 0; time < a; time += 1) bytes.push(symbol);
      [a, b] = [b, a + b];
    }
    const all = Uint8Array.from(bytes);
    expect(Buffer.compare(readBack(all), all)).toBe(0);
  });

  it('halves filtered picture lines', () => {
    const lines = Uint8Array.from({ length: 200_000 }, (_, at) => ((at * at * 31) % 13) - 6);
    expect(huffmanZlib(lines).length).toBeLessThan(lines.length / 1.9);
  });
});

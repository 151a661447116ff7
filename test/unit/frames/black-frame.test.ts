import { describe, expect, it } from 'vitest';
import { isBlack, meanLuma } from '../../../src/frames/black-frame.js';
import type { Picture } from '../../../src/shared/picture.js';

function flat(luma: number, fullRange: boolean): Picture {
  const data = new Uint8Array(16 * 16 * 1.5).fill(128).fill(luma, 0, 256);
  return { format: 'I420', widthPx: 16, heightPx: 16, data, matrix: 'bt709', fullRange };
}

function flatRgba(red: number, green: number, blue: number): Picture {
  const data = Uint8Array.from({ length: 4 * 256 }, (_, at) => [red, green, blue, 255][at % 4]!);
  return { format: 'RGBA', widthPx: 16, heightPx: 16, data };
}

describe('a black frame', () => {
  it('is black in limited range at 16 and in full range at 0', () => {
    expect(isBlack([flat(16, false)])).toBe(true);
    expect(isBlack([flat(0, false)])).toBe(true);
    expect(isBlack([flat(0, true)])).toBe(true);
    expect(isBlack([flat(16, true)])).toBe(false);
    expect(isBlack([flatRgba(0, 0, 0)])).toBe(true);
    expect(isBlack([flatRgba(9, 9, 9)])).toBe(false);
  });

  it('is not a dark frame with a face-sized bright part', () => {
    const picture = flatRgba(0, 0, 0);
    picture.data.fill(255, 0, 64);
    expect(isBlack([picture])).toBe(false);
  });

  it('needs every picture of the look to be black', () => {
    expect(isBlack([flat(16, false), flat(80, false)])).toBe(false);
    expect(isBlack([])).toBe(false);
  });

  it('measures luma from 0 to 255 in both formats', () => {
    expect(meanLuma(flat(235, false))).toBeCloseTo(255, 5);
    expect(meanLuma(flatRgba(255, 255, 255))).toBeCloseTo(255, 5);
    expect(meanLuma(flatRgba(0, 255, 0))).toBeCloseTo(0.7152 * 255, 5);
  });
});

import { describe, expect, it } from 'vitest';
import { measureQuality, refusalOf } from '../../../src/engine/quality.js';
import { seededBytes } from './pictures.js';

const box = { xPx: 0, yPx: 0, widthPx: 90, heightPx: 120 };
const validity = {
  minFacePx: 48,
  lowQualityFacePx: 80,
  minSharpness: 2,
  minLuma: 30,
  maxLuma: 225,
};
const good = { facePx: 120, sharpness: 6, luma: 110 };

/** The definition of worker-link.ts, term by term. */
function slowQuality(rgb: Uint8Array, sizePx: number): { sharpness: number; luma: number } {
  const luma = (x: number, y: number): number => {
    const at = (y * sizePx + x) * 3;
    return 0.299 * rgb[at]! + 0.587 * rgb[at + 1]! + 0.114 * rgb[at + 2]!;
  };
  const edge = Math.round(sizePx * 0.1);
  let [sharp, light, count] = [0, 0, 0];
  for (let y = edge; y < sizePx - edge; y++) {
    for (let x = edge; x < sizePx - edge; x++) {
      light += luma(x, y);
      sharp += Math.abs(
        luma(x - 1, y) + luma(x + 1, y) + luma(x, y - 1) + luma(x, y + 1) - 4 * luma(x, y),
      );
      count++;
    }
  }
  return { sharpness: sharp / count, luma: light / count };
}

describe('the quality of a face', () => {
  for (const sizePx of [16, 32, 160]) {
    it(`is measured as defined at ${sizePx} px`, () => {
      const rgb = seededBytes(sizePx * sizePx * 3, sizePx);
      const expected = slowQuality(rgb, sizePx);
      const measured = measureQuality(rgb, sizePx, box, 150);
      expect(measured.sharpness).toBeCloseTo(expected.sharpness, 3);
      expect(measured.luma).toBeCloseTo(expected.luma, 3);
      expect(measured.facePx).toBe(120);
    });
  }

  it('a face has no more pixels than the square that was cut for it', () => {
    expect(measureQuality(new Uint8Array(16 * 16 * 3), 16, box, 20).facePx).toBe(20);
  });

  it('looks at the middle only: an edge full of noise does not make a flat face sharp', () => {
    const rgb = new Uint8Array(160 * 160 * 3).fill(90);
    for (let y = 0; y < 160; y++)
      for (let x = 0; x < 14; x++) rgb[(y * 160 + x) * 3] = (x * y) & 255;
    expect(measureQuality(rgb, 160, box, 150)).toMatchObject({
      sharpness: 0,
      luma: expect.closeTo(90, 3),
    });
  });
});

describe('the gate', () => {
  it('lets a good face through, and faces exactly on each limit', () => {
    expect(refusalOf(good, validity)).toBeNull();
    expect(refusalOf({ facePx: 48, sharpness: 2, luma: 30 }, validity)).toBeNull();
    expect(refusalOf({ facePx: 48, sharpness: 2, luma: 225 }, validity)).toBeNull();
  });

  it('names each cause', () => {
    expect(refusalOf({ ...good, facePx: 47.9 }, validity)).toBe('face-too-small');
    expect(refusalOf({ ...good, sharpness: 1.99 }, validity)).toBe('face-too-blurred');
    expect(refusalOf({ ...good, luma: 29.9 }, validity)).toBe('too-dark');
    expect(refusalOf({ ...good, luma: 225.1 }, validity)).toBe('too-bright');
  });

  it('names the light, not the blur, of a face in the dark or the glare', () => {
    expect(refusalOf({ facePx: 120, sharpness: 0, luma: 5 }, validity)).toBe('too-dark');
    expect(refusalOf({ facePx: 120, sharpness: 0, luma: 250 }, validity)).toBe('too-bright');
  });
});

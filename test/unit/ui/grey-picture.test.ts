import { describe, expect, test } from 'vitest';
import { looksAlike, pdqDistance, pdqHash } from '../../../src/evidence/pictures/pdq.js';
import { greyPicture } from '../../../src/shared/grey-picture.js';
import type { I420Picture, RgbaPicture } from '../../../src/shared/picture.js';

/** Hills and waves at any size: the same picture for every `sidePx`. */
function value(x: number, y: number, turn: number): number {
  const hills = Math.sin(7 * x + turn) * Math.cos(5 * y) + Math.sin(13 * x * y + 2 * turn);
  return Math.round(110 + 50 * hills + 20 * Math.sin(17 * (x + 0.3 * y)));
}
function colours(sidePx: number, turn = 0, noise = 0): RgbaPicture {
  const data = new Uint8Array(sidePx * sidePx * 4).fill(255);
  for (let at = 0; at < sidePx * sidePx; at += 1) {
    const luma = value((at % sidePx) / sidePx, Math.floor(at / sidePx) / sidePx, turn);
    data.fill(luma + noise * (((at * 7919) % 9) - 4), at * 4, at * 4 + 3);
  }
  return { format: 'RGBA', widthPx: sidePx, heightPx: sidePx, data };
}
function planes(sidePx: number): I420Picture {
  const rgba = colours(sidePx);
  const data = new Uint8Array((sidePx * sidePx * 3) / 2).fill(128);
  for (let at = 0; at < sidePx * sidePx; at += 1) data[at] = rgba.data[at * 4]!;
  return {
    format: 'I420',
    widthPx: sidePx,
    heightPx: sidePx,
    data,
    matrix: 'bt709',
    fullRange: true,
  };
}

const hashOf = (picture: RgbaPicture | I420Picture) => pdqHash(greyPicture(picture))!;

describe('the grey copy for hashes', () => {
  const original = hashOf(colours(320));

  test('gives one hash for planes, colours, other sizes and noise', () => {
    expect(original.quality).toBeGreaterThanOrEqual(50);
    for (const again of [planes(320), colours(640), colours(480), colours(320, 0, 3)]) {
      expect(pdqDistance(original.hash, hashOf(again).hash)).toBeLessThanOrEqual(31);
      expect(looksAlike(original, hashOf(again))).toBe(true);
    }
  });

  test('keeps another picture apart', () => {
    expect(pdqDistance(original.hash, hashOf(colours(320, 2)).hash)).toBeGreaterThan(60);
  });

  test('is small, whatever the size and shape of the picture', () => {
    for (const [widthPx, heightPx] of [
      [640, 40],
      [3, 900],
      [129, 129],
    ] as const) {
      const data = new Uint8Array(widthPx * heightPx * 4);
      const grey = greyPicture({ format: 'RGBA', widthPx, heightPx, data });
      expect(Math.max(grey.widthPx, grey.heightPx)).toBeLessThanOrEqual(320);
      expect(grey.data).toHaveLength(grey.widthPx * grey.heightPx * 4);
    }
  });
});

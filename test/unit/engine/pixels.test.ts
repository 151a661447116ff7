import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cropLevel } from '../../../src/engine/pixels/crop-level.js';
import { faceSquare } from '../../../src/engine/face-square.js';
import { cropSquare, wholeSquare } from '../../../src/engine/pixels/crop-square.js';
import { squareAround } from '../../../src/shared/geometry.js';
import { i420ToRgba } from '../../../src/engine/pixels/i420-to-rgba.js';
import { noiseI420, noiseRgba, paintRgba } from './pictures.js';
import { slowColour, slowCrop } from './slow-crop.js';

const square = (xPx: number, yPx: number, sidePx: number) => ({
  xPx,
  yPx,
  widthPx: sidePx,
  heightPx: sidePx,
});

function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let gap = 0;
  for (let at = 0; at < a.length; at++) gap = Math.max(gap, Math.abs(a[at]! - b[at]!));
  return gap;
}

describe('I420 to RGBA', () => {
  for (const matrix of ['bt601', 'bt709', 'bt2020'] as const) {
    for (const fullRange of [true, false]) {
      it(`follows the textbook for ${matrix}, ${fullRange ? 'full' : 'limited'} range, odd sizes`, () => {
        const picture = noiseI420(37, 23, 5, matrix, fullRange);
        const rgba = i420ToRgba(picture);
        for (let y = 0; y < 23; y++) {
          for (let x = 0; x < 37; x++) {
            const at = (y * 37 + x) * 4;
            slowColour(picture, x, y).forEach((value, channel) => {
              const expected = Math.min(255, Math.max(0, value));
              expect(Math.abs(rgba[at + channel]! - expected)).toBeLessThan(0.6);
            });
            expect(rgba[at + 3]).toBe(255);
          }
        }
      });
    }
  }

  it('gives black, white and the primaries of limited-range BT.709', () => {
    const colourOf = (y: number, u: number, v: number): number[] => [
      ...i420ToRgba({
        format: 'I420',
        widthPx: 1,
        heightPx: 1,
        matrix: 'bt709',
        fullRange: false,
        data: Uint8Array.of(y, u, v),
      }),
    ];
    expect(colourOf(16, 128, 128)).toEqual([0, 0, 0, 255]);
    expect(colourOf(235, 128, 128)).toEqual([255, 255, 255, 255]);
    expect(colourOf(63, 102, 240)).toEqual([255, 1, 0, 255]); // red
    expect(colourOf(32, 240, 118)).toEqual([1, 0, 255, 255]); // blue
  });

  it('writes into the buffer given when it fits', () => {
    const picture = noiseI420(8, 6);
    const buffer = i420ToRgba(picture);
    expect(i420ToRgba(picture, buffer)).toBe(buffer);
    expect(i420ToRgba(noiseI420(8, 8), buffer)).not.toBe(buffer);
  });
});

describe('the face crop', () => {
  const cases = [
    ['shrinks by a fraction', 3, 5, 50, 16],
    ['shrinks by a whole number', 4, 2, 48, 16],
    ['keeps its size', 10, 11, 24, 24],
    ['enlarges', 20, 9, 11, 24],
    ['reaches over the left and top edge', -13, -9, 40, 16],
    ['reaches over the right and bottom edge', 41, 30, 45, 16],
    ['lies wholly outside', -60, 90, 20, 16],
    ['is one pixel', 7, 7, 1, 16],
    ['covers more than the picture', -20, -20, 130, 16],
  ] as const;
  for (const [claim, x, y, side, size] of cases) {
    it(`is the same as the slow one when it ${claim}`, () => {
      for (const picture of [noiseRgba(63, 47, 2), noiseI420(63, 47, 3), noiseI420(64, 48, 4)]) {
        const fast = cropSquare(picture, square(x, y, side), size);
        // Half a step of rounding, plus float32 sums. I420 noise leaves the RGB cube before averaging in both.
        expect(largestGap(fast, slowCrop(picture, x, y, side, size))).toBeLessThan(0.51);
      }
    });
  }

  it('never throws and always fills its output, whatever the size and the place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: 0, max: 120, noNaN: true }),
        fc.boolean(),
        (width, height, x, y, side, isI420) => {
          const picture = isI420 ? noiseI420(width, height) : noiseRgba(width, height);
          const out = cropSquare(picture, square(x, y, side), 12);
          const { leftPx, topPx, sidePx } = wholeSquare(square(x, y, side));
          const slow = slowCrop(picture, leftPx, topPx, sidePx, 12);
          expect(largestGap(out, slow)).toBeLessThan(0.51);
        },
      ),
      { numRuns: 150, seed: 7 },
    );
  });

  it('lies on the whole pixels that the training code takes', () => {
    // Python: [round(v) for v in (-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.49, 2.51)]
    const rounded = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.49, 2.51].map(
      (at) => wholeSquare(square(at, at, 5)).leftPx + 0,
    );
    expect(rounded).toEqual([-2, -2, 0, 0, 2, 2, 2, 3]);
    expect(wholeSquare(square(0, 0, 0.2)).sidePx).toBe(1);
  });

  it.each([
    // Box, then left, top and side by `crop_square` of the training code at the margins 1.25, 1.35 and 1.15.
    [10, 12, 101, 101, [-2, 0, 126], [-8, -6, 136], [2, 4, 116]],
    [261, 100, 153, 153, [242, 81, 191], [234, 73, 207], [250, 88, 176]],
    [3, 7, 110, 98, [-11, -13, 138], [-16, -18, 148], [-5, -7, 126]],
    [0, 0, 90, 90, [-11, -11, 112], [-16, -16, 122], [-6, -6, 103]],
    [57, 31, 66, 82, [39, 21, 102], [34, 16, 111], [43, 25, 94]],
  ])('is the square of the training code for the box %d, %d, %d x %d', (...row) => {
    const [xPx, yPx, widthPx, heightPx, ...squares] = row;
    const found = [1.25, 1.35, 1.15].map((margin) => {
      const { leftPx, topPx, sidePx } = wholeSquare(
        squareAround({ xPx, yPx, widthPx, heightPx }, margin),
      );
      return [leftPx + 0, topPx + 0, sidePx];
    });
    expect(found).toEqual(squares);
  });

  it.each([
    // Box, width and height of the picture, then `inside(crop_square(box, 1.25), width, height)` of the training code.
    [
      [20, 40, 40, 40],
      [100, 90],
      [15, 35, 50],
    ],
    [
      [-15, 35, 40, 30],
      [100, 90],
      [0, 25, 50],
    ],
    [
      [75, 70, 40, 40],
      [100, 90],
      [50, 40, 50],
    ],
    [
      [-5, -3, 121, 110],
      [100, 90],
      [10, 0, 90],
    ],
    [
      [0, 0, 200, 200],
      [200, 200],
      [0, 0, 200],
    ],
    [
      [400, 400, 5, 5],
      [5, 5],
      [0, 0, 5],
    ],
  ])(
    'the crop of a face lies inside the picture: %j in %j',
    (box, [widthPx, heightPx], expected) => {
      const [xPx, yPx, boxWidthPx, boxHeightPx] = box as [number, number, number, number];
      const face = { xPx, yPx, widthPx: boxWidthPx, heightPx: boxHeightPx };
      const found = faceSquare(face, 1.25, { widthPx: widthPx!, heightPx: heightPx! });
      const [left, top, side] = expected as [number, number, number];
      expect(found).toEqual(square(left, top, side));
    },
  );

  it('does not depend on the crop before it', () => {
    const first = cropSquare(noiseI420(63, 47), square(1, 1, 40), 16).slice();
    cropSquare(noiseRgba(200, 200), square(0, 0, 190), 24);
    expect(cropSquare(noiseI420(63, 47), square(1, 1, 40), 16)).toEqual(first);
  });
});

describe('the levelled crop', () => {
  const size = 200;
  /** A bright bar through the centre, `angle` off level. */
  const bar = (angleRad: number) =>
    paintRgba(size, size, (x, y) => {
      const distance = (y - 100) * Math.cos(angleRad) - (x - 100) * Math.sin(angleRad);
      return Math.abs(distance) < 6 ? 230 : 20;
    });
  for (const angleRad of [-0.6, 0.3, 1.2, Math.PI]) {
    it(`turns a tilt of ${angleRad.toFixed(1)} rad level`, () => {
      const level = cropSquare(bar(0), square(50, 50, 100), 32);
      const turned = cropLevel(bar(angleRad), square(50, 50, 100), angleRad, 32);
      let sum = 0;
      turned.forEach((value, at) => (sum += Math.abs(value - level[at]!)));
      expect(sum / turned.length).toBeLessThan(5);
      const untouched = cropSquare(bar(angleRad), square(50, 50, 100), 32);
      let before = 0;
      untouched.forEach((value, at) => (before += Math.abs(value - level[at]!)));
      if (angleRad !== Math.PI) expect(before / turned.length).toBeGreaterThan(15);
    });
  }

  it('is the plain crop next to level', () => {
    const picture = noiseI420(63, 47);
    const plain = cropSquare(picture, square(3, 4, 30), 16).slice();
    for (const angleRad of [0, 0.019, -0.019]) {
      expect(cropLevel(picture, square(3, 4, 30), angleRad, 16)).toEqual(plain);
    }
    expect(cropLevel(picture, square(3, 4, 30), 0.021, 16)).not.toEqual(plain);
  });

  it('does not throw at the edges', () => {
    expect(cropLevel(noiseI420(3, 2), square(-9, 4, 21), 1, 16)).toHaveLength(768);
    expect(cropLevel(noiseRgba(1, 1), square(0, 0, 0), 1, 16)).toHaveLength(768);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAround, detectMargin } from '../../../src/engine/host/cut-around.js';
import { faceSquare } from '../../../src/engine/face-square.js';

describe('what is cut around a face', () => {
  it('lies inside the frame at even places, as large as away from the edge', () => {
    const frame = { widthPx: 1920, heightPx: 1080 };
    const face = { xPx: -40, yPx: 990, widthPx: 200, heightPx: 180 };
    expect(cutAround(face, 2, frame)).toEqual({ xPx: 0, yPx: 680, widthPx: 400, heightPx: 400 });
    const huge = { xPx: 300, yPx: -100, widthPx: 1300, heightPx: 1300 };
    expect(cutAround(huge, 2, frame)).toEqual({ xPx: 0, yPx: 0, widthPx: 1920, heightPx: 1080 });
  });

  it('is two pixels at the corner where the face lies outside', () => {
    const face = { xPx: 30, yPx: 30, widthPx: 20, heightPx: 20 };
    expect(cutAround(face, 1, { widthPx: 1, heightPx: 0 })).toEqual({
      xPx: 0,
      yPx: 0,
      widthPx: 2,
      heightPx: 2,
    });
  });

  it('holds the very crop that the whole frame would give, wherever the face is', () => {
    const place = fc.integer({ min: -120, max: 420 });
    fc.assert(
      fc.property(place, place, fc.integer({ min: 20, max: 400 }), (xPx, yPx, sidePx) => {
        const frame = { widthPx: 360, heightPx: 240 };
        const box = { xPx, yPx, widthPx: sidePx, heightPx: sidePx };
        const cut = cutAround(box, 1.35 * detectMargin, frame);
        const within = { ...box, xPx: xPx - cut.xPx, yPx: yPx - cut.yPx };
        for (const margin of [1.15, 1.25, 1.35]) {
          const square = faceSquare(within, margin, cut);
          const moved = { ...square, xPx: square.xPx + cut.xPx, yPx: square.yPx + cut.yPx };
          expect(moved).toEqual(faceSquare(box, margin, frame));
        }
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});

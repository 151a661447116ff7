import { describe, expect, it, vi } from 'vitest';
import { withCloseUps } from '../../../src/engine/close-up.js';
import type { DetectedFace } from '../../../src/protocol/worker-link.js';
import { paintRgba } from './pictures.js';

const size = { widthPx: 100, heightPx: 80 };
const white = paintRgba(100, 80, () => 255);
const pixels = new Uint8ClampedArray(white.data.buffer as ArrayBuffer);

/** A face at the pixels of the picture; its points go from the middle to the right and down. */
function faceAt(xPx: number, yPx: number, sidePx: number, confidence = 0.9): DetectedFace {
  const keyPoints = [0, 1, 2, 3, 4, 5].map((at) => ({
    xPx: xPx + sidePx / 2 + at,
    yPx: yPx + sidePx / 2 + at,
  }));
  return { box: { xPx, yPx, widthPx: sidePx, heightPx: sidePx }, confidence, keyPoints };
}

/** The same face where the second look sees it: the picture's corner lies at 50, 40. */
function seenSmaller(face: DetectedFace): DetectedFace {
  return {
    ...face,
    box: { ...face.box, xPx: face.box.xPx + 50, yPx: face.box.yPx + 40 },
    keyPoints: face.keyPoints.map(({ xPx, yPx }) => ({ xPx: xPx + 50, yPx: yPx + 40 })),
  };
}

const close = faceAt(10, -5, 90);
const looking = (...faces: DetectedFace[]) => vi.fn(() => faces.map(seenSmaller));

describe('close-ups', () => {
  it('are looked for in the middle of a black picture twice as wide and as high', () => {
    const look = vi.fn((_pixels: Uint8ClampedArray, _size: typeof size) => []);
    expect(withCloseUps(pixels, size, [], look)).toEqual([]);
    const [seen, seenSize] = look.mock.calls[0]!;
    expect(seenSize).toEqual({ widthPx: 200, heightPx: 160 });
    const lit = Array.from({ length: 200 * 160 }, (_, at) => seen[at * 4] === 255);
    const expected = lit.map((_, at) => {
      const [x, y] = [at % 200, Math.floor(at / 200)];
      return x >= 50 && x < 150 && y >= 40 && y < 120;
    });
    expect(lit).toEqual(expected);
  });

  it('come back in pixels of the picture', () => {
    expect(withCloseUps(pixels, size, [], looking(close))).toEqual([close]);
  });

  it('are not looked for where smaller faces were found, nor in a picture over 1,280 px', () => {
    const look = looking(close);
    const small = [faceAt(10, 10, 39)];
    expect(withCloseUps(pixels, size, small, look)).toEqual(small);
    const large = { widthPx: 1281, heightPx: 1 };
    expect(withCloseUps(new Uint8ClampedArray(1281 * 4), large, [], look)).toEqual([]);
    expect(look).not.toHaveBeenCalled();
  });

  it('take the place of a large face whose box was a guess, and leave the others', () => {
    const [guess, other] = [faceAt(0, 20, 48), faceAt(-30, 0, 40)];
    expect(withCloseUps(pixels, size, [guess, other], looking(close))).toEqual([close, other]);
  });

  it('a large face stays where the second look finds none', () => {
    const guess = faceAt(0, 20, 48);
    expect(withCloseUps(pixels, size, [guess], looking())).toEqual([guess]);
  });

  it.each([
    ['small', faceAt(30, 30, 39)],
    ['unsure', faceAt(10, -5, 90, 0.59)],
    ['half beside the picture: its mouth lies outside', faceAt(53, 0, 90)],
  ])('what the second look finds is no face if it is %s', (_, face) => {
    expect(withCloseUps(pixels, size, [], looking(face))).toEqual([]);
  });

  it('ears may lie outside', () => {
    const wide = faceAt(49.5, 0, 90); // mouth at 97.5, ears beyond
    const ears = wide.keyPoints.map((point, at) => (at > 3 ? { ...point, xPx: 110 } : point));
    const face = { ...wide, keyPoints: ears };
    expect(withCloseUps(pixels, size, [], looking(face))).toEqual([face]);
  });
});

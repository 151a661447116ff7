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
    expect(seenSize).toMatchObject({ widthPx: 200, heightPx: 160 });
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

  it('are looked for in a copy of at most 192 px, its pixels the means of those of the picture', () => {
    const stripes = paintRgba(576, 321, (x) => [0, 90, 240][x % 3]!); // 110 in the mean of three
    const look = vi.fn((_pixels: Uint8ClampedArray, _size: typeof size) => [
      faceAt(96 + 20, 53 + 10, 100),
    ]);
    const found = withCloseUps(
      new Uint8ClampedArray(stripes.data.buffer as ArrayBuffer),
      { widthPx: 576, heightPx: 321 },
      [],
      look,
    );
    const [seen, seenSize] = look.mock.calls[0]!;
    expect(seenSize).toMatchObject({ widthPx: 2 * 192, heightPx: 2 * 107 });
    const corner = (53 * 2 * 192 + 96) * 4;
    expect([...seen.subarray(corner - 4, corner + 4)]).toEqual([0, 0, 0, 255, 110, 110, 110, 255]);
    expect(found[0]!.box).toEqual({ xPx: 60, yPx: 30, widthPx: 300, heightPx: 300 });
    expect(found[0]!.keyPoints[1]).toEqual({ xPx: 213, yPx: 183 });
  });

  it('are not looked for beside a face of ordinary size', () => {
    const look = looking(close);
    for (const side of [20, 39]) {
      const ordinary = [faceAt(2, 2, 9), faceAt(10, 10, side)];
      expect(withCloseUps(pixels, size, ordinary, look)).toEqual(ordinary);
    }
    expect(look).not.toHaveBeenCalled();
  });

  it('are looked for in a line of pixels without a fault', () => {
    const look = vi.fn((_pixels: Uint8ClampedArray, _size: typeof size) => []);
    const line = new Uint8ClampedArray(2000 * 3 * 4);
    expect(withCloseUps(line, { widthPx: 2000, heightPx: 3 }, [], look)).toEqual([]);
    expect(look.mock.calls[0]![1]).toMatchObject({ widthPx: 384, heightPx: 2 }); // an image has no side of 0
    expect(withCloseUps(line, { widthPx: 3, heightPx: 2000 }, [], look)).toEqual([]);
    expect(look.mock.calls[1]![1]).toMatchObject({ widthPx: 2, heightPx: 384 });
  });

  it('are looked for beside a small face, which stays', () => {
    const badge = faceAt(80, 5, 19);
    expect(withCloseUps(pixels, size, [badge], looking(close))).toEqual([close, badge]);
  });

  it('take the place of a large face whose box was a guess, and leave a small one in their midst', () => {
    const [guess, inset] = [faceAt(0, 20, 48), faceAt(50, 40, 30)];
    expect(withCloseUps(pixels, size, [guess, inset], looking(close))).toEqual([close, inset]);
  });

  it.each([
    ['left', faceAt(0, 10, 60), faceAt(32, 10, 56)],
    ['right', faceAt(40, 10, 60), faceAt(12, 10, 56)],
    ['above', faceAt(20, 0, 54), faceAt(20, 28, 50)],
    ['below', faceAt(20, 26, 54), faceAt(20, 0, 52)],
  ])('take the place of a guess whose middle lies %s of their box', (_, guess, face) => {
    expect(withCloseUps(pixels, size, [guess], looking(face))).toEqual([face]);
  });

  it.each([
    ['left', faceAt(-44, 0, 44)],
    ['right', faceAt(101, 0, 44)],
    ['above', faceAt(10, -50, 44)],
    ['below', faceAt(10, 86, 44)],
  ])('leave another large face %s of them', (_, other) => {
    expect(withCloseUps(pixels, size, [other], looking(close))).toEqual([close, other]);
  });

  it('are taken at the limit of the detector where the first look found one too', () => {
    const unsure = faceAt(10, -5, 90, 0.5);
    expect(withCloseUps(pixels, size, [faceAt(0, 20, 48)], looking(unsure))).toEqual([unsure]);
    const elsewhere = faceAt(101, 0, 44);
    expect(withCloseUps(pixels, size, [elsewhere], looking(unsure))).toEqual([elsewhere]);
  });

  it('do not make one face of two that the first look found', () => {
    const pair = [faceAt(0, 20, 45, 0.95), faceAt(52, 20, 45, 0.95)];
    for (const confidence of [0.5, 0.9]) {
      const both = faceAt(6, 2, 88, confidence);
      expect(withCloseUps(pixels, size, pair, looking(both))).toEqual(pair);
    }
  });

  it('are measured by the longer side of their box', () => {
    const upright = { ...faceAt(10, 0, 70), box: { xPx: 10, yPx: 0, widthPx: 35, heightPx: 70 } };
    expect(withCloseUps(pixels, size, [], looking(upright))).toEqual([upright]);
    const look = looking(close);
    const ordinary = {
      ...faceAt(10, 10, 39),
      box: { xPx: 10, yPx: 10, widthPx: 19, heightPx: 39 },
    };
    expect(withCloseUps(pixels, size, [ordinary], look)).toEqual([ordinary]);
    expect(look).not.toHaveBeenCalled();
  });

  it('a large face stays where the second look finds none', () => {
    const guess = faceAt(0, 20, 48);
    expect(withCloseUps(pixels, size, [guess], looking())).toEqual([guess]);
  });

  it.each([
    ['small', faceAt(30, 30, 39)],
    ['unsure', faceAt(10, -5, 90, 0.59)],
    ['half beside the picture: its mouth lies right of it', faceAt(53, 0, 90)],
    ['half above the picture: its right eye lies above it', faceAt(0, -46, 90)],
    ['half below the picture: its mouth lies below it', faceAt(0, 33, 90)],
    ['half left of the picture: its right eye lies left of it', faceAt(-46, 0, 90)],
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

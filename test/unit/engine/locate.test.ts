import { describe, expect, it } from 'vitest';
import { standsStill } from '../../../src/engine/host/stands-still.js';
import { locateFace, makeTemplate } from '../../../src/engine/locate.js';
import { noiseI420, paintI420, paintRgba } from './pictures.js';

/** Something with the coarse structure of a face: oval, two eyes, a mouth; `gain` and `lift` change the light. */
function faceAt(
  x: number,
  y: number,
  side: number,
  { gain = 1, lift = 0 }: { gain?: number; lift?: number } = {},
): (px: number, py: number) => number {
  return (px, py) => {
    const [u, v] = [(px - x) / side - 0.5, (py - y) / side - 0.5];
    const spot = (cx: number, cy: number, rx: number, ry: number): boolean =>
      ((u - cx) / rx) ** 2 + ((v - cy) / ry) ** 2 < 1;
    let value = 90 + 20 * Math.sin(px / 17) + 15 * Math.cos(py / 23);
    if (spot(0, 0, 0.42, 0.5)) value = 170;
    if (spot(-0.18, -0.1, 0.09, 0.05) || spot(0.18, -0.1, 0.09, 0.05)) value = 40;
    if (spot(0, 0.25, 0.16, 0.05)) value = 70;
    return Math.min(255, Math.max(0, Math.round(value * gain + lift)));
  };
}
const box = (xPx: number, yPx: number, sidePx: number) => ({
  xPx,
  yPx,
  widthPx: sidePx,
  heightPx: sidePx,
});
const [size, side] = [220, 80];
const before = paintI420(size, size, faceAt(70, 70, side));
const template = makeTemplate(before, box(70, 70, side));

describe('following a face', () => {
  for (const [dx, dy] of [
    [0, 0],
    [5, -3],
    [-17, 11],
    [26, 20],
    [-25, -25],
  ] as const) {
    it(`finds it moved by ${dx}, ${dy} px to within 2 % of its size`, () => {
      const now = paintI420(size, size, faceAt(70 + dx, 70 + dy, side));
      const found = locateFace(now, box(70, 70, side), template);
      expect(Math.abs(found!.box.xPx - 70 - dx)).toBeLessThan(side * 0.02);
      expect(Math.abs(found!.box.yPx - 70 - dy)).toBeLessThan(side * 0.02);
      expect(found!.box.widthPx).toBeCloseTo(side);
      expect(found!.correlation).toBeGreaterThan(0.85);
    });
  }

  it('finds it in other light', () => {
    const now = paintI420(size, size, faceAt(78, 66, side, { gain: 0.6, lift: 30 }));
    const found = locateFace(now, box(70, 70, side), template);
    expect(found!.box.xPx).toBeCloseTo(78, -0.5);
    expect(found!.box.yPx).toBeCloseTo(66, -0.5);
  });

  it('finds it in an RGBA picture with the patch of an I420 one', () => {
    const now = paintRgba(size, size, faceAt(80, 74, side));
    const found = locateFace(now, box(70, 70, side), template);
    expect(Math.abs(found!.box.xPx - 80)).toBeLessThan(2);
    expect(Math.abs(found!.box.yPx - 74)).toBeLessThan(2);
  });

  it('notices that it grew or shrank, around the same centre', () => {
    for (const grow of [1.09, 0.92]) {
      const now = paintI420(
        size,
        size,
        faceAt(110 - (side * grow) / 2, 110 - (side * grow) / 2, side * grow),
      );
      const found = locateFace(now, box(70, 70, side), template)!.box;
      expect(Math.abs(found.widthPx / side - grow)).toBeLessThan(0.03);
      expect(Math.abs(found.xPx + found.widthPx / 2 - 110)).toBeLessThan(2);
    }
  });

  it('keeps the shape of a box that is no square', () => {
    const tall = { xPx: 75, yPx: 70, widthPx: 70, heightPx: 80 };
    const now = paintI420(size, size, faceAt(76, 74, side));
    const found = locateFace(now, tall, makeTemplate(before, tall))!.box;
    expect(found.heightPx / found.widthPx).toBeCloseTo(80 / 70);
    expect(Math.abs(found.xPx - 81)).toBeLessThan(2);
  });

  it('says lost when the scene has changed', () => {
    const cut = paintI420(size, size, (x, y) => 128 + 60 * Math.sin(x / 9) * Math.sin(y / 31));
    expect(locateFace(cut, box(70, 70, side), template)).toBeNull();
    expect(locateFace(noiseI420(size, size, 3), box(70, 70, side), template)).toBeNull();
  });

  it('says lost when the face is beyond the search', () => {
    // 30 px is the reach: at 31 px the best place found is its rim, which may be a slope only.
    for (const away of [31, 40, 60]) {
      const now = paintI420(400, 400, faceAt(70 + away, 70, side));
      expect(locateFace(now, box(70, 70, side), template)).toBeNull();
    }
  });

  it('says lost on a picture without contrast, and with a patch without contrast', () => {
    const flat = paintI420(size, size, () => 90);
    expect(locateFace(flat, box(70, 70, side), template)).toBeNull();
    expect(locateFace(before, box(70, 70, side), makeTemplate(flat, box(70, 70, side)))).toBeNull();
  });

  it('does not throw on tiny pictures, empty boxes and boxes outside', () => {
    for (const picture of [noiseI420(1, 1), noiseI420(3, 2), before]) {
      for (const place of [box(70, 70, 0), box(-300, 40, 20), box(0, 0, 1), box(210, 210, 80)]) {
        expect(() => locateFace(picture, place, template)).not.toThrow();
        expect(makeTemplate(picture, place).luma).toHaveLength(24 * 24);
      }
    }
  });
});

describe('a face that stands still', () => {
  /** The patches of looks at pictures, each followed from the last. */
  const patches = (pictures: ReturnType<typeof paintI420>[]) => {
    let place = box(70.3, 69.6, side);
    return pictures.map((picture, look) => {
      const before = look === 0 ? null : makeTemplate(pictures[look - 1]!, place);
      if (before !== null) place = { ...place, ...locateFace(picture, place, before)!.box };
      return { template: makeTemplate(picture, place), box: place };
    });
  };
  const grain = (seed: number) => (value: number, px: number, py: number) =>
    Math.min(255, Math.max(0, value + ((px * 31 + py * 17 + seed * 57) % 7) - 3));

  it('is noticed in a frozen picture, and in one with nothing but grain', () => {
    for (const seeds of [
      [1, 1, 1, 1],
      [1, 2, 3, 4],
    ]) {
      const seen = patches(
        seeds.map((seed) =>
          paintI420(size, size, (px, py) =>
            Math.round(grain(seed)(faceAt(70, 70, side)(px, py), px, py)),
          ),
        ),
      );
      for (const [i, patch] of seen.slice(1).entries())
        expect(standsStill(seen[i]!, patch)).toBe(true);
    }
  });

  it('is not one that is moved about', () => {
    const seen = patches([70, 73, 78].map((x) => paintI420(size, size, faceAt(x, 70, side))));
    for (const [i, patch] of seen.slice(1).entries())
      expect(standsStill(seen[i]!, patch)).toBe(false);
  });

  it('is not one that turns, speaks or is seen for the first time', () => {
    const speaking = (open: number) =>
      paintI420(size, size, (px, py) =>
        Math.hypot(px - 110, (py - 130) / open) < 6 ? 20 : faceAt(70, 70, side)(px, py),
      );
    const [first, second] = patches([speaking(0.5), speaking(0.9)]);
    expect(standsStill(first!, second!)).toBe(false);
    expect(standsStill({ ...first!, template: null }, second!)).toBe(false);
    const empty = { luma: new Uint8Array(), sidePx: 0 };
    expect(standsStill({ ...first!, template: empty }, second!)).toBe(false);
  });
});

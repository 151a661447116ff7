import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeChip, type Edges } from '../../../src/ui/chip/place.js';

const window: Edges = { left: 0, top: 0, right: 1280, bottom: 720 };
const at = (left: number, top: number, width: number, height: number): Edges => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

describe('the place of a notice', () => {
  test('is near the top left of the media', () => {
    expect(placeChip(at(100, 80, 640, 360), window, false)).toEqual({
      leftPx: 112,
      topPx: 92,
      maxWidthPx: 340,
      isCompact: false,
    });
  });

  test('is inside the media and inside the window wherever the media lies', () => {
    const edge = fc.integer({ min: -2000, max: 3000 });
    const size = fc.integer({ min: 1, max: 2500 });
    fc.assert(
      fc.property(edge, edge, size, size, fc.boolean(), (left, top, width, height, showsSigns) => {
        const media = at(left, top, width, height);
        const place = placeChip(media, window, showsSigns);
        if (place === null) return;
        expect(place.leftPx).toBeGreaterThanOrEqual(Math.max(media.left, window.left));
        expect(place.topPx).toBeGreaterThanOrEqual(Math.max(media.top, window.top));
        expect(place.leftPx + place.maxWidthPx).toBeLessThanOrEqual(
          Math.min(media.right, window.right),
        );
        expect(place.topPx).toBeLessThan(Math.min(media.bottom, window.bottom));
        expect(place.maxWidthPx).toBeGreaterThan(0);
      }),
    );
  });

  test('a quiet notice leaves with the corner of its media, one with signs stays', () => {
    const scrolled = at(100, -150, 640, 360);
    expect(placeChip(scrolled, window, false)).toBeNull();
    expect(placeChip(scrolled, window, true)).toMatchObject({ leftPx: 112, topPx: 12 });
  });

  test('nothing is drawn over what is out of view or too small', () => {
    expect(placeChip(at(100, 900, 640, 360), window, true)).toBeNull();
    expect(placeChip(at(100, -340, 640, 360), window, true)).toBeNull();
    expect(placeChip(at(100, 80, 40, 40), window, true)).toBeNull();
    expect(placeChip(at(0, 0, 0, 0), window, true)).toBeNull();
  });

  test('small media get the shape without words', () => {
    expect(placeChip(at(10, 10, 180, 100), window, false)).toMatchObject({ isCompact: true });
    expect(placeChip(at(10, 10, 320, 180), window, false)).toMatchObject({ isCompact: false });
  });

  test('a player that fills the window keeps its title free', () => {
    expect(placeChip(at(0, 0, 1280, 720), window, false)?.topPx).toBe(64);
    // letterboxed full screen
    expect(placeChip(at(140, 0, 1000, 720), window, false)?.topPx).toBe(64);
    expect(placeChip(at(0, 100, 1280, 600), window, false)?.topPx).toBe(112);
  });
});

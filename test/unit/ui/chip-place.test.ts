import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  placeChip,
  wishAt,
  type ChipPlace,
  type Edges,
  type PlaceQuestion,
} from '../../../src/ui/chip/place.js';

const window: Edges = { left: 0, top: 0, right: 1280, bottom: 720 };
const pill = { widthPx: 200, heightPx: 28 };
const at = (left: number, top: number, width: number, height: number): Edges => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});
const place = (media: Edges, changes: Partial<PlaceQuestion> = {}): ChipPlace | null =>
  placeChip({
    media,
    window,
    pill,
    showsSigns: false,
    wish: null,
    obstacles: [],
    ...changes,
  });
const withSigns = { showsSigns: true };
/** Where the pill is drawn. */
const pillOf = (found: ChipPlace): Edges =>
  at(found.leftPx - (found.isAtEnd ? pill.widthPx : 0), found.topPx, pill.widthPx, pill.heightPx);
const isApart = (a: Edges, b: Edges): boolean =>
  a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;

const anywhere = fc.record({
  left: fc.integer({ min: -2000, max: 3000 }),
  top: fc.integer({ min: -2000, max: 3000 }),
  width: fc.integer({ min: 1, max: 2500 }),
  height: fc.integer({ min: 1, max: 2500 }),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('the place of a notice', () => {
  test('is near the top left of the media', () => {
    expect(place(at(100, 80, 640, 360))).toEqual({
      leftPx: 112,
      topPx: 92,
      isAtEnd: false,
      opensUp: false,
      maxWidthPx: 340,
      isCompact: false,
    });
  });

  test('is inside the media and inside the window wherever the media lies and whoever chose it', () => {
    const wish = fc.option(fc.record({ xShare: share, yShare: share }));
    fc.assert(
      fc.property(anywhere, fc.boolean(), wish, (box, showsSigns, wished) => {
        const media = at(box.left, box.top, box.width, box.height);
        const found = place(media, { showsSigns, wish: wished });
        if (found === null) return;
        const drawn = pillOf(found);
        const left = found.isAtEnd ? found.leftPx - 28 : found.leftPx;
        expect(left).toBeGreaterThanOrEqual(Math.max(media.left, window.left));
        expect(left).toBeLessThan(Math.min(media.right, window.right));
        expect(drawn.top).toBeGreaterThanOrEqual(Math.max(media.top, window.top));
        expect(drawn.bottom).toBeLessThanOrEqual(Math.min(media.bottom, window.bottom));
        expect(found.maxWidthPx).toBeGreaterThan(0);
      }),
    );
  });

  test('a quiet notice leaves with the corner of its media, one with signs stays', () => {
    const scrolled = at(100, -150, 640, 360);
    expect(place(scrolled)).toBeNull();
    expect(place(scrolled, withSigns)).toMatchObject({ leftPx: 112, topPx: 12 });
  });

  test('nothing is drawn over what is out of view or too small', () => {
    expect(place(at(100, 900, 640, 360), withSigns)).toBeNull();
    expect(place(at(100, -340, 640, 360), withSigns)).toBeNull();
    expect(place(at(100, 80, 40, 40), withSigns)).toBeNull();
    expect(place(at(0, 0, 0, 0), withSigns)).toBeNull();
  });

  test('small media get the shape without words', () => {
    expect(place(at(10, 10, 180, 100))).toMatchObject({ isCompact: true });
    expect(place(at(10, 10, 320, 180))).toMatchObject({ isCompact: false });
  });

  test('a player that fills the window keeps its title free', () => {
    expect(place(at(0, 0, 1280, 720))?.topPx).toBe(64);
    // letterboxed full screen
    expect(place(at(140, 0, 1000, 720))?.topPx).toBe(64);
    expect(place(at(0, 100, 1280, 600))?.topPx).toBe(112);
  });
});

describe('marks and controls', () => {
  const media = at(100, 80, 640, 360);

  test('are not covered: the notice goes further down, then to the other side', () => {
    const mark = at(104, 84, 220, 30);
    const below = place(media, { obstacles: [mark] })!;
    expect(below).toMatchObject({ leftPx: 112, isAtEnd: false });
    expect(isApart(pillOf(below), mark)).toBe(true);
    const column = at(104, 84, 220, 350);
    const across = place(media, { obstacles: [column] })!;
    expect(across).toMatchObject({ isAtEnd: true, topPx: 92 });
    expect(isApart(pillOf(across), column)).toBe(true);
  });

  test('are covered only when every place is taken: a page cannot drive a warning away', () => {
    const everything = [media];
    expect(place(media, { obstacles: everything })).toEqual(place(media));
    expect(place(media, { obstacles: everything, showsSigns: true })).not.toBeNull();
  });

  test('never keep a notice from the place that a person chose', () => {
    const wish = { xShare: 0, yShare: 0 };
    expect(place(media, { obstacles: [media], wish })).toMatchObject({ leftPx: 112, topPx: 92 });
  });
});

describe('the place that a person chose', () => {
  test('is kept in every size of the player: the same corner, the same share of the room', () => {
    const wish = { xShare: 1, yShare: 1 };
    for (const media of [at(100, 80, 640, 360), at(0, 60, 1280, 600), at(0, 0, 1280, 720)]) {
      const drawn = pillOf(place(media, { wish })!);
      expect(drawn.right).toBe(media.right - 12);
      expect(drawn.bottom).toBe(media.bottom - 12);
    }
  });

  test('is found again where the hand let go', () => {
    const media = at(100, 80, 640, 360);
    const room = { media, window, pill };
    fc.assert(
      fc.property(
        fc.integer({ min: 112, max: 528 }),
        fc.integer({ min: 92, max: 400 }),
        (left, top) => {
          const drawn = pillOf(place(media, { wish: wishAt(left, top, room) })!);
          expect(Math.abs(drawn.left - left)).toBeLessThanOrEqual(1);
          expect(Math.abs(drawn.top - top)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('cannot be dragged out of the media', () => {
    const media = at(100, 80, 640, 360);
    const drawn = pillOf(place(media, { wish: wishAt(-500, 9000, { media, window, pill }) })!);
    expect(drawn).toMatchObject({ left: 112, bottom: 428 });
  });

  test('opens the explanation upwards where there is no room below', () => {
    const media = at(100, 80, 640, 360);
    expect(place(media, { wish: { xShare: 0, yShare: 1 } })?.opensUp).toBe(true);
    expect(place(media, { wish: { xShare: 0, yShare: 0 } })?.opensUp).toBe(false);
  });
});

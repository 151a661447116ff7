import { describe, expect, test } from 'vitest';
import type { TrackHistory } from '../../../src/shared/face-look.js';
import type { TrackId } from '../../../src/shared/ids.js';
import { createArm } from '../../../src/ui/chip/arm.js';
import { placeChip, type Edges } from '../../../src/ui/chip/place.js';
import { placeStrip } from '../../../src/ui/chip/strip-place.js';
import {
  hasSigns,
  maxStripRows,
  stepMoment,
  stripMoments,
  stripRows,
} from '../../../src/ui/chip/strip-rows.js';

function track(name: string, signsAtS: readonly number[], lengthS = 10): TrackHistory {
  return {
    trackId: name as TrackId,
    quality: { facePx: 100, sharpness: 3, luma: 90 },
    points: Array.from({ length: lengthS }, (_, at) => ({
      fromS: at,
      toS: at + 1,
      score: at === 3 ? null : 0.4,
      isSign: signsAtS.includes(at),
      looks: 1,
      refused: at === 3 ? 1 : 0,
    })),
  };
}

describe('the rows of the strip', () => {
  test('show each face apart, the one with the most signs first, at most three', () => {
    const rows = stripRows(
      [track('a', []), track('b', [1, 2]), track('c', [1]), track('d', [])],
      10,
    );
    expect(rows).toHaveLength(maxStripRows);
    const signs = rows.map((row) => row.filter(({ isSign }) => isSign).length);
    expect(signs).toEqual([2, 1, 0]);
  });

  test('stay inside the length of the media', () => {
    for (const { fromShare, widthShare } of stripRows([track('a', [], 20)], 9.5)[0]!) {
      expect(fromShare).toBeGreaterThanOrEqual(0);
      expect(fromShare + widthShare).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  test('exist when something was seen', () => {
    expect(hasSigns([track('a', [])])).toBe(false);
    expect(hasSigns([track('a', []), track('b', [4])])).toBe(true);
  });
});

describe('going through the moments', () => {
  const moments = stripMoments([track('a', [4, 8]), track('b', [])], 10);

  test('takes one look after the other, each once', () => {
    expect(moments.map(({ atS }) => atS)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(stepMoment(moments, 2, 1, false)?.atS).toBe(3);
    expect(stepMoment(moments, 2, -1, false)?.atS).toBe(1);
    expect(stepMoment(moments, 9, 1, false)).toBeNull();
    expect(stepMoment(moments, 0, -1, false)).toBeNull();
  });

  test('jumps from sign to sign', () => {
    expect(stepMoment(moments, 0, 1, true)?.atS).toBe(4);
    expect(stepMoment(moments, 4, 1, true)?.atS).toBe(8);
    expect(stepMoment(moments, 8, 1, true)).toBeNull();
    expect(stepMoment(moments, 9, -1, true)?.atS).toBe(8);
  });

  test('knows a moment in which no face was usable', () => {
    expect(moments[3]).toEqual({ atS: 3, isSign: false, isScored: false });
  });
});

describe('the place of the strip', () => {
  const window: Edges = { left: 0, top: 0, right: 1280, bottom: 720 };
  const media: Edges = { left: 100, top: 80, right: 740, bottom: 440 };
  const notice = placeChip({
    media,
    window,
    pill: { widthPx: 100, heightPx: 28 },
    showsSigns: true,
    wish: null,
    obstacles: [],
  })!;

  test('is just above the progress bar and as wide', () => {
    const bar: Edges = { left: 112, top: 398, right: 728, bottom: 403 };
    expect(placeStrip(media, window, bar, notice)).toEqual({
      leftPx: 112 - notice.leftPx,
      topPx: 392 - notice.topPx,
      widthPx: 616,
    });
  });

  test('is above the control row where no bar is known, or the bar is elsewhere', () => {
    const foreign: Edges = { left: 0, top: 900, right: 1280, bottom: 910 };
    const free = placeStrip(media, window, null, notice);
    expect(free).toEqual({ leftPx: 0, topPx: 440 - 60 - 6 - notice.topPx, widthPx: 616 });
    expect(placeStrip(media, window, foreign, notice)).toEqual(free);
  });

  test('is nowhere when that part of the media is out of view or too narrow', () => {
    expect(placeStrip({ ...media, bottom: 900, top: 540 }, window, null, notice)).toBeNull();
    expect(placeStrip({ ...media, right: 250 }, window, null, notice)).toBeNull();
    expect(placeStrip({ ...media, left: -50 }, window, null, notice)).toBeNull();
  });
});

test('an action counts only when it stood still for half a second', () => {
  const arm = createArm(500);
  expect(arm.isArmed(10_000)).toBe(false);
  arm.disturb(1000);
  expect(arm.isArmed(1499)).toBe(false);
  expect(arm.isArmed(1500)).toBe(true);
  arm.disturb(1600);
  expect(arm.isArmed(1700)).toBe(false);
});

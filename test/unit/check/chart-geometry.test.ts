import { describe, expect, test } from 'vitest';
import {
  chartLines,
  chartSize,
  maxChartLines,
  svgPath,
  timeSteps,
  xOf,
  yOf,
} from '../../../src/check/chart-geometry.js';
import type { TrackId } from '../../../src/shared/ids.js';

const score = (trackId: string, timeS: number, value: number) => ({
  trackId: trackId as TrackId,
  timeS,
  score: value,
});

describe('the chart of scores', () => {
  test('puts a score of 1 at the top, 0 at the bottom, and the end of the file at the right', () => {
    expect(yOf(1)).toBe(chartSize.top);
    expect(yOf(0)).toBe(chartSize.height - chartSize.bottom);
    for (const widthPx of [320, 640]) {
      expect(xOf(0, 10, widthPx)).toBe(chartSize.left);
      expect(xOf(10, 10, widthPx)).toBe(widthPx - chartSize.right);
    }
  });

  test('stays inside its edges, whatever it is given', () => {
    for (const given of [-5, 0.5, 7]) {
      expect(yOf(given)).toBeGreaterThanOrEqual(chartSize.top);
      expect(yOf(given)).toBeLessThanOrEqual(chartSize.height - chartSize.bottom);
      expect(xOf(given, 0, 640)).toBe(chartSize.left);
    }
  });

  test('keeps faces apart, in the order in which they came, with their highest moment', () => {
    const lines = chartLines([score('a', 0, 0.1), score('b', 0, 0.9), score('a', 1, 0.7)], 2, 640);
    expect(lines.map(({ trackId, number }) => [trackId, number])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(lines[0]?.highest).toMatchObject({ timeS: 1, score: 0.7 });
    expect(svgPath(lines[0]?.points ?? [])).toMatch(/^M34\.0 [\d.]+L[\d.]+ [\d.]+$/);
  });

  test('draws the faces with the most scores when there are too many', () => {
    const many = Array.from({ length: 9 }, (_, face) =>
      Array.from({ length: face + 1 }, (__, at) => score(`f${face}`, at, 0.5)),
    ).flat();
    const lines = chartLines(many, 10, 640);
    expect(lines).toHaveLength(maxChartLines);
    expect(lines[0]?.trackId).toBe('f8');
  });

  test('marks at most six moments, for a short clip and for hours', () => {
    expect(timeSteps(4)).toEqual([0, 1, 2, 3, 4]);
    for (const durationS of [0, 0.4, 8, 59, 3600, 90_000]) {
      expect(timeSteps(durationS).length).toBeLessThanOrEqual(6);
      expect(timeSteps(durationS)[0]).toBe(0);
    }
  });
});

import { describe, expect, test } from 'vitest';
import {
  chartLines,
  chartSize,
  gapsOf,
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
    const lines = chartLines(
      {
        scores: [score('a', 0, 0.1), score('b', 0, 0.9), score('a', 1, 0.7)],
        lookedAt: null,
        durationS: 2,
      },
      640,
    );
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
    const lines = chartLines({ scores: many, lookedAt: null, durationS: 10 }, 640);
    expect(lines).toHaveLength(maxChartLines);
    expect(lines[0]?.trackId).toBe('f8');
  });

  test('of a file seen in parts is the highest score of any face, and leaves open what was not looked at', () => {
    const lookedAt = {
      moments: 4,
      momentsInAll: 20,
      stretches: 2,
      ranges: [
        { fromS: 1, toS: 3 },
        { fromS: 6, toS: 8 },
      ],
    };
    const scores = [
      score('a', 1.5, 0.1),
      score('b', 1.5, 0.8),
      score('a', 2.5, 0.3),
      score('c', 6.5, 0.2),
      score('c', 7.5, 0.4),
    ];
    const [line, ...others] = chartLines({ scores, lookedAt, durationS: 10 }, 640);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ number: null, count: 5 });
    expect(line?.scores.map((one) => one.score)).toEqual([0.8, 0.3, 0.2, 0.4]);
    expect(svgPath(line?.points ?? []).replaceAll(/[^ML]/g, '')).toBe('MLML');
    expect(gapsOf(lookedAt.ranges, 10)).toEqual([
      { fromS: 0, toS: 1 },
      { fromS: 3, toS: 6 },
      { fromS: 8, toS: 10 },
    ]);
    expect(gapsOf([{ fromS: 0, toS: 10 }], 10)).toEqual([]);
  });

  test('of hours keeps the highest score of neighbouring moments, and says how many there were', () => {
    const scores = Array.from({ length: 3000 }, (_, at) => score('a', at, at === 1234 ? 0.9 : 0.1));
    const lookedAt = {
      moments: 3000,
      momentsInAll: 3000,
      stretches: 25,
      ranges: [{ fromS: 0, toS: 3000 }],
    };
    const [line] = chartLines({ scores, lookedAt, durationS: 3000 }, 640);
    expect(line?.points.length).toBeLessThanOrEqual(240);
    expect(line?.count).toBe(3000);
    expect(line?.highest).toMatchObject({ timeS: 1234, score: 0.9 });
  });

  test('marks at most six moments, for a short clip and for hours', () => {
    expect(timeSteps(4)).toEqual([0, 1, 2, 3, 4]);
    for (const durationS of [0, 0.4, 8, 59, 3600, 90_000]) {
      expect(timeSteps(durationS).length).toBeLessThanOrEqual(6);
      expect(timeSteps(durationS)[0]).toBe(0);
    }
  });
});

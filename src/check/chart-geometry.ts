import type { ScoreAtTime } from '../shared/file-report.js';
import type { TrackId } from '../shared/ids.js';

/** CSS pixels; the width is that of the page, so that words keep their size in a narrow one. */
export const chartSize = {
  height: 150,
  left: 34,
  right: 8,
  top: 8,
  bottom: 22,
} as const;

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
}

/** One face over time. `number` counts faces from 1, in the order in which they came. */
export interface ChartLine {
  readonly trackId: TrackId;
  readonly number: number;
  readonly scores: readonly ScoreAtTime[];
  readonly points: readonly ChartPoint[];
  readonly highest: ScoreAtTime;
}

/** Faces with the most scores; more lines than these cannot be told apart. */
export const maxChartLines = 4;

const plotHeight = chartSize.height - chartSize.top - chartSize.bottom;

/** Places of scores (0 at the bottom, 1 at the top) over a file of `durationS` seconds, `widthPx` wide. */
export function chartLines(
  scores: readonly ScoreAtTime[],
  durationS: number,
  widthPx: number,
): readonly ChartLine[] {
  const byTrack = new Map<TrackId, ScoreAtTime[]>();
  for (const score of scores) {
    const known = byTrack.get(score.trackId);
    if (known === undefined) byTrack.set(score.trackId, [score]);
    else known.push(score);
  }
  const lines = [...byTrack].flatMap(([trackId, own], index): ChartLine[] => {
    const [first] = own;
    if (first === undefined) return [];
    return [
      {
        trackId,
        number: index + 1,
        scores: own,
        points: own.map(({ timeS, score }) => ({
          x: xOf(timeS, durationS, widthPx),
          y: yOf(score),
        })),
        highest: own.reduce((best, score) => (score.score > best.score ? score : best), first),
      },
    ];
  });
  return lines.toSorted((a, b) => b.scores.length - a.scores.length).slice(0, maxChartLines);
}

export function xOf(timeS: number, durationS: number, widthPx: number): number {
  const share = durationS > 0 ? Math.min(1, Math.max(0, timeS / durationS)) : 0;
  return chartSize.left + share * (widthPx - chartSize.left - chartSize.right);
}

export function yOf(score: number): number {
  return chartSize.top + (1 - Math.min(1, Math.max(0, score))) * plotHeight;
}

/** Moments for the marks under the chart: whole seconds, five steps at most. */
export function timeSteps(durationS: number): readonly number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
  const step = steps.find((seconds) => durationS / seconds <= 5) ?? durationS;
  const count = step > 0 ? Math.floor(durationS / step) : 0;
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

export function svgPath(points: readonly ChartPoint[]): string {
  return points
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
}

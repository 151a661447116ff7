import type { LookedAt, ScoreAtTime } from '../shared/file-report.js';
import type { TrackId } from '../shared/ids.js';
import { limits } from '../shared/limits.js';

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
  /** Nothing is drawn from the point before to this one: what lies between was not looked at. */
  readonly isApart: boolean;
}

/** One face over time, or the highest score of any. */
export interface ChartLine {
  readonly trackId: TrackId;
  /** Counts faces from 1, in the order in which they came; null for the highest of all of them. */
  readonly number: number | null;
  /** How many scores it stands for. */
  readonly count: number;
  readonly scores: readonly ScoreAtTime[];
  readonly points: readonly ChartPoint[];
  readonly highest: ScoreAtTime;
}

/** Faces with the most scores; more lines than these cannot be told apart. */
export const maxChartLines = 4;

const plotHeight = chartSize.height - chartSize.top - chartSize.bottom;

type Ranges = LookedAt['ranges'];

/** What a chart is drawn of. */
export interface ChartSource {
  readonly scores: readonly ScoreAtTime[];
  readonly lookedAt: LookedAt | null;
  readonly durationS: number;
}

/**
 * Lines over a file, `widthPx` wide: one for each face; in a file of several stretches one for the highest
 * score at each moment, because nobody followed a face from one stretch to the next.
 */
export function chartLines(source: ChartSource, widthPx: number): readonly ChartLine[] {
  const { scores, lookedAt } = source;
  if ((lookedAt?.stretches ?? 1) > 1) {
    return [lineOf(highestOf(scores), null, scores.length, source, widthPx)].flatMap(
      (line) => line ?? [],
    );
  }
  const byTrack = new Map<TrackId, ScoreAtTime[]>();
  for (const score of scores) {
    const known = byTrack.get(score.trackId);
    if (known === undefined) byTrack.set(score.trackId, [score]);
    else known.push(score);
  }
  return [...byTrack.values()]
    .flatMap((own, index) => lineOf(own, index + 1, own.length, source, widthPx) ?? [])
    .toSorted((a, b) => b.count - a.count)
    .slice(0, maxChartLines);
}

function lineOf(
  scores: readonly ScoreAtTime[],
  number: number | null,
  count: number,
  { lookedAt, durationS }: ChartSource,
  widthPx: number,
): ChartLine | null {
  const [first] = scores;
  if (first === undefined) return null;
  const rangeAt = (timeS: number): number =>
    (lookedAt?.ranges ?? []).findIndex(({ fromS, toS }) => fromS <= timeS && timeS <= toS);
  return {
    trackId: first.trackId,
    number,
    count,
    scores,
    points: scores.map(({ timeS, score }, index) => ({
      x: xOf(timeS, durationS, widthPx),
      y: yOf(score),
      isApart: rangeAt(timeS) !== rangeAt(scores[index - 1]?.timeS ?? timeS),
    })),
    highest: highest(scores, first),
  };
}

/** The highest score of each moment, in order; of neighbouring moments where there are too many to draw. */
function highestOf(scores: readonly ScoreAtTime[]): readonly ScoreAtTime[] {
  const atTime = new Map<number, ScoreAtTime>();
  for (const score of scores) {
    const known = atTime.get(score.timeS);
    if (known === undefined || score.score > known.score) atTime.set(score.timeS, score);
  }
  const sorted = [...atTime.values()].toSorted((a, b) => a.timeS - b.timeS);
  const step = Math.ceil(sorted.length / limits.maxHistoryPoints);
  if (step <= 1) return sorted;
  return sorted.flatMap((first, index) =>
    index % step === 0 ? highest(sorted.slice(index, index + step), first) : [],
  );
}

function highest(scores: readonly ScoreAtTime[], first: ScoreAtTime): ScoreAtTime {
  return scores.reduce((best, score) => (score.score > best.score ? score : best), first);
}

/** The parts between and around what was looked at. */
export function gapsOf(ranges: Ranges, durationS: number): Ranges {
  const gaps: { fromS: number; toS: number }[] = [];
  let seenToS = 0;
  for (const { fromS, toS } of ranges) {
    if (fromS > seenToS) gaps.push({ fromS: seenToS, toS: fromS });
    seenToS = toS;
  }
  if (ranges.length > 0 && durationS - seenToS > 1e-6)
    gaps.push({ fromS: seenToS, toS: durationS });
  return gaps;
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
    .map(
      ({ x, y, isApart }, index) =>
        `${index === 0 || isApart ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`,
    )
    .join('');
}

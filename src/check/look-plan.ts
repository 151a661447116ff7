import type { LookedAt } from '../shared/file-report.js';
import { limits } from '../shared/limits.js';

/** Moments of a file at which it may be looked at: in the middle of equal intervals, numbered from 0. */
export interface LookPlan {
  readonly durationS: number;
  readonly moments: number;
}

/** Neighbouring moments, `to` excluded: followed and judged together, apart from all others. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** `some`: within a number of looks, spread over what is left. `rest`: everything that is left. */
export type Extent = 'some' | 'rest';

/**
 * Moments of a file of `durationS` seconds at `samplesPerSecond`. A short one is looked at as often as a level needs, as far as
 * `checkMostSamplesPerSecond` allows: of 2.5 seconds five frames could never be more than weak.
 */
export function planLooks(durationS: number, samplesPerSecond: number): LookPlan {
  const lengthS = Math.max(0, durationS);
  const needed = Math.min(limits.looksPerCheckNow, lengthS * limits.checkMostSamplesPerSecond);
  const moments = Math.floor(Math.max(lengthS * samplesPerSecond, needed));
  return { durationS, moments: Math.min(Math.max(1, moments), limits.checkMostMoments) };
}

/** How many looks `seconds` of video are worth, but no fewer than a level needs; null: as many as the page gives. */
export function mostLooks(seconds: number | null, samplesPerSecond: number): number {
  if (seconds === null) return limits.checkMostLooks;
  return Math.max(limits.looksPerCheckNow, Math.floor(seconds * samplesPerSecond));
}

/** In seconds of the file. */
export function momentS({ durationS, moments }: LookPlan, moment: number): number {
  return ((moment + 0.5) * durationS) / moments;
}

/** The part of the file that a stretch stands for. */
export function rangeOf(
  { durationS, moments }: LookPlan,
  { from, to }: Stretch,
): LookedAt['ranges'][number] {
  return { fromS: (from * durationS) / moments, toS: (to * durationS) / moments };
}

/**
 * What to look at next, in order of time. A file that `maxLooks` suffice for is one stretch. A longer one is
 * seen in stretches of as many looks as a level needs, first evenly, then where the gaps are widest: single
 * looks far apart would leave every face with too few frames, and one track over all of them would thin a
 * short forgery out until it is cut off as an outlier.
 */
export function nextStretches(
  { moments }: LookPlan,
  visited: readonly Stretch[],
  maxLooks: number,
  extent: Extent,
): readonly Stretch[] {
  const looks = Math.min(limits.looksPerCheckNow, maxLooks);
  const count = Math.ceil(moments / looks);
  const cells = Array.from({ length: count }, (_, index) => ({
    from: Math.floor((index * moments) / count),
    to: Math.floor(((index + 1) * moments) / count),
  }));
  const known = mergeStretches(visited);
  const isDone = cells.map(({ from, to }) =>
    known.some((stretch) => stretch.from <= from && to <= stretch.to),
  );
  const open = isDone.filter((done) => !done).length;
  // What fits is looked at whole: rounding to cells must not leave a gap in a short file.
  const wanted =
    extent === 'rest' || momentsLeft(moments, known) <= maxLooks
      ? open
      : Math.min(open, Math.max(1, Math.floor(maxLooks / looks)));
  const chosen = wanted === open ? isDone.map((done) => !done) : spread(isDone, wanted);
  return joinNeighbours(
    cells.filter((_, index) => chosen[index]),
    maxLooks,
  );
}

/** Moments that no stretch has reached. */
export function momentsLeft(moments: number, visited: readonly Stretch[]): number {
  return mergeStretches(visited).reduce((left, { from, to }) => left - (to - from), moments);
}

/** Stretches in order, those that touch or overlap made one. */
export function mergeStretches(stretches: readonly Stretch[]): readonly Stretch[] {
  const merged: Stretch[] = [];
  for (const next of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last === undefined || next.from > last.to) merged.push(next);
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
  }
  return merged;
}

/** Marks `wanted` cells that are not done: evenly when none is, else each as far from the others as can be. */
function spread(isDone: readonly boolean[], wanted: number): readonly boolean[] {
  const chosen = isDone.map(() => false);
  if (!isDone.includes(true)) {
    for (let pick = 0; pick < wanted; pick += 1) {
      chosen[Math.floor(((pick + 0.5) * isDone.length) / wanted)] = true;
    }
    return chosen;
  }
  for (let pick = 0; pick < wanted; pick += 1) {
    const away = distances(isDone.map((done, index) => done || chosen[index] === true));
    chosen[away.indexOf(Math.max(...away))] = true;
  }
  return chosen;
}

/** How many cells each one is away from the nearest that is taken. */
function distances(isTaken: readonly boolean[]): readonly number[] {
  const away = isTaken.map((taken) => (taken ? 0 : Number.POSITIVE_INFINITY));
  for (let index = 1; index < away.length; index += 1) {
    away[index] = Math.min(away[index] ?? 0, (away[index - 1] ?? 0) + 1);
  }
  for (let index = away.length - 2; index >= 0; index -= 1) {
    away[index] = Math.min(away[index] ?? 0, (away[index + 1] ?? 0) + 1);
  }
  return away;
}

/** Neighbours are followed as one, up to `maxLooks` looks. */
function joinNeighbours(cells: readonly Stretch[], maxLooks: number): readonly Stretch[] {
  const joined: Stretch[] = [];
  for (const cell of cells) {
    const last = joined.at(-1);
    if (last?.to === cell.from && cell.to - last.from <= maxLooks) {
      joined[joined.length - 1] = { from: last.from, to: cell.to };
    } else joined.push(cell);
  }
  return joined;
}

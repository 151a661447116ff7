import type { ScorePoint, TrackHistory } from '../../shared/face-look.js';

/** One stretch of one row, in shares (0 to 1) of the strip. */
export interface StripPiece {
  readonly fromShare: number;
  readonly widthShare: number;
  /** Score; null where every look was refused. */
  readonly score: number | null;
  readonly isSign: boolean;
}

/** Where one can go. */
export interface StripMoment {
  readonly atS: number;
  readonly isSign: boolean;
  /** False where every look was refused. */
  readonly isScored: boolean;
}

/** Faces shown apart; more would cover the picture. */
export const maxStripRows = 3;

/** Rows of the strip, the face with the most signs first. `durationS` must be positive. */
export function stripRows(
  tracks: readonly TrackHistory[],
  durationS: number,
): readonly (readonly StripPiece[])[] {
  return leading(tracks).map(({ points }) =>
    points
      .filter(({ fromS }) => fromS < durationS)
      .map(({ fromS, toS, score, isSign }) => ({
        fromShare: fromS / durationS,
        widthShare: (Math.min(toS, durationS) - fromS) / durationS,
        score,
        isSign,
      })),
  );
}

/** Every moment that was looked at, in order of time, each once. */
export function stripMoments(
  tracks: readonly TrackHistory[],
  durationS: number,
): readonly StripMoment[] {
  const byTime = new Map<number, StripMoment>();
  for (const { points } of leading(tracks)) {
    for (const { fromS, isSign, score } of points) {
      if (fromS >= durationS) continue;
      const known = byTime.get(fromS);
      byTime.set(fromS, {
        atS: fromS,
        isSign: isSign || known?.isSign === true,
        isScored: score !== null || known?.isScored === true,
      });
    }
  }
  return [...byTime.values()].sort((a, b) => a.atS - b.atS);
}

/** The moment before or after `atS`; with `signsOnly` the next one with a sign. Null at the end. */
export function stepMoment(
  moments: readonly StripMoment[],
  atS: number,
  direction: 1 | -1,
  signsOnly: boolean,
): StripMoment | null {
  const ahead = moments.filter(
    (moment) => direction * (moment.atS - atS) > 0.001 && (moment.isSign || !signsOnly),
  );
  return (direction === 1 ? ahead[0] : ahead.at(-1)) ?? null;
}

export function hasSigns(tracks: readonly TrackHistory[]): boolean {
  return tracks.some(({ points }) => points.some(({ isSign }) => isSign));
}

function leading(tracks: readonly TrackHistory[]): readonly TrackHistory[] {
  const count = (points: readonly ScorePoint[]): number =>
    points.filter(({ isSign }) => isSign).length;
  return tracks
    .toSorted((a, b) => count(b.points) - count(a.points) || b.points.length - a.points.length)
    .slice(0, maxStripRows);
}

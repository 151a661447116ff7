import type { FaceRow, FileReport, LookedAt, ScoreAtTime } from '../shared/file-report.js';
import { seriousness } from '../shared/level.js';
import { limits } from '../shared/limits.js';
import type { Reason } from '../shared/reason.js';
import type { DetectorVerdict, TrackVerdict } from '../shared/verdict.js';
import { decideMedia } from '../verdict/policy.js';
import { mergeStretches, rangeOf, type LookPlan, type Stretch } from './look-plan.js';

/** What was found in one stretch of a file. */
export interface StretchReport extends Stretch {
  /** Moments that the engine answered. */
  readonly answered: readonly number[];
  readonly isBlack: boolean;
  readonly verdict: DetectorVerdict | null;
  readonly reasons: readonly Reason[];
  readonly faces: readonly FaceRow[];
  readonly scores: readonly ScoreAtTime[];
}

/** The findings of a file, from those of its stretches. */
export type JoinedStretches = Pick<
  FileReport,
  'looks' | 'verdict' | 'reasons' | 'faces' | 'scores'
>;

/** The level is that of the most serious stretch: each was judged by itself. */
export function joinStretches(given: readonly StretchReport[]): JoinedStretches {
  const stretches = given.toSorted((a, b) => a.from - b.from);
  const isBlack = stretches.length > 0 && stretches.every((stretch) => stretch.isBlack);
  return {
    looks: stretches.reduce((sum, { answered }) => sum + answered.length, 0),
    verdict: joinVerdicts(stretches.flatMap(({ verdict }) => verdict ?? [])),
    reasons: [
      ...new Set([
        ...(isBlack ? (['black-frames'] as const) : []),
        ...stretches.flatMap(({ reasons }) => reasons),
      ]),
    ],
    faces: stretches.flatMap(({ faces }) => faces),
    scores: stretches.flatMap(({ scores }) => scores).toSorted((a, b) => a.timeS - b.timeS),
  };
}

function joinVerdicts(verdicts: readonly DetectorVerdict[]): DetectorVerdict | null {
  const last = verdicts.at(-1);
  if (last === undefined || verdicts.length === 1) return last ?? null;
  // A stretch without a face says nothing about the faces of the others.
  const told = verdicts.filter(({ reasons }) => !reasons.includes('no-face'));
  const { level, reasons } = told.length === 0 ? last : decideMedia(told, 0);
  const tracks = verdicts.flatMap((verdict) => verdict.tracks);
  return { ...last, level, reasons, tracks: mostTelling(tracks) };
}

/** As many as the engine keeps of one media, so that a long file cannot fill the page with faces. */
function mostTelling(tracks: readonly TrackVerdict[]): readonly TrackVerdict[] {
  return tracks
    .toSorted((a, b) => seriousness(b.level) - seriousness(a.level) || b.framesGood - a.framesGood)
    .slice(0, limits.maxTracksPerMedia);
}

/** The same stretches without pictures of faces that `verdict` does not show: they would add up. */
export function withoutUnseenPictures(
  stretches: readonly StretchReport[],
  verdict: DetectorVerdict | null,
): readonly StretchReport[] {
  const shown = new Set((verdict?.tracks ?? []).map(({ trackId }) => trackId));
  return stretches.map((stretch) =>
    stretch.verdict === null
      ? stretch
      : {
          ...stretch,
          verdict: {
            ...stretch.verdict,
            tracks: stretch.verdict.tracks.map(({ thumbnail, ...track }) =>
              thumbnail !== undefined && shown.has(track.trackId) ? { ...track, thumbnail } : track,
            ),
          },
        },
  );
}

/** Which parts of the file that is. */
export function lookedAtOf(plan: LookPlan, stretches: readonly StretchReport[]): LookedAt {
  return {
    moments: new Set(stretches.flatMap(({ answered }) => answered)).size,
    momentsInAll: plan.moments,
    stretches: stretches.length,
    ranges: mergeStretches(stretches).map((stretch) => rangeOf(plan, stretch)),
  };
}

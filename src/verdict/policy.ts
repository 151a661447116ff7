import type { Level } from '../shared/level.js';
import { isWarning, seriousness } from '../shared/level.js';
import type { Reason } from '../shared/reason.js';
import type { FoldedTrack } from './track-fold.js';

/** Operating points of one model. Values come from `models/catalog.json` only. */
export interface Thresholds {
  readonly track: {
    readonly weak: number;
    readonly moderate: number;
    readonly strong: number;
    /** Score from which one frame counts for `shareAboveFace`. */
    readonly face: number;
    /** Share of frames that must reach `face` before a warning. */
    readonly shareAboveFace: number;
    /** Good frames before anything above `weak`, and before "none found". */
    readonly minFrames: number;
  };
  /** For a still picture: one frame, so stricter. */
  readonly image: { readonly weak: number; readonly moderate: number; readonly strong: number };
}

export interface Decision {
  readonly level: Level;
  readonly reasons: readonly Reason[];
}

export type RefusedFrames = Readonly<Partial<Record<Reason, number>>>;

/** A first impression needs this share of `minFrames`; below it the answer is "cannot tell". */
const firstImpressionShare = 0.5;

/** The level of one face followed through a video. */
export function decideTrack(
  folded: FoldedTrack,
  refused: RefusedFrames,
  thresholds: Thresholds,
): Decision {
  const { track } = thresholds;
  if (folded.score === null) return cannotTell(mainRefusal(refused) ?? 'too-few-frames');
  const level = levelOf(folded.score, track);
  if (folded.framesGood < track.minFrames) {
    const early =
      folded.framesGood >= track.minFrames * firstImpressionShare && level !== 'none-found';
    const reasons: Reason[] = ['too-few-frames'];
    const refusal = mainRefusal(refused);
    if (refusal !== null && refusal !== 'too-few-frames') reasons.push(refusal);
    return { level: early ? 'weak' : 'cannot-tell', reasons };
  }
  if (isWarning(level) && folded.shareAbove < track.shareAboveFace) {
    return { level: 'weak', reasons: ['frames-disagree'] };
  }
  return { level, reasons: [] };
}

/** The level of one face in a still picture. `score` is null when the face was refused. */
export function decideImageFace(
  score: number | null,
  refused: RefusedFrames,
  thresholds: Thresholds,
): Decision {
  if (score === null) return cannotTell(mainRefusal(refused) ?? 'no-pixels');
  return { level: levelOf(score, thresholds.image), reasons: [] };
}

/**
 * The level of a media element from its faces. One judged face decides over faces that could not
 * be judged, which are then named (`faces-left-out`); without any judged face it is "cannot tell".
 */
export function decideMedia(faces: readonly Decision[], facesLeftOut: number): Decision {
  const judged = faces.filter((face) => face.level !== 'cannot-tell');
  if (judged.length === 0) {
    const first = faces[0];
    return first === undefined
      ? cannotTell('no-face')
      : { level: 'cannot-tell', reasons: unique(faces.flatMap((face) => face.reasons)) };
  }
  const worst = judged.reduce((a, b) => (seriousness(b.level) > seriousness(a.level) ? b : a));
  const leftOut = judged.length < faces.length || facesLeftOut > 0;
  return {
    level: worst.level,
    reasons: unique([...worst.reasons, ...(leftOut ? (['faces-left-out'] as const) : [])]),
  };
}

function levelOf(
  score: number,
  points: { readonly weak: number; readonly moderate: number; readonly strong: number },
): Level {
  if (score >= points.strong) return 'strong';
  if (score >= points.moderate) return 'moderate';
  return score >= points.weak ? 'weak' : 'none-found';
}

function cannotTell(reason: Reason): Decision {
  return { level: 'cannot-tell', reasons: [reason] };
}

/** The most frequent reason for refused frames. */
function mainRefusal(refused: RefusedFrames): Reason | null {
  let main: Reason | null = null;
  let most = 0;
  for (const [reason, count] of Object.entries(refused) as [Reason, number][]) {
    if (count > most) [main, most] = [reason, count];
  }
  return main;
}

function unique(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Set(reasons)];
}

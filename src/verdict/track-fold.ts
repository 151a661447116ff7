import { logitOf, sigmoid } from './face-score.js';

/** Many face scores of one track folded into one. */
export interface FoldedTrack {
  /** Sigmoid of the trimmed mean of the logits of the scores; null without a good frame. */
  readonly score: number | null;
  /** Share of frames (0 to 1) whose score reaches `faceThreshold`. */
  readonly shareAbove: number;
  readonly framesGood: number;
}

/** Part cut off at each end of the sorted logits (detection.md section 9). */
const trimmedShare = 0.1;

/** Folds face or alarm scores (0 to 1, in order of time) over a track. Same as `models/training/fold.py`. */
export function foldTrack(scores: readonly number[], faceThreshold: number): FoldedTrack {
  const above = scores.filter((score) => score >= faceThreshold).length;
  return {
    score: trackScore(scores),
    shareAbove: scores.length === 0 ? 0 : above / scores.length,
    framesGood: scores.length,
  };
}

/** Sigmoid of the trimmed mean of the logits of the scores; null without any. */
export function trackScore(scores: readonly number[]): number | null {
  return scores.length === 0 ? null : sigmoid(trimmedMean(scores.map(logitOf)));
}

/** Mean without the lowest and highest tenth. `values` must not be empty. */
export function trimmedMean(values: readonly number[]): number {
  const cut = Math.floor(values.length * trimmedShare);
  const kept = [...values].sort((a, b) => a - b).slice(cut, values.length - cut);
  return kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

import type { FaceLogits } from '../shared/face-logits.js';

/** How logits of one model become probabilities. Values come from `models/catalog.json` only. */
export interface Calibration {
  readonly composite: PlattScale;
  readonly synthetic: PlattScale;
  readonly combine: 'noisy-or';
}

export interface PlattScale {
  readonly scale: number;
  readonly bias: number;
  /** Log-odds by which the head is set back before a level is decided; absent: none. */
  readonly alarmOffset?: number | undefined;
}

/** Scores are kept away from 0 and 1 so that one frame cannot decide a mean of logits. */
const scoreFloor = 1e-4;

/** Logistic function. */
export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** Inverse of `sigmoid`, with the score clamped to [1e-4, 1 - 1e-4]. */
export function logitOf(score: number): number {
  const clamped = Math.min(1 - scoreFloor, Math.max(scoreFloor, score));
  return Math.log(clamped / (1 - clamped));
}

/**
 * Calibrated probability (0 to 1) that either head fires: 1 - (1 - composite)(1 - synthetic),
 * each head scaled by Platt's method. Architecture section 6.
 */
export function faceScore(logits: FaceLogits, { composite, synthetic }: Calibration): number {
  return either(platt(logits.composite, composite), platt(logits.synthetic, synthetic));
}

/**
 * What levels are decided on: the same with each head set back by its `alarmOffset`, so that both alarm on
 * genuine faces equally often. Fitted by `models/training/calibrate.py`; no probability, never shown.
 */
export function alarmScore(logits: FaceLogits, { composite, synthetic }: Calibration): number {
  return either(
    platt(logits.composite, composite) - (composite.alarmOffset ?? 0),
    platt(logits.synthetic, synthetic) - (synthetic.alarmOffset ?? 0),
  );
}

function platt(logit: number, { scale, bias }: PlattScale): number {
  return scale * logit + bias;
}

function either(compositeLogit: number, syntheticLogit: number): number {
  return 1 - (1 - sigmoid(compositeLogit)) * (1 - sigmoid(syntheticLogit));
}

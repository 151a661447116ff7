/** How logits of one model become probabilities. Values come from `models/catalog.json` only. */
export interface Calibration {
  readonly composite: PlattScale;
  readonly synthetic: PlattScale;
  readonly combine: 'noisy-or';
}

export interface PlattScale {
  readonly scale: number;
  readonly bias: number;
}

export interface FaceLogits {
  readonly composite: number;
  readonly synthetic: number;
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
export function faceScore(logits: FaceLogits, calibration: Calibration): number {
  const composite = platt(logits.composite, calibration.composite);
  const synthetic = platt(logits.synthetic, calibration.synthetic);
  return 1 - (1 - composite) * (1 - synthetic);
}

function platt(logit: number, { scale, bias }: PlattScale): number {
  return sigmoid(scale * logit + bias);
}

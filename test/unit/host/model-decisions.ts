import type { ModelDecisions } from '../../../src/engine/host/look-at-sample.js';

const identity = { scale: 1, bias: 0 };

/** What the host is told of a model; scores are the logits' own probabilities. */
export const model: ModelDecisions = {
  modelId: 'test',
  cropMargin: 1.25,
  widestCropMargin: 1.35,
  cropSizePx: 160,
  calibration: { composite: identity, synthetic: identity, combine: 'noisy-or' },
  thresholds: {
    track: { weak: 0.4, moderate: 0.6, strong: 0.9, face: 0.5, shareAboveFace: 0.5, minFrames: 8 },
    image: { weak: 0.7, moderate: 0.8, strong: 0.95 },
  },
};

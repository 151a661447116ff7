import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { alarmScore, faceScore, logitOf, sigmoid } from '../../../src/verdict/face-score.js';
import { foldTrack, trimmedMean } from '../../../src/verdict/track-fold.js';

describe('folding a track', () => {
  it('gives the score of its frames when they agree', () => {
    const scores = Array.from({ length: 10 }, (_, i) => 0.8 + i * 1e-5);
    expect(foldTrack(scores, 0.5).score).toBeCloseTo(0.8, 3);
  });

  it('is not moved by one wild frame in ten', () => {
    const calm = Array.from({ length: 10 }, (_, i) => 0.05 + i * 1e-4);
    const wild = [...calm.slice(1), 0.9999];
    const gap = (foldTrack(wild, 0.5).score ?? 1) - (foldTrack(calm, 0.5).score ?? 0);
    expect(gap).toBeLessThan(0.01);
  });

  it('has no score without frames', () => {
    expect(foldTrack([], 0.5)).toEqual({ score: null, shareAbove: 0, framesGood: 0 });
  });

  it('counts the share of frames above the face threshold', () => {
    expect(foldTrack([0.1, 0.9, 0.2, 0.8], 0.5).shareAbove).toBe(0.5);
  });

  it('stays between the lowest and the highest frame', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }),
        (scores) => {
          const { score } = foldTrack(scores, 0.5);
          const logits = scores.map(logitOf);
          expect(logitOf(score ?? -1)).toBeGreaterThanOrEqual(Math.min(...logits) - 1e-9);
          expect(logitOf(score ?? 2)).toBeLessThanOrEqual(Math.max(...logits) + 1e-9);
        },
      ),
    );
  });

  it('trims a tenth at each end', () => {
    expect(trimmedMean([-1000, 1, 2, 3, 4, 5, 6, 7, 8, 1000])).toBe(4.5);
  });
});

describe('a face score', () => {
  const identity = { scale: 1, bias: 0 };
  const calibration = { composite: identity, synthetic: identity, combine: 'noisy-or' } as const;

  it('fires when either head fires', () => {
    expect(faceScore({ composite: 9, synthetic: -9 }, calibration)).toBeGreaterThan(0.99);
    expect(faceScore({ composite: -9, synthetic: 9 }, calibration)).toBeGreaterThan(0.99);
    expect(faceScore({ composite: -9, synthetic: -9 }, calibration)).toBeLessThan(0.01);
  });

  it('has an alarm score beside it, with each head set back by its offset', () => {
    const offset = { ...calibration, synthetic: { ...identity, alarmOffset: 2 } };
    const logits = { composite: -9, synthetic: 3 };
    expect(alarmScore(logits, calibration)).toBe(faceScore(logits, calibration));
    expect(faceScore(logits, offset)).toBe(faceScore(logits, calibration));
    expect(alarmScore(logits, offset)).toBeCloseTo(1 - (1 - sigmoid(-9)) * (1 - sigmoid(1)), 12);
  });

  it('is the noisy-or of the calibrated heads', () => {
    const scaled = { ...calibration, composite: { scale: 0.5, bias: -1 } };
    const expected = 1 - (1 - sigmoid(0.5 * 2 - 1)) * (1 - sigmoid(-0.3));
    expect(faceScore({ composite: 2, synthetic: -0.3 }, scaled)).toBeCloseTo(expected, 12);
  });
});

import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { levels, seriousness, type Level } from '../../../src/shared/level.js';
import {
  decideImageFace,
  decideMedia,
  decideTrack,
  type Decision,
  type Thresholds,
} from '../../../src/verdict/policy.js';

const thresholds: Thresholds = {
  track: { weak: 0.4, moderate: 0.6, strong: 0.9, face: 0.5, shareAboveFace: 0.5, minFrames: 8 },
  image: { weak: 0.7, moderate: 0.8, strong: 0.95 },
};
const track = (score: number | null, framesGood: number, shareAbove = 1): Decision =>
  decideTrack({ score, framesGood, shareAbove }, {}, thresholds);

describe('a face track', () => {
  it.each([
    [0.1, 'none-found'],
    [0.4, 'weak'],
    [0.6, 'moderate'],
    [0.9, 'strong'],
  ] as const)('with score %d and enough frames is %s', (score, level) => {
    expect(track(score, 8)).toEqual({ level, reasons: [] });
  });

  it('never exceeds weak below eight good frames, and says why', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 7 }),
        (score, frames) => {
          const decision = track(score, frames);
          expect(['weak', 'cannot-tell']).toContain(decision.level);
          expect(decision.reasons).toContain('too-few-frames');
        },
      ),
    );
  });

  it('is "cannot tell", not "none found", while few frames look clean', () => {
    expect(track(0.01, 7).level).toBe('cannot-tell');
  });

  it('does not warn when the mean is high but most frames are not', () => {
    expect(track(0.95, 20, 0.3)).toEqual({ level: 'weak', reasons: ['frames-disagree'] });
  });

  it('without any good frame names the most frequent refusal', () => {
    const decision = decideTrack(
      { score: null, framesGood: 0, shareAbove: 0 },
      { 'too-dark': 1, 'face-too-small': 5 },
      thresholds,
    );
    expect(decision).toEqual({ level: 'cannot-tell', reasons: ['face-too-small'] });
  });

  it('rises with its score', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 40 }),
        (a, b, frames) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const rank = (level: Level): number => (level === 'cannot-tell' ? 0 : seriousness(level));
          expect(rank(track(low, frames).level)).toBeLessThanOrEqual(
            rank(track(high, frames).level),
          );
        },
      ),
    );
  });
});

describe('a face in a still picture', () => {
  it('needs a stricter score than a track', () => {
    expect(decideImageFace(0.65, {}, thresholds).level).toBe('none-found');
    expect(decideImageFace(0.8, {}, thresholds).level).toBe('moderate');
  });
  it('that was refused is "cannot tell" with the reason', () => {
    expect(decideImageFace(null, { 'face-too-small': 1 }, thresholds)).toEqual({
      level: 'cannot-tell',
      reasons: ['face-too-small'],
    });
  });
});

describe('a media element', () => {
  const face = (level: Level): Decision => ({
    level,
    reasons: level === 'cannot-tell' ? ['face-too-small'] : [],
  });

  it('without a face is "cannot tell", never "none found"', () => {
    expect(decideMedia([], 0)).toEqual({ level: 'cannot-tell', reasons: ['no-face'] });
  });

  it('takes the most serious of all judged faces, for every pair of levels', () => {
    for (const a of levels) {
      for (const b of levels) {
        const { level } = decideMedia([face(a), face(b)], 0);
        const judged = [a, b].filter((one) => one !== 'cannot-tell');
        const expected = judged.sort((x, y) => seriousness(y) - seriousness(x))[0] ?? 'cannot-tell';
        expect(level).toBe(expected);
      }
    }
  });

  it('names faces that could not be judged or were left out', () => {
    expect(decideMedia([face('none-found'), face('cannot-tell')], 0).reasons).toContain(
      'faces-left-out',
    );
    expect(decideMedia([face('none-found')], 3).reasons).toContain('faces-left-out');
    expect(decideMedia([face('none-found')], 0).reasons).toEqual([]);
  });
});

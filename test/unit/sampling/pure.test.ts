import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawDelayMs, paceOf } from '../../../src/sampling/cadence.js';
import { randomFraction } from '../../../src/shared/random-fraction.js';
import {
  describeMedia,
  newerVerdict,
  type MediaSituation,
} from '../../../src/sampling/media-state.js';
import { RunningMedian } from '../../../src/sampling/median.js';
import { isLargeEnough } from '../../../src/sampling/visibility.js';
import { limits } from '../../../src/shared/limits.js';
import { verdictOf } from '../../fixtures/fake-engine.js';

describe('the moment of the next look', () => {
  it('lies inside the interval of its pace, and every part of it is used', () => {
    const ends = { first: [200, 400], steady: [500, 1000], slow: [1000, 2000] } as const;
    for (const [pace, [fromMs, toMs]] of Object.entries(ends)) {
      expect(drawDelayMs(pace as 'first', 0)).toBe(fromMs);
      expect(drawDelayMs(pace as 'first', 0.5)).toBe((fromMs + toMs) / 2);
      expect(drawDelayMs(pace as 'first', 1)).toBe(toMs);
    }
    expect(limits.firstSampleIntervalMs).toBe(400);
  });

  it('is soon until eight good frames, then once or twice a second, and late while black', () => {
    expect(paceOf(0, false)).toBe('first');
    expect(paceOf(7, false)).toBe('first');
    expect(paceOf(8, false)).toBe('steady');
    expect(paceOf(8, true)).toBe('slow');
  });

  it('cannot be foreseen: fractions fill the interval evenly', () => {
    const tenths = new Set(Array.from({ length: 500 }, () => Math.floor(randomFraction() * 10)));
    expect([...tenths].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

const usual: MediaSituation = {
  kind: 'video',
  hindrance: null,
  engine: { state: 'ready', backend: 'wasm', modelId: 'm' },
  engineLost: null,
  looksLeft: Infinity,
  isVisible: true,
  isPlaying: true,
  refusal: null,
  looksAnswered: 0,
  verdict: null,
};

describe('what is said about a media', () => {
  it.each<[string, Partial<MediaSituation>, string, string[]]>([
    ['nothing seen yet', {}, 'checking', []],
    ['no word of the engine yet', { engine: null }, 'checking', ['engine-starting']],
    ['the engine starts', { engine: { state: 'starting' } }, 'checking', ['engine-starting']],
    ['hidden', { isVisible: false }, 'waiting', ['not-visible']],
    ['paused', { isPlaying: false }, 'waiting', ['paused']],
    ['manual', { looksLeft: 0 }, 'waiting', []],
    ['tainted', { hindrance: 'cross-origin' }, 'blocked', ['cross-origin']],
    [
      'protected and hidden',
      { hindrance: 'protected', isVisible: false },
      'blocked',
      ['protected'],
    ],
    ['engine lost', { engineLost: 'engine-unavailable' }, 'blocked', ['engine-unavailable']],
    ['a level', { verdict: verdictOf('none-found', 8), looksAnswered: 8 }, 'judged', []],
    ['a level after one look', { verdict: verdictOf('weak', 1), looksAnswered: 1 }, 'judged', []],
    [
      'too few frames yet',
      { verdict: verdictOf('cannot-tell', 4, ['too-few-frames']), looksAnswered: 9 },
      'checking',
      [],
    ],
    [
      'no face in the first look',
      { verdict: verdictOf('cannot-tell', 0, ['no-face']), looksAnswered: 1 },
      'checking',
      [],
    ],
    [
      'no face in three looks',
      { verdict: verdictOf('cannot-tell', 0, ['no-face']), looksAnswered: 3 },
      'judged',
      ['no-face'],
    ],
    [
      'an image without a face',
      { kind: 'image', looksLeft: 0, verdict: verdictOf('cannot-tell', 0, ['no-face']) },
      'judged',
      ['no-face'],
    ],
    [
      'tainted, judged from the screen',
      { hindrance: 'cross-origin', verdict: verdictOf('weak', 1), looksLeft: 0 },
      'judged',
      [],
    ],
  ])('%s', (_name, change, state, reasons) => {
    expect(describeMedia({ ...usual, ...change })).toEqual({ state, reasons });
  });

  it('is never judged without a verdict, and never blocked without a reason', () => {
    const situation = fc.record<MediaSituation>({
      kind: fc.constantFrom('video', 'image'),
      hindrance: fc.constantFrom(null, 'cross-origin', 'protected', 'black-frames'),
      engine: fc.constantFrom<MediaSituation['engine']>(null, { state: 'starting' }, usual.engine, {
        state: 'unavailable',
        reason: 'webgl2-missing',
        detail: '',
      }),
      engineLost: fc.constantFrom(null, 'engine-unavailable', 'permission-missing'),
      looksLeft: fc.constantFrom(0, 1, 12, Infinity),
      isVisible: fc.boolean(),
      isPlaying: fc.boolean(),
      refusal: fc.constantFrom(null, 'timeout', 'model-refused'),
      looksAnswered: fc.nat({ max: 5 }),
      verdict: fc.constantFrom(
        null,
        verdictOf('none-found', 8),
        verdictOf('strong', 20),
        verdictOf('cannot-tell', 1, ['too-few-frames']),
        verdictOf('cannot-tell', 0, ['no-face']),
      ),
    });
    fc.assert(
      fc.property(situation, (now) => {
        const { state, reasons } = describeMedia(now);
        if (state === 'judged') expect(now.verdict).not.toBeNull();
        if (state === 'blocked') expect(reasons.length).toBeGreaterThan(0);
        if (now.hindrance !== null && now.hindrance !== 'cross-origin') {
          expect(state).toBe('blocked');
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a new verdict on the same content', () => {
  it('replaces the old one, but counting anew takes no level back', () => {
    const strong = verdictOf('strong', 20);
    const early = verdictOf('cannot-tell', 1, ['too-few-frames']);
    const weak = verdictOf('weak', 30);
    const blurred = verdictOf('cannot-tell', 20, ['face-too-blurred']);
    expect(newerVerdict(null, early)).toBe(early);
    expect(newerVerdict(strong, early)).toBe(strong);
    expect(newerVerdict(strong, weak)).toBe(weak);
    expect(newerVerdict(strong, blurred)).toBe(blurred);
    expect(newerVerdict(blurred, early)).toBe(early);
  });
});

describe('small pure parts', () => {
  it('the median forgets what is older than its length', () => {
    const median = new RunningMedian(3);
    expect(median.value).toBe(0);
    for (const value of [100, 1, 3]) median.add(value);
    expect(median.value).toBe(3);
    median.add(2);
    expect(median.value).toBe(2);
  });

  it('the shorter visible side decides what is worth a look', () => {
    expect(isLargeEnough({ widthPx: 1000, heightPx: 95 })).toBe(false);
    expect(isLargeEnough({ widthPx: 96, heightPx: 96 })).toBe(true);
    expect(isLargeEnough(undefined)).toBe(false);
  });
});

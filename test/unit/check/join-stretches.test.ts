import { describe, expect, test } from 'vitest';
import {
  joinStretches,
  lookedAtOf,
  withoutUnseenPictures,
  type StretchReport,
} from '../../../src/check/join-stretches.js';
import { planLooks } from '../../../src/check/look-plan.js';
import type { TrackId } from '../../../src/shared/ids.js';
import type { Level } from '../../../src/shared/level.js';
import { limits } from '../../../src/shared/limits.js';
import type { Reason } from '../../../src/shared/reason.js';
import type { TrackVerdict } from '../../../src/shared/verdict.js';

function track(trackId: string, level: Level): TrackVerdict {
  return {
    trackId: trackId as TrackId,
    level,
    reasons: [],
    score: 0.5,
    framesGood: 12,
    framesRefused: {},
    box: { x: 0, y: 0, width: 1, height: 1 },
    firstSeenS: 0,
    lastSeenS: 1,
    thumbnail: 'data:image/png;base64,',
  };
}

/** Moments `from` to `from` + 12, with one face of that level, or none. */
function stretch(from: number, level: Level, reasons: readonly Reason[] = []): StretchReport {
  const tracks = reasons.includes('no-face') ? [] : [track(`t${from}`, level)];
  return {
    from,
    to: from + 12,
    answered: Array.from({ length: 12 }, (_, index) => from + index),
    isBlack: false,
    verdict: { level, reasons, tracks, modelId: 'm', backend: 'wasm' },
    reasons: [],
    faces: [],
    scores: [{ trackId: `t${from}` as TrackId, timeS: from / 2, score: 0.5 }],
  };
}

describe('the answer for a file', () => {
  test('is that of its most serious stretch, wherever that lies and whenever it was looked at', () => {
    const stretches = [
      stretch(600, 'none-found'),
      stretch(240, 'strong'),
      stretch(0, 'none-found'),
      stretch(900, 'cannot-tell', ['no-face']),
    ];
    const joined = joinStretches(stretches);
    expect(joined.verdict).toMatchObject({ level: 'strong', reasons: [] });
    expect(joined.verdict?.tracks.map(({ trackId }) => trackId)).toEqual(['t240', 't0', 't600']);
    expect(joined.scores.map(({ timeS }) => timeS)).toEqual([0, 120, 300, 450]);
    expect(joined.looks).toBe(48);
  });

  test('names faces that could not be judged in some stretch, and no face only where none was in any', () => {
    const some = [stretch(0, 'none-found'), stretch(50, 'cannot-tell', ['too-few-frames'])];
    expect(joinStretches(some).verdict).toMatchObject({
      level: 'none-found',
      reasons: ['faces-left-out'],
    });
    const none = [0, 50].map((from) => stretch(from, 'cannot-tell', ['no-face']));
    expect(joinStretches(none).verdict).toMatchObject({
      level: 'cannot-tell',
      reasons: ['no-face'],
    });
  });

  test('of one stretch is word for word what the engine said', () => {
    const only = stretch(0, 'weak', ['frames-disagree']);
    expect(joinStretches([only]).verdict).toBe(only.verdict);
  });

  test('of black frames is named when all were black, not when a stretch was', () => {
    const black = { ...stretch(0, 'cannot-tell', ['no-face']), isBlack: true };
    expect(joinStretches([black]).reasons).toEqual(['black-frames']);
    expect(joinStretches([black, stretch(50, 'none-found')]).reasons).toEqual([]);
    expect(joinStretches([]).reasons).toEqual([]);
  });
});

test('pictures of faces do not add up over a long file: the most telling are kept', () => {
  const stretches = Array.from({ length: 60 }, (_, index) =>
    stretch(index * 12, index === 59 ? 'strong' : 'none-found'),
  );
  const { verdict } = joinStretches(stretches);
  expect(verdict?.tracks).toHaveLength(limits.maxTracksPerMedia);
  expect(verdict?.tracks[0]).toMatchObject({ trackId: 't708', level: 'strong' });
  const kept = withoutUnseenPictures(stretches, verdict).flatMap((one) => one.verdict?.tracks);
  expect(kept).toHaveLength(60);
  expect(kept.filter((one) => one?.thumbnail !== undefined)).toHaveLength(limits.maxTracksPerMedia);
});

test('what was looked at is said in seconds, neighbours as one part, moments once', () => {
  const twice = { ...stretch(0, 'none-found'), to: 6, answered: [0, 1, 2, 3, 4, 5] };
  expect(
    lookedAtOf(planLooks(600, 2), [stretch(24, 'none-found'), twice, stretch(0, 'none-found')]),
  ).toEqual({
    moments: 24,
    momentsInAll: 1200,
    stretches: 3,
    ranges: [
      { fromS: 0, toS: 6 },
      { fromS: 12, toS: 18 },
    ],
  });
});

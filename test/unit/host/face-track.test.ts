import { describe, expect, it } from 'vitest';
import { addFrame, associateFaces, newTrack } from '../../../src/engine/host/face-track.js';
import type { DetectedFace } from '../../../src/protocol/worker-link.js';
import type { TrackId } from '../../../src/shared/ids.js';
import { limits } from '../../../src/shared/limits.js';
import { sigmoid } from '../../../src/verdict/face-score.js';

const face = (xPx: number, sidePx = 100): DetectedFace => ({
  box: { xPx, yPx: 100, widthPx: sidePx, heightPx: sidePx },
  confidence: 0.9,
  keyPoints: [],
});
const track = (xPx: number) => newTrack(`t${xPx}` as TrackId, face(xPx), 0);

const identity = { scale: 1, bias: 0 };

describe('the frames of a track', () => {
  it('have a score that is told and an alarm score that decides, at most so many of each', () => {
    const one = track(0);
    const offset = {
      composite: identity,
      synthetic: { ...identity, alarmOffset: 2 },
      combine: 'noisy-or',
    } as const;
    for (let i = 0; i < limits.maxScoresPerTrack + 5; i++)
      addFrame(one, { composite: -9, synthetic: 1 + i * 0.01 }, offset);
    expect(one.scores).toHaveLength(limits.maxScoresPerTrack);
    expect(one.alarms).toHaveLength(limits.maxScoresPerTrack);
    expect(one.scores[0]).toBeCloseTo(sigmoid(1.05), 3);
    expect(one.alarms[0]).toBeCloseTo(sigmoid(-0.95), 3);
  });
});

describe('a detection', () => {
  it('continues the track it overlaps most', () => {
    const [left, right] = [track(0), track(70)];
    const { continued, fresh } = associateFaces([left, right], [face(75), face(5)]);
    expect(new Map(continued.map((pair) => [pair.track.trackId, pair.face.box.xPx]))).toEqual(
      new Map([
        [left.trackId, 5],
        [right.trackId, 75],
      ]),
    );
    expect(fresh).toEqual([]);
  });

  it('continues a fast face that moved less than its size', () => {
    expect(associateFaces([track(0)], [face(55, 90)]).continued).toHaveLength(1);
  });

  it.each([
    ['far away', face(400)],
    ['of another size', face(0, 250)],
  ])('%s starts a track of its own', (_name, other) => {
    const { continued, fresh, missing } = associateFaces([track(0)], [other]);
    expect(continued).toEqual([]);
    expect(fresh).toHaveLength(1);
    expect(missing).toHaveLength(1);
  });
});

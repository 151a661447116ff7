import { describe, expect, it } from 'vitest';
import { newsOf } from '../../../src/shared/record-news.js';
import type { MediaRecord } from '../../../src/shared/media-record.js';
import { aRecord, aTrack, aVerdict } from '../ui/records.js';

const track = aTrack('weak');
const before = aRecord('weak', { verdict: aVerdict('weak', { tracks: [track] }) });
const withTrack = (changes: Partial<typeof track>): MediaRecord => ({
  ...before,
  verdict: aVerdict('weak', { tracks: [{ ...track, ...changes }] }),
});

describe('what is news in a record', () => {
  it.each<[string, MediaRecord]>([
    ['the time', { ...before, updatedAtMs: 1 }],
    ['the cost', { ...before, cost: { ...before.cost, samples: 9 } }],
    ['a score', withTrack({ score: 0.51 })],
    ['the frames', withTrack({ framesGood: 13, framesRefused: { 'face-too-small': 2 } })],
    ['the place of a face', withTrack({ box: { x: 0.5, y: 0.2, width: 0.2, height: 0.3 } })],
    ['when it was seen', withTrack({ lastSeenS: 15 })],
  ])('%s is not', (_name, after) => {
    expect(newsOf(after)).toBe(newsOf(before));
  });

  it.each<[string, MediaRecord]>([
    ['the state', { ...before, state: 'waiting' }],
    ['a reason', { ...before, reasons: ['paused'] }],
    ['the level', { ...before, verdict: aVerdict('moderate', { tracks: [track] }) }],
    ['the level of a face', withTrack({ level: 'moderate' })],
    ['the first picture of a face', withTrack({ thumbnail: 'data:image/png;base64,AA' })],
    ['another title', { ...before, title: 'Another' }],
    ['a field nobody here knows', { ...before, someday: true } as MediaRecord],
  ])('%s is', (_name, after) => {
    expect(newsOf(after)).not.toBe(newsOf(before));
  });
});

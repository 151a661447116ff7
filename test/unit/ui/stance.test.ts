import { describe, expect, test } from 'vitest';
import { levels } from '../../../src/shared/level.js';
import { reasons } from '../../../src/shared/reason.js';
import {
  isSign,
  pageInterferes,
  sortBySeriousness,
  stanceOf,
  toneOf,
} from '../../../src/ui/stance.js';
import { aRecord, aVerdict } from './records.js';

const states = ['checking', 'judged', 'waiting', 'blocked'] as const;

describe('what a media element asks us to say', () => {
  test('a sign once found is said in every state', () => {
    for (const state of states) {
      for (const level of levels.filter(isSign)) {
        expect(stanceOf(aRecord(level, { state }))).toBe(level);
      }
    }
  });

  test('a blocked media is never said to be without signs', () => {
    for (const reason of reasons) {
      for (const verdict of [null, aVerdict('none-found')]) {
        const stance = stanceOf(aRecord(null, { state: 'blocked', reasons: [reason], verdict }));
        expect(stance, reason).not.toBe('none-found');
      }
    }
    expect(stanceOf(aRecord(null, { state: 'blocked', reasons: [] }))).toBe('cannot-tell');
    expect(stanceOf(aRecord(null, { state: 'blocked', reasons: ['protected'] }))).toBe(
      'cannot-tell',
    );
  });

  test('nobody in the picture is said also where looks are few', () => {
    const verdict = aVerdict('cannot-tell', { reasons: ['no-face'] });
    expect(stanceOf(aRecord(null, { state: 'judged', reasons: ['fewer-looks'], verdict }))).toBe(
      'no-face',
    );
  });

  test('what the person switched off, or what is not there, is met with silence', () => {
    for (const reason of ['site-off', 'no-media', 'paused'] as const) {
      expect(stanceOf(aRecord(null, { state: 'blocked', reasons: [reason] }))).toBe('nothing');
    }
    expect(stanceOf(aRecord(null, { state: 'waiting', reasons: ['paused'] }))).toBe('nothing');
  });

  test('a judged media without a verdict is a fault, not a silence', () => {
    expect(stanceOf(aRecord(null, { state: 'judged' }))).toBe('cannot-tell');
  });

  test('a media without faces is told apart from one that cannot be told', () => {
    const verdict = aVerdict('cannot-tell', { reasons: ['no-face'], tracks: [] });
    expect(stanceOf(aRecord(null, { state: 'judged', verdict }))).toBe('no-face');
    expect(stanceOf(aRecord(null, { state: 'waiting', reasons: ['paused'], verdict }))).toBe(
      'no-face',
    );
    const mixed = aVerdict('cannot-tell', { reasons: ['no-face', 'too-dark'] });
    expect(stanceOf(aRecord(null, { state: 'judged', verdict: mixed }))).toBe('cannot-tell');
  });

  test('a page that interferes does not change what is said about its media', () => {
    const verdict = aVerdict('cannot-tell', { reasons: ['no-face'], tracks: [] });
    const record = aRecord(null, { state: 'judged', reasons: ['page-interferes'], verdict });
    expect(stanceOf(record)).toBe('no-face');
    expect(pageInterferes([aRecord('strong'), record])).toBe(true);
    expect(pageInterferes([aRecord('strong')])).toBe(false);
  });

  test('one still picture never gives the loudest tone', () => {
    expect(toneOf('strong', 'video')).toBe('alarm');
    expect(toneOf('strong', 'image')).toBe('caution');
  });

  test('the list starts with the most serious, then videos, then the latest', () => {
    const strong = aRecord('strong', { updatedAtMs: 1 });
    const image = aRecord('none-found', { kind: 'image', updatedAtMs: 9 });
    const older = aRecord('none-found', { updatedAtMs: 2 });
    const newer = aRecord('none-found', { updatedAtMs: 3 });
    const waiting = aRecord(null, { state: 'waiting', updatedAtMs: 10 });
    expect(sortBySeriousness([waiting, image, older, strong, newer])).toEqual([
      strong,
      newer,
      older,
      image,
      waiting,
    ]);
  });
});

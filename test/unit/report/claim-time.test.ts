import { describe, expect, it } from 'vitest';
import { mediaFragment } from '../../../src/evidence/package/annotations.js';
import { isInside, suggestedTime, typedTime } from '../../../src/report/claim-time.js';

describe('the moments of a claim', () => {
  it('are suggested from the first picture to the last, else a second from the chosen one', () => {
    expect(suggestedTime([12.5, 13, 15.25], 0)).toEqual({ startS: 12.5, endS: 15.25 });
    expect(suggestedTime([12.5, 13, 15.25], 2)).toEqual({ startS: 15.25, endS: 16.25 });
    expect(suggestedTime([12.5], 0)).toEqual({ startS: 12.5, endS: 13.5 });
    expect(suggestedTime([null], 0)).toBeNull();
    expect(suggestedTime([], 0)).toBeNull();
  });

  it('are those that were typed, and never an interval without length', () => {
    expect(typedTime('3', '7.5')).toEqual({ startS: 3, endS: 7.5 });
    expect(typedTime('3', '')).toEqual({ startS: 3, endS: 4 });
    expect(typedTime('', ' ')).toBeNull();
    const wrong = [
      ['3', '3'],
      ['3', '3.0001'],
      ['7', '3'],
      ['-1', '3'],
      ['', '3'],
      ['x', '3'],
      ['1', 'Infinity'],
    ] as const;
    for (const [start, end] of wrong) expect(typedTime(start, end), start).toBe('wrong');
  });

  it('hold the picture on which a part was marked', () => {
    expect(isInside({ startS: 1, endS: 2 }, 1.5)).toBe(true);
    expect(isInside({ startS: 1, endS: 2 }, 2.5)).toBe(false);
    expect(isInside(null, 2.5)).toBe(true);
    // A suggestion is rounded to milliseconds: its own picture is inside all the same.
    expect(isInside(suggestedTime([1.2345], 0), 1.2345)).toBe(true);
  });

  it('select something, also where an older review holds a moment as an empty interval', () => {
    const time = { startS: 12.5, endS: 12.5 };
    expect(mediaFragment({ time, region: null })).toBe('t=12.5,13.5');
  });
});

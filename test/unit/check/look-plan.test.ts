import { describe, expect, test } from 'vitest';
import {
  mergeStretches,
  momentS,
  momentsLeft,
  mostLooks,
  nextStretches,
  planLooks,
  rangeOf,
  type Stretch,
} from '../../../src/check/look-plan.js';

const looksOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { from, to }) => sum + to - from, 0);

describe('a file that the looks suffice for', () => {
  test('is looked at in the middle of equal intervals, all of it, as one', () => {
    const plan = planLooks(6, 2);
    expect(nextStretches(plan, [], 120, 'some')).toEqual([{ from: 0, to: 12 }]);
    expect([0, 1, 2, 11].map((moment) => momentS(plan, moment))).toEqual([0.25, 0.75, 1.25, 5.75]);
    expect(nextStretches(planLooks(60, 2), [], 120, 'some')).toEqual([{ from: 0, to: 120 }]);
    expect(nextStretches(planLooks(57.7, 2), [], 120, 'some')).toEqual([{ from: 0, to: 115 }]);
  });

  test('has no gap, also where the looks are no whole number of stretches', () => {
    expect(nextStretches(planLooks(25, 2), [], 50, 'some')).toEqual([{ from: 0, to: 50 }]);
  });

  test('is looked at more often where it is short: as a level needs, at most ten times a second', () => {
    const looks = [5, 2.5, 1.2, 0.8, 0.25].map((durationS) => planLooks(durationS, 2).moments);
    expect(looks).toEqual([12, 12, 12, 8, 2]);
    expect(planLooks(2, 30).moments).toBe(60);
  });

  test('may be looked at as long as a person says, and never less than a level needs', () => {
    expect([60, 6, 2, 0.1].map((seconds) => mostLooks(seconds, 2))).toEqual([120, 12, 12, 12]);
    expect(mostLooks(null, 30)).toBe(120);
  });

  test('gets one look where its duration is unreadable or next to nothing', () => {
    for (const durationS of [0.1, 0, -1]) {
      expect(nextStretches(planLooks(durationS, 2), [], 120, 'some')).toEqual([{ from: 0, to: 1 }]);
    }
    expect(momentS(planLooks(0.1, 2), 0)).toBe(0.05);
  });
});

describe('a ten-minute file', () => {
  const plan = planLooks(600, 2);
  const first = nextStretches(plan, [], 120, 'some');

  test('is covered from end to end within the looks, in order, in stretches long enough for a level', () => {
    expect(looksOf(first)).toBe(120);
    expect(first).toHaveLength(10);
    for (const { from, to } of first) expect(to - from).toBe(12);
    const starts = first.map((stretch) => rangeOf(plan, stretch).fromS);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    // No minute goes unseen.
    for (let minute = 0; minute < 10; minute += 1) {
      expect(starts.some((startS) => Math.floor(startS / 60) === minute)).toBe(true);
    }
  });

  test('is looked at to the end in stretches no longer than a short file', () => {
    const rest = nextStretches(plan, [], 120, 'rest');
    expect(looksOf(rest)).toBe(1200);
    expect(Math.max(...rest.map(({ from, to }) => to - from))).toBe(120);
  });

  test('is looked at where the gaps are widest when more is asked for, never twice, until all is seen', () => {
    let visited: readonly Stretch[] = first;
    for (let pass = 2; pass <= 10; pass += 1) {
      const next = nextStretches(plan, visited, 120, 'some');
      expect(looksOf(next)).toBe(120);
      visited = [...visited, ...next];
      expect(momentsLeft(plan.moments, visited)).toBe(1200 - pass * 120);
      if (pass === 2) {
        const known = mergeStretches(visited);
        const gaps = known.map(({ from }, index) => from - (known[index - 1]?.to ?? 0));
        // Half of the minute between two stretches, and no wider.
        expect(Math.max(...gaps)).toBeLessThanOrEqual(60);
      }
    }
    expect(mergeStretches(visited)).toEqual([{ from: 0, to: 1200 }]);
    expect(nextStretches(plan, visited, 120, 'some')).toEqual([]);
  });

  test('is seen whole when the rest is asked for, with neighbours followed as one', () => {
    const rest = nextStretches(plan, first, 120, 'rest');
    expect(looksOf(rest)).toBe(1080);
    expect(Math.max(...rest.map(({ from, to }) => to - from))).toBe(108);
    expect(mergeStretches([...first, ...rest])).toEqual([{ from: 0, to: 1200 }]);
  });

  test('that was stopped goes on with what was not looked at', () => {
    const stopped = [first[0]!, { from: first[1]!.from, to: first[1]!.from + 3 }];
    const next = nextStretches(plan, stopped, 120, 'rest');
    expect(mergeStretches([...stopped, ...next])).toEqual([{ from: 0, to: 1200 }]);
  });
});

test.each([61, 70, 119, 121, 600, 3600, 7 * 3600, 1e9])(
  'a file of %d s never costs more looks than allowed, and its ends are within reach',
  (durationS) => {
    const plan = planLooks(durationS, 2);
    const stretches = nextStretches(plan, [], 120, 'some');
    expect(looksOf(stretches)).toBeLessThanOrEqual(120);
    expect(looksOf(stretches)).toBeGreaterThanOrEqual(100);
    const widest = plan.moments / 10;
    expect(stretches[0]!.from).toBeLessThanOrEqual(widest);
    expect(plan.moments - stretches.at(-1)!.to).toBeLessThanOrEqual(widest);
  },
);

test('fewer looks than a stretch has make a shorter one', () => {
  expect(looksOf(nextStretches(planLooks(600, 2), [], 4, 'some'))).toBe(4);
});

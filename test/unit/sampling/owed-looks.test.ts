import { describe, expect, it } from 'vitest';
import { OwedLooks } from '../../../src/sampling/owed-looks.js';
import { limits } from '../../../src/shared/limits.js';

describe('looks that are owed', () => {
  it('by gesture are spent before those of the mode, and excuse a pause once', () => {
    const owed = new OwedLooks('video');
    owed.setByMode(Infinity);
    owed.grantGesture();
    expect([owed.isByGesture, owed.mayBePaused]).toEqual([true, true]);
    owed.spend(true);
    expect([owed.isByGesture, owed.mayBePaused]).toEqual([true, false]);
    for (let look = 1; look < limits.looksPerCheckNow; look += 1) owed.spend(true);
    expect([owed.isByGesture, owed.left]).toEqual([false, Infinity]);
  });

  it('are spent after three tries without an answer; an answer in between starts the count again', () => {
    const owed = new OwedLooks('image');
    owed.setByMode(1);
    owed.fail(false);
    owed.fail(false);
    expect(owed.left).toBe(1);
    owed.fail(false);
    expect(owed.left).toBe(0);
    owed.setByMode(2);
    owed.fail(false);
    owed.fail(false);
    owed.spend(false);
    owed.fail(false);
    owed.fail(false);
    expect(owed.left).toBe(1);
  });

  it('by gesture outlive an answer to a look that began before, and still excuse a pause', () => {
    const owed = new OwedLooks('video');
    owed.setByMode(Infinity);
    owed.grantGesture();
    owed.spend(false);
    expect([owed.isByGesture, owed.mayBePaused]).toEqual([true, true]);
    for (let look = 0; look < limits.looksPerCheckNow; look += 1) owed.spend(true);
    expect([owed.isByGesture, owed.mayBePaused]).toEqual([false, false]);
  });

  it('of a black image end; those of a black video go on, for a fade ends', () => {
    for (const [kind, left] of [
      ['image', 0],
      ['video', 1],
    ] as const) {
      const owed = new OwedLooks(kind);
      owed.setByMode(1);
      owed.grantGesture();
      owed.giveUp();
      expect(owed.left).toBe(left);
    }
  });

  it('come from one picture of the screen once', () => {
    const owed = new OwedLooks('video');
    owed.grantGesture();
    owed.limitGestureToOne();
    expect(owed.left).toBe(1);
  });
});

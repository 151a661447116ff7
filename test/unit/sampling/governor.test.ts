import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EffortMeter } from '../../../src/sampling/effort-meter.js';
import { Governor, type EffortReading } from '../../../src/sampling/governor.js';
import { effortCeilings, efforts } from '../../../src/shared/effort.js';
import { limits } from '../../../src/shared/limits.js';

const calm: EffortReading = {
  windowMs: 2000,
  looks: 3,
  mainThreadMs: 12,
  longestMs: 5,
  framesDropped: 0,
  framesShown: 60,
  roundTripMs: 90,
  isBatteryLow: false,
};
const idle: EffortReading = { ...calm, looks: 0, mainThreadMs: 0, longestMs: 0, roundTripMs: 0 };
const stutter: EffortReading = { ...calm, framesDropped: 4, framesShown: 56 };
/** A quarter of the frames. */
const storm: EffortReading = { ...calm, framesDropped: 15, framesShown: 45 };

/** What frames drop counts only beside what they drop without looks. */
function stepDown(governor: Governor, times: number): void {
  for (let time = 0; time < times; time += 1) {
    feed(governor, idle, 1);
    feed(governor, stutter, 2);
  }
}

function feed(governor: Governor, reading: EffortReading, times: number): string {
  for (let time = 0; time < times; time += 1) governor.read(reading);
  return governor.effort;
}

describe('the governor', () => {
  test.each([
    ['frames drop', stutter],
    ['the page thread is taken for too long', { ...calm, mainThreadMs: 90 }],
    ['one piece of work is as long as a frame of a video', { ...calm, longestMs: 33 }],
    ['the engine does not keep up', { ...calm, roundTripMs: 4500 }],
  ])('looks less when %s twice in a row', (_why, reading) => {
    const governor = new Governor();
    expect(feed(governor, calm, 20)).toBe('full');
    for (const effort of ['eased', 'light', 'suspended']) {
      const before = governor.effort;
      feed(governor, idle, 1);
      expect(feed(governor, reading, 1)).toBe(before);
      expect(feed(governor, reading, 1)).toBe(effort);
    }
  });

  test('takes one hiccup for nothing, however often it comes', () => {
    const governor = new Governor();
    for (let time = 0; time < 200; time += 1) {
      feed(governor, stutter, 1);
      expect(feed(governor, calm, 1)).toBe('full');
    }
  });

  test.each([stutter, storm])('takes one hiccup before any step for nothing: %o', (hiccup) => {
    const governor = new Governor();
    for (let time = 0; time < 50; time += 1) {
      feed(governor, idle, 1);
      feed(governor, hiccup, 1);
      expect(feed(governor, calm, 1)).toBe('full');
    }
  });

  test('goes on to light mode and to rest after one window each, once much is dropped again', () => {
    const governor = new Governor();
    expect(feed(governor, storm, 1)).toBe('full');
    expect(feed(governor, storm, 1)).toBe('eased');
    for (const effort of ['light', 'suspended']) {
      feed(governor, idle, 1);
      expect(feed(governor, storm, 1)).toBe(effort);
    }
    // A little again is given a second window.
    const patient = new Governor();
    stepDown(patient, 1);
    feed(patient, idle, 1);
    expect(feed(patient, stutter, 1)).toBe('eased');
    expect(feed(patient, stutter, 1)).toBe('light');
  });

  test('listens after each step down, until a window without looks, and never when it is off', () => {
    const governor = new Governor();
    expect(governor.isListening).toBe(false);
    for (let step = 0; step < 3; step += 1) {
      feed(governor, { ...calm, longestMs: 40 }, 2);
      expect(governor.isListening).toBe(true);
      feed(governor, calm, 3);
      expect(governor.isListening).toBe(true);
      governor.isOn = false;
      expect(governor.isListening).toBe(false);
      governor.isOn = true;
      feed(governor, { ...idle, framesShown: 3 }, 1);
      expect(governor.isListening).toBe(false);
    }
  });

  test('takes the person’s ceiling for no step of its own', () => {
    const governor = new Governor();
    governor.ceiling = 'eased';
    feed(governor, idle, 1);
    expect(feed(governor, storm, 1)).toBe('eased');
    expect(feed(governor, storm, 1)).toBe('light');
  });

  test('needs two windows again after all calm', () => {
    const governor = new Governor();
    feed(governor, storm, 2);
    feed(governor, idle, 1);
    expect(feed(governor, calm, 40)).toBe('full');
    expect(feed(governor, storm, 1)).toBe('full');
  });

  test('does not blame Seam for what a video drops while nothing is looked at', () => {
    const governor = new Governor();
    feed(governor, storm, 2);
    // A quarter of the frames is dropped without any look, so the same share with looks is calm.
    expect(feed(governor, { ...storm, looks: 0 }, 1)).toBe('eased');
    expect(feed(governor, storm, 40)).toBe('full');
    expect(feed(governor, { ...storm, framesDropped: 18, framesShown: 42 }, 2)).toBe('eased');
  });

  test('takes few frames for no evidence of dropping', () => {
    const governor = new Governor();
    expect(feed(governor, { ...calm, framesDropped: 5, framesShown: 5 }, 5)).toBe('full');
  });

  test('looks more again after a calm while, which gets longer with every failed try', () => {
    const governor = new Governor();
    const windowsUntilFull = (): number => {
      stepDown(governor, 1);
      let windows = 0;
      while (governor.effort !== 'full') {
        governor.read(calm);
        windows += 1;
      }
      return windows;
    };
    const first = windowsUntilFull();
    expect(first * calm.windowMs).toBe(2 * limits.effortCalmMs);
    expect(windowsUntilFull()).toBe(2 * first);
  });

  test('tries the next step up after each rest, and never more than the person allows', () => {
    const governor = new Governor();
    stepDown(governor, 3);
    governor.wake();
    expect(governor.effort).toBe('light');
    governor.ceiling = 'light';
    governor.wake();
    expect([governor.effort, governor.isHeldBack]).toEqual(['light', true]);
    governor.ceiling = 'full';
    expect(governor.effort).toBe('eased');
    governor.wake();
    governor.wake();
    expect([governor.effort, governor.isHeldBack]).toEqual(['full', false]);
  });

  test('gives all that the person allows, as soon as they allow more', () => {
    const governor = new Governor();
    governor.ceiling = 'light';
    feed(governor, calm, 3);
    governor.ceiling = 'full';
    expect(governor.effort).toBe('full');
  });

  test('steps down from the ceiling, where that is lower than its own step', () => {
    const governor = new Governor();
    governor.ceiling = 'light';
    feed(governor, { ...calm, longestMs: 40 }, 2);
    expect(governor.effort).toBe('suspended');
  });

  test('rests longer after every step down', () => {
    const governor = new Governor();
    const rests: number[] = [];
    for (let step = 0; step < 3; step += 1) {
      stepDown(governor, 1);
      rests.push(governor.restMs);
    }
    expect(rests).toEqual([2, 4, 8].map((times) => times * limits.effortCalmMs));
    for (let time = 0; time < 9; time += 1) {
      governor.wake();
      stepDown(governor, 1);
    }
    expect(governor.restMs).toBe(limits.effortCalmMostMs);
  });

  test('judges drops after a step down only beside a window without looks', () => {
    const governor = new Governor();
    feed(governor, stutter, 2);
    expect(feed(governor, stutter, 3)).toBe('eased');
    feed(governor, idle, 1);
    expect(feed(governor, stutter, 2)).toBe('light');
  });

  test('eases off on a low battery, and no further', () => {
    const governor = new Governor();
    expect(feed(governor, { ...calm, isBatteryLow: true }, 100)).toBe('eased');
    expect(feed(governor, calm, 20)).toBe('full');
  });

  test('never looks more than the person allows, whatever it reads', () => {
    const readings = fc.array(
      fc.constantFrom(calm, stutter, idle, { ...calm, isBatteryLow: true }),
      {
        maxLength: 120,
      },
    );
    fc.assert(
      fc.property(readings, fc.constantFrom(...effortCeilings), fc.boolean(), (all, most, isOn) => {
        const governor = new Governor();
        governor.ceiling = most;
        governor.isOn = isOn;
        for (const reading of all) {
          governor.read(reading);
          expect(efforts.indexOf(governor.effort)).toBeGreaterThanOrEqual(efforts.indexOf(most));
          if (!isOn) expect(governor.effort).toBe(most);
        }
      }),
    );
  });
});

describe('what is measured', () => {
  const video = (counts: { dropped: number; total: number }): HTMLVideoElement =>
    ({
      localName: 'video',
      tagName: 'VIDEO',
      getVideoPlaybackQuality: () => ({
        droppedVideoFrames: counts.dropped,
        totalVideoFrames: counts.total,
      }),
    }) as unknown as HTMLVideoElement;

  test('is one window: its looks, and the frames of the videos since the last one', () => {
    const meter = new EffortMeter();
    const counts = { dropped: 4, total: 100 };
    const elements = [video(counts)];
    meter.spent(5, 80);
    expect(meter.read(2000, 2000, () => elements, false, false)).toMatchObject({ framesShown: 0 });
    counts.dropped += 6;
    counts.total += 60;
    meter.spent(4, 70);
    meter.spent(9, 50);
    expect(meter.read(3000, 2000, () => elements, false, false)).toBeNull();
    expect(meter.read(4000, 2000, () => elements, true, true)).toEqual({
      windowMs: 2000,
      looks: 2,
      mainThreadMs: 13,
      longestMs: 9,
      framesDropped: 6,
      framesShown: 54,
      roundTripMs: 70,
      isBatteryLow: true,
    });
  });

  test('says nothing while a look hangs over, after an absence, or over a change of source', () => {
    const meter = new EffortMeter();
    const counts = { dropped: 50, total: 500 };
    const elements = [video(counts)];
    meter.spent(1, 1);
    meter.read(2000, 2000, () => elements, false, false);
    expect(meter.read(4000, 2000, () => elements, true, false)).toBeNull();
    expect(meter.read(6000, 2000, () => elements, false, false)).toMatchObject({ looks: 0 });
    meter.spent(1, 1);
    expect(meter.read(90_000, 2000, () => elements, false, false)).toBeNull();
    counts.dropped = 0;
    counts.total = 30;
    meter.spent(1, 1);
    expect(meter.read(92_000, 2000, () => elements, false, false)).toMatchObject({
      framesDropped: 0,
    });
  });
});

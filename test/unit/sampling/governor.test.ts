import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EffortMeter } from '../../../src/sampling/effort-meter.js';
import { Governor, type EffortReading } from '../../../src/sampling/governor.js';
import { effortCeilings, efforts } from '../../../src/shared/effort.js';
import { limits } from '../../../src/shared/limits.js';

const calm: EffortReading = {
  windowMs: 2000,
  mainThreadMs: 12,
  longestMs: 5,
  framesDropped: 0,
  framesShown: 60,
  roundTripMs: 90,
  isBatteryLow: false,
};
const stutter: EffortReading = { ...calm, framesDropped: 15, framesShown: 45 };

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
  ])('looks less as soon as %s', (_why, reading) => {
    const governor = new Governor();
    expect(feed(governor, calm, 20)).toBe('full');
    expect(feed(governor, reading, 1)).toBe('eased');
    expect(feed(governor, reading, 1)).toBe('light');
    // One bad window more is not enough to end everything.
    expect(feed(governor, reading, 1)).toBe('light');
    expect(feed(governor, reading, 1)).toBe('suspended');
  });

  test('takes few frames for no evidence of dropping', () => {
    const governor = new Governor();
    expect(feed(governor, { ...calm, framesDropped: 5, framesShown: 5 }, 5)).toBe('full');
  });

  test('looks more again after a calm while, which gets longer with every failed try', () => {
    const governor = new Governor();
    const windowsUntilFull = (): number => {
      feed(governor, stutter, 1);
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

  test('tries a few frames after a rest, and never by itself before', () => {
    const governor = new Governor();
    feed(governor, stutter, 4);
    governor.wake();
    expect(governor.effort).toBe('light');
    governor.wake();
    expect(governor.effort).toBe('light');
  });

  test('eases off on a low battery, and no further', () => {
    const governor = new Governor();
    expect(feed(governor, { ...calm, isBatteryLow: true }, 100)).toBe('eased');
    expect(feed(governor, calm, 20)).toBe('full');
  });

  test('never looks more than the person allows, whatever it reads', () => {
    const readings = fc.array(fc.constantFrom(calm, stutter, { ...calm, isBatteryLow: true }), {
      maxLength: 120,
    });
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
    expect(meter.read(2000, 2000, () => elements, false)).toMatchObject({ framesShown: 0 });
    counts.dropped += 6;
    counts.total += 60;
    meter.spent(4, 70);
    meter.spent(9, 50);
    expect(meter.read(3000, 2000, () => elements, false)).toBeNull();
    expect(meter.read(4000, 2000, () => elements, true)).toEqual({
      windowMs: 2000,
      mainThreadMs: 13,
      longestMs: 9,
      framesDropped: 6,
      framesShown: 54,
      roundTripMs: 70,
      isBatteryLow: true,
    });
  });

  test('says nothing of a window without a look, after an absence, or over a change of source', () => {
    const meter = new EffortMeter();
    const counts = { dropped: 50, total: 500 };
    const elements = [video(counts)];
    meter.spent(1, 1);
    meter.read(2000, 2000, () => elements, false);
    expect(meter.read(4000, 2000, () => elements, false)).toBeNull();
    meter.spent(1, 1);
    expect(meter.read(90_000, 2000, () => elements, false)).toBeNull();
    counts.dropped = 0;
    counts.total = 30;
    meter.spent(1, 1);
    expect(meter.read(92_000, 2000, () => elements, false)).toMatchObject({ framesDropped: 0 });
  });
});

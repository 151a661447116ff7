// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrackHistory } from '../../../src/shared/face-look.js';
import { runStrip, type StripRun } from '../../../src/ui/chip/run-strip.js';
import { aRecord } from './records.js';

const point = { fromS: 1, toS: 1, score: 0.99, isSign: true, looks: 1, refused: 0 };
const signs: readonly TrackHistory[] = [
  { trackId: 'face' as never, points: [point], quality: { facePx: 100, sharpness: 4, luma: 90 } },
];

describe('the strip of a playing video', () => {
  const strip = { draw: vi.fn(), moveTo: vi.fn(), wake: vi.fn(), isHeld: vi.fn(() => false) };
  let run: StripRun;
  const record = aRecord('strong');

  beforeEach(() => {
    vi.clearAllMocks();
    strip.isHeld.mockReturnValue(false);
    const video = document.createElement('video');
    Object.defineProperty(video, 'duration', { value: 60 });
    run = runStrip(video, strip, () => signs);
    run.follow(record);
  });
  const tickFrom = (fromMs: number, toMs: number): void => {
    for (let nowMs = fromMs; nowMs <= toMs; nowMs += 500) run.tick(nowMs);
  };

  it('is drawn once a second while it shows itself, and not after it has faded', () => {
    tickFrom(0, 4000);
    expect(strip.draw).toHaveBeenCalledTimes(5);
    tickFrom(4500, 60_000);
    expect(strip.draw).toHaveBeenCalledTimes(5);
  });

  it('is up to date the moment the pointer wakes it', () => {
    tickFrom(0, 30_000);
    strip.draw.mockClear();
    run.wake(30_100);
    expect(strip.wake).toHaveBeenCalledTimes(1);
    expect(strip.draw).toHaveBeenCalledTimes(1);
    tickFrom(30_500, 60_000);
    expect(strip.draw).toHaveBeenCalledTimes(4);
  });

  it('goes on while the pointer or the focus is on it', () => {
    tickFrom(0, 4000);
    strip.isHeld.mockReturnValue(true);
    strip.draw.mockClear();
    tickFrom(10_000, 13_000);
    expect(strip.draw).toHaveBeenCalledTimes(4);
  });

  it('shows itself again for another media', () => {
    tickFrom(0, 30_000);
    strip.draw.mockClear();
    run.follow(aRecord('strong'));
    tickFrom(30_500, 31_000);
    expect(strip.draw).toHaveBeenCalled();
  });
});

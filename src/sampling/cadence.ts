import { limits } from '../shared/limits.js';

/**
 * How often a media is looked at.
 * - `first`: until the level can rest on enough good frames.
 * - `steady`: from then on.
 * - `slow`: frames are black; looking on costs little and finds the end of a fade.
 */
export type Pace = 'first' | 'steady' | 'slow';

/** Good frames before a level may exceed `weak` (architecture section 6). */
const enoughGoodFrames = 8;

export function paceOf(goodFrames: number, areFramesBlack: boolean): Pace {
  if (areFramesBlack) return 'slow';
  return goodFrames < enoughGoodFrames ? 'first' : 'steady';
}

/**
 * Time until the next look, for a `fraction` from 0 to 1. Random inside the interval, so that a
 * video cannot be clean at the moments that are looked at (threats.md T28).
 */
export function drawDelayMs(pace: Pace, fraction: number): number {
  const [fromMs, toMs] = {
    first: [limits.firstSampleIntervalMs / 2, limits.firstSampleIntervalMs],
    steady: [limits.sampleIntervalMinMs, limits.sampleIntervalMaxMs],
    slow: [limits.sampleIntervalMaxMs, 2 * limits.sampleIntervalMaxMs],
  }[pace] as [number, number];
  return fromMs + fraction * (toMs - fromMs);
}

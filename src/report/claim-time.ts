import { momentS } from '../evidence/package/annotations.js';
import type { Claim } from '../evidence/package/dossier.js';

type Interval = NonNullable<Claim['time']>;

/** What stands in the fields before a person changes them: from the chosen picture on, of the first one to the last. */
export function suggestedTime(framesS: readonly (number | null)[], at: number): Interval | null {
  const startS = framesS[at] ?? null;
  if (startS === null) return null;
  const lastS = at === 0 ? (framesS.at(-1) ?? startS) : startS;
  return { startS: milliseconds(startS), endS: milliseconds(Math.max(lastS, startS + momentS)) };
}

/**
 * The moments that were typed, in seconds. Both empty: the whole, null; a start alone is a moment. Never an
 * interval without length, which selects nothing.
 */
export function typedTime(start: string, end: string): Interval | 'wrong' | null {
  if (start.trim() === '' && end.trim() === '') return null;
  const startS = start.trim() === '' ? Number.NaN : milliseconds(Number(start));
  const endS = end.trim() === '' ? startS + momentS : milliseconds(Number(end));
  return startS >= 0 && Number.isFinite(endS) && endS > startS ? { startS, endS } : 'wrong';
}

/** Whether a picture lies in the moments of a claim, so that a part marked on it can belong there. */
export function isInside(time: Interval | null, frameS: number | null): boolean {
  if (time === null || frameS === null) return true;
  const atS = milliseconds(frameS);
  return atS >= time.startS && atS <= time.endS;
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

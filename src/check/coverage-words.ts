import type { LookedAt } from '../shared/file-report.js';
import { clockTime, say } from '../ui/words.js';

/** Which parts of a video were looked at and at how many moments, as a sentence that can stand alone. */
export function coverageSentence(
  { moments, momentsInAll, ranges }: LookedAt,
  durationS: number,
): string {
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (first === undefined || last === undefined || moments === 0) {
    return say('check_looked_none', clockTime(durationS));
  }
  if (moments === momentsInAll) return say('check_looked_whole', moments, clockTime(durationS));
  const where = [clockTime(first.fromS), clockTime(last.toS), clockTime(durationS)];
  return ranges.length === 1
    ? say('check_looked_part', moments, momentsInAll, ...where)
    : say('check_looked_parts', moments, momentsInAll, ...where, ranges.length);
}

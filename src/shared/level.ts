/**
 * What the detector says in words (architecture section 6). `cannot-tell` is an answer of its
 * own, never a weaker "none found".
 */
export const levels = ['cannot-tell', 'none-found', 'weak', 'moderate', 'strong'] as const;
export type Level = (typeof levels)[number];

/** True for the levels that warn a person without being asked. */
export function isWarning(level: Level): boolean {
  return level === 'moderate' || level === 'strong';
}

/** Order for folding several faces or media into one badge: the most serious first. */
export function seriousness(level: Level): number {
  return { 'none-found': 0, 'cannot-tell': 1, weak: 2, moderate: 3, strong: 4 }[level];
}

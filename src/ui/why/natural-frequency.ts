/** "Of `outOf` about `count`": a share as people understand it (detection.md section 14). */
export interface NaturalFrequency {
  readonly count: number;
  readonly outOf: number;
}

const grounds = [100, 1000, 10_000] as const;

/** The smallest ground on which the count is one or more; null when it never happened or nothing was counted. */
export function naturalFrequency(count: number, total: number): NaturalFrequency | null {
  if (count <= 0 || total <= 0) return null;
  const share = Math.min(1, count / total);
  const outOf = grounds.find((ground) => share * ground >= 0.95) ?? 10_000;
  return { count: Math.max(1, Math.round(share * outOf)), outOf };
}

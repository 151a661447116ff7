/** Nothing was filed before: a year typed as `26` is the year 26, and so would a legal deadline be. */
const earliestMs = Date.UTC(2000, 0, 1);

/** What was typed, as a moment; null where it is none, lies before 2000 or has not come yet. */
export function typedMoment(value: string, nowMs: number): number | null {
  if (value === '') return nowMs;
  // The field holds the time of the device, as a person reads it from a clock.
  const atMs = new Date(value).getTime();
  return atMs >= earliestMs && atMs <= nowMs ? atMs : null;
}

/** What was typed, as a moment; null where it is none or has not come yet. */
export function typedMoment(value: string, nowMs: number): number | null {
  // The field holds the time of the device, as a person reads it from a clock.
  const atMs = value === '' ? nowMs : new Date(value).getTime();
  return atMs <= nowMs ? atMs : null;
}

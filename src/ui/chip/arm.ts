/**
 * Guards an action against a click that was meant for something else (threats.md T2): what is drawn
 * under a moving or double-clicking pointer does not act before it has stood still for a moment.
 */
export interface Arm {
  /** The action has appeared, moved or changed. */
  disturb(nowMs: number): void;
  isArmed(nowMs: number): boolean;
}

/** Pure but for its own memory. Not armed before the first disturbance. */
export function createArm(delayMs: number): Arm {
  let sinceMs = Number.POSITIVE_INFINITY;
  return {
    disturb(nowMs) {
      sinceMs = nowMs;
    },
    isArmed: (nowMs) => nowMs - sinceMs >= delayMs,
  };
}

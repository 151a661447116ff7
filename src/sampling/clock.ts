/** Time, as the rooms that wait need it. Tests bring their own. */
export interface Clock {
  /** Monotonic, milliseconds. */
  nowMs(): number;
  /** Runs once after the delay unless `signal` aborts first. */
  after(delayMs: number, signal: AbortSignal, run: () => void): void;
}

/**
 * Page timers share their ids with the page, which may clear them all (threats.md M1). Deadline
 * signals have no id.
 */
export const pageClock: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, signal, run) {
    AbortSignal.timeout(Math.ceil(delayMs)).addEventListener('abort', run, { once: true, signal });
  },
};

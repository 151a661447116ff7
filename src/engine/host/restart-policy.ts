import { limits } from '../../shared/limits.js';

/** What to do after the worker failed. */
export type AfterFailure =
  | { readonly next: 'restart'; readonly delayMs: number; readonly forceWasm: boolean }
  | { readonly next: 'give-up' };

/**
 * Restart at once, then after 1, 4 and 16 s; from the third failure within a minute on WASM only;
 * after the sixth "engine unavailable" (threats.md T15).
 *
 * @param failuresMs times of all failures so far, milliseconds, the last one included
 */
export function afterFailure(failuresMs: readonly number[], nowMs: number): AfterFailure {
  const recent = failuresMs.filter((at) => nowMs - at <= limits.failureWindowMs).length;
  if (recent >= limits.maxFailuresInWindow) return { next: 'give-up' };
  const delays = limits.restartDelaysMs;
  const delayMs = delays[Math.min(recent, delays.length) - 1] ?? 0;
  return { next: 'restart', delayMs, forceWasm: recent >= limits.maxFailuresInWindow / 2 };
}

/** What to do about a page that moved, hid or covered the notice. */
export type FightMove = 'restore' | 'wait' | 'give-up';

export interface Fight {
  /** Asks for one restoration at `nowMs`. `give-up` is final. */
  ask(nowMs: number): FightMove;
}

/**
 * Bounds how often the notice is put back: quickly at first, then with growing pauses, and never
 * again after `maxRestores` within `windowMs` (threats.md T1: the toolbar icon says it then).
 * Pure but for its own memory; needs no timer, the caller asks again on its next tick.
 */
export function createFight(maxRestores: number, windowMs: number): Fight {
  let restoredAtMs: number[] = [];
  let isLost = false;
  return {
    ask(nowMs) {
      if (isLost) return 'give-up';
      restoredAtMs = restoredAtMs.filter((atMs) => nowMs - atMs < windowMs);
      if (restoredAtMs.length >= maxRestores) {
        isLost = true;
        return 'give-up';
      }
      const last = restoredAtMs.at(-1);
      if (last !== undefined && nowMs - last < pauseMs(restoredAtMs.length)) return 'wait';
      restoredAtMs.push(nowMs);
      return 'restore';
    },
  };
}

/** 16, 32, 64, 128, then 200 ms: slow enough to cost nothing, fast enough to be back in half a second. */
function pauseMs(restores: number): number {
  return Math.min(200, 8 * 2 ** restores);
}

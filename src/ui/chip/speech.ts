/** Decides when a live region may speak, so that a changing verdict does not chatter. */
export interface Speech {
  /** The sentence that should be heard next. Replaces one that waits. */
  want(sentence: string): void;
  /** The sentence to say now, once, or null. */
  due(nowMs: number): string | null;
}

/** A region must exist for a moment before it is filled, or screen readers miss it. */
const settleMs = 600;
const pauseMs = 4000;

/** Pure but for its own memory; the caller asks on every tick, no timer is needed. */
export function createSpeech(createdAtMs: number): Speech {
  let wanted = '';
  let said = '';
  let nextAtMs = createdAtMs + settleMs;
  return {
    want(sentence) {
      wanted = sentence;
    },
    due(nowMs) {
      if (wanted === said || nowMs < nextAtMs) return null;
      said = wanted;
      nextAtMs = nowMs + pauseMs;
      return said;
    },
  };
}

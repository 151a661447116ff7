import type { EngineHealth } from '../protocol/pixel-port.js';
import type { MediaState } from '../shared/media-record.js';
import type { Reason } from '../shared/reason.js';
import type { DetectorVerdict } from '../shared/verdict.js';

/** Everything that decides what is said about one media element. */
export interface MediaSituation {
  readonly kind: 'video' | 'image';
  /** Why its pixels cannot be read; null when they can. */
  readonly hindrance: Reason | null;
  /** Health as last told; null before the first word. */
  readonly engine: EngineHealth | null;
  /** Why the engine cannot be reached; null while it can or nobody tried. */
  readonly engineLost: Reason | null;
  /** Looks still owed: endless in `auto`, some after "check now", else none. */
  readonly looksLeft: number;
  readonly isVisible: boolean;
  /** A video that plays; images always. */
  readonly isPlaying: boolean;
  /** Why the engine refused the last look; null when it did not. */
  readonly refusal: Reason | null;
  readonly looksAnswered: number;
  readonly verdict: DetectorVerdict | null;
}

export interface NamedState {
  readonly state: MediaState;
  readonly reasons: readonly Reason[];
}

/** Refusals that are about the engine, not about this frame. */
const engineReasons: ReadonlySet<Reason> = new Set([
  'engine-unavailable',
  'webgl2-missing',
  'model-refused',
  'permission-missing',
]);

/** Looks at a video that shows no face yet before "no face" is said. */
const looksBeforeJudged = 3;

/** What is said about a media element. Every combination ends in a named state. */
export function describeMedia(now: MediaSituation): NamedState {
  const engineReason = now.engineLost ?? unavailableReason(now.engine) ?? onlyEngine(now.refusal);
  // A finished image needs no engine any more.
  const isFinished = now.kind === 'image' && now.verdict !== null && now.looksLeft === 0;
  // Foreign pixels can still be judged as the screen shows them, when a person asks.
  const isJudgedByScreen = now.hindrance === 'cross-origin' && now.verdict !== null;
  if (isJudgedByScreen) return { state: 'judged', reasons: now.verdict.reasons };
  if (now.hindrance !== null) return { state: 'blocked', reasons: [now.hindrance] };
  if (isFinished) return { state: 'judged', reasons: now.verdict.reasons };
  if (engineReason !== null) return { state: 'blocked', reasons: [engineReason] };
  if (!now.isVisible) return { state: 'waiting', reasons: ['not-visible'] };
  if (!now.isPlaying) return { state: 'waiting', reasons: ['paused'] };
  if (now.looksLeft === 0 && now.verdict === null) {
    return now.refusal === null
      ? { state: 'waiting', reasons: [] }
      : { state: 'blocked', reasons: [now.refusal] };
  }
  if (now.verdict !== null && isToldYet(now.verdict, now)) {
    return { state: 'judged', reasons: now.verdict.reasons };
  }
  const isStarting = now.engine === null || now.engine.state === 'starting';
  if (isStarting) return { state: 'checking', reasons: ['engine-starting'] };
  return { state: 'checking', reasons: now.refusal === null ? [] : [now.refusal] };
}

function isToldYet(verdict: DetectorVerdict, now: MediaSituation): boolean {
  if (verdict.level !== 'cannot-tell' || now.looksLeft === 0) return true;
  const isOnlyEarly = verdict.reasons.every((reason) => reason === 'too-few-frames');
  return !isOnlyEarly && (now.kind === 'image' || now.looksAnswered >= looksBeforeJudged);
}

function unavailableReason(engine: EngineHealth | null): Reason | null {
  return engine?.state === 'unavailable' ? engine.reason : null;
}

function onlyEngine(refusal: Reason | null): Reason | null {
  return refusal !== null && engineReasons.has(refusal) ? refusal : null;
}

/**
 * The verdict to keep when a new one arrives. After a pause the engine may have forgotten the
 * tracks and start counting again; that takes nothing back of what was seen in the same content.
 */
export function newerVerdict(
  before: DetectorVerdict | null,
  after: DetectorVerdict,
): DetectorVerdict {
  const startsAgain = after.level === 'cannot-tell' && after.reasons.includes('too-few-frames');
  return before !== null && before.level !== 'cannot-tell' && startsAgain ? before : after;
}

import { seriousness, type Level } from '../shared/level.js';
import type { MediaRecord } from '../shared/media-record.js';
import type { Reason } from '../shared/reason.js';

/**
 * What one media element asks the interface to say: a level, or one of three quieter things.
 * - `checking`: no level yet, frames are being looked at.
 * - `no-face`: looked at, and nobody is in it. Not a verdict.
 * - `nothing`: there is nothing to say (off, waiting without a verdict).
 */
export type Stance = Level | 'checking' | 'no-face' | 'nothing';

/** How loud a stance is drawn; always together with words and a shape, never alone. */
export type Tone = 'alarm' | 'caution' | 'notice' | 'quiet';

/** Reasons that ask for silence, because the person chose it or nothing is there. */
const silentReasons: ReadonlySet<Reason> = new Set([
  'site-off',
  'no-media',
  'paused',
  'not-visible',
]);

/** Decides what is said about one media element. Signs once found stay, whatever happens later. */
export function stanceOf(record: MediaRecord): Stance {
  const level = record.verdict?.level ?? null;
  if (level !== null && isSign(level)) return level;
  const reasons = allReasons(record);
  switch (record.state) {
    case 'blocked':
      return isOnly(reasons, silentReasons) ? 'nothing' : 'cannot-tell';
    case 'checking':
      return level === 'none-found' ? level : 'checking';
    case 'waiting':
      if (level === null) return 'nothing';
      return level === 'cannot-tell' ? reasonedSilence(reasons) : level;
    case 'judged':
      // A judgement without a verdict is a fault on our side, so it is said, not hidden.
      return level === null || level === 'cannot-tell' ? reasonedSilence(reasons) : level;
  }
}

/** True from `weak` up: the detector saw something. */
export function isSign(level: Level): boolean {
  return seriousness(level) >= seriousness('weak');
}

/** True of the stances that are levels of the detector. */
export function isLevel(stance: Stance): stance is Level {
  return stance !== 'checking' && stance !== 'no-face' && stance !== 'nothing';
}

/** True of the tones that a page must not drive away. */
export function isWarningTone(tone: Tone): boolean {
  return tone === 'alarm' || tone === 'caution';
}

/** A still picture is one frame, and one frame never gives the loudest tone (users.md section 5). */
export function toneOf(stance: Stance, kind: MediaRecord['kind']): Tone {
  if (stance === 'strong') return kind === 'image' ? 'caution' : 'alarm';
  if (stance === 'moderate') return 'caution';
  return stance === 'weak' ? 'notice' : 'quiet';
}

const stanceOrder: readonly Stance[] = [
  'strong',
  'moderate',
  'weak',
  'checking',
  'cannot-tell',
  'none-found',
  'no-face',
  'nothing',
];

/** Position in a list sorted by seriousness, 0 first. */
export function stanceRank(stance: Stance): number {
  return stanceOrder.indexOf(stance);
}

/** Most serious first; videos before pictures, then the most recent change. Leaves `records` as it is. */
export function sortBySeriousness<Record extends MediaRecord>(
  records: readonly Record[],
): readonly Record[] {
  return records.toSorted(
    (a, b) =>
      stanceRank(stanceOf(a)) - stanceRank(stanceOf(b)) ||
      Number(a.kind === 'image') - Number(b.kind === 'image') ||
      b.updatedAtMs - a.updatedAtMs,
  );
}

/** Reasons of the media and of its verdict, each once, in that order. What the page does to our notice is not among them. */
export function allReasons(record: MediaRecord): readonly Reason[] {
  const reasons = new Set([...record.reasons, ...(record.verdict?.reasons ?? [])]);
  reasons.delete('page-interferes');
  return [...reasons];
}

/** True when the page hides, covers or removes the notice of any of its media. */
export function pageInterferes(records: readonly MediaRecord[]): boolean {
  return records.some(({ reasons }) => reasons.includes('page-interferes'));
}

function reasonedSilence(reasons: readonly Reason[]): Stance {
  const whys = reasons.filter((reason) => !silentReasons.has(reason) && reason !== 'fewer-looks');
  return isOnly(whys, new Set<Reason>(['no-face'])) ? 'no-face' : 'cannot-tell';
}

function isOnly(reasons: readonly Reason[], allowed: ReadonlySet<Reason>): boolean {
  return reasons.length > 0 && reasons.every((reason) => allowed.has(reason));
}

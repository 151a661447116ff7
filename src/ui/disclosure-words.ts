import { saysAi, type DisclosureLabel } from '../shared/disclosure.js';
import { isWarning } from '../shared/level.js';
import type { MediaRecord } from '../shared/media-record.js';
import { say } from './words.js';

/**
 * Words for the third line of a verdict: what the platform or the author says. They stand beside
 * the detector's words and never change its level; the absence of a label is said to be no information.
 */

/** A few words: the most telling label, or that there is none. */
export function platformLabel({ disclosure }: MediaRecord): string {
  const [first] = disclosure.labels;
  if (first !== undefined) return labelWords(first);
  return say(disclosure.state === 'none-seen' ? 'platform_none_seen' : 'line_platform_unread');
}

/** One label, without the platform's own words. */
export function labelWords({ level }: DisclosureLabel): string {
  return say(`platform_${level.replaceAll('-', '_')}`);
}

/** What stands behind the few words; null where the words say it all. */
export function platformSentences({ kind, page, disclosure }: MediaRecord): readonly string[] {
  const { state, labels, hasPageData } = disclosure;
  if (state === 'none-seen') {
    const caveat = say('platform_none_seen_sentence');
    return hasPageData ? [caveat] : [say('platform_none_seen_text_only'), caveat];
  }
  if (state === 'seen') {
    return labels.flatMap(({ text }) => (text === null ? [] : [say('platform_words', text)]));
  }
  // A preview or a picture beside the content carries no label of its own; nothing was missed.
  return kind === 'video' && page !== null ? [say('platform_not_read_sentence')] : [];
}

/**
 * Detector and label in one sentence. Null where they have nothing to say to each other: no label was
 * read, no level yet, or neither names anything.
 */
export function togetherSentence({ verdict, disclosure }: MediaRecord): string | null {
  if (verdict === null || disclosure.state === 'not-read') return null;
  const warns = isWarning(verdict.level);
  if (disclosure.state === 'none-seen') return warns ? say('together_signs_none_seen') : null;
  const levels = disclosure.labels.map(({ level }) => level);
  if (!levels.some(saysAi)) return warns ? say('together_signs_other') : null;
  const found = { 'none-found': 'none', 'cannot-tell': 'open' } as const;
  const detector = verdict.level in found ? found[verdict.level as keyof typeof found] : 'signs';
  return say(`together_${detector}_${levels.includes('author-declared') ? 'author' : 'platform'}`);
}

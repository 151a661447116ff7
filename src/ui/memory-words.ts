import type { Recalled } from '../shared/media-memory.js';
import { levelLabel, say, wordsLanguage } from './words.js';

/** The most telling thing that is remembered, as a sentence; '' for nothing. */
export function memorySentence({ wrong, frozenAtMs, alike, seen }: Recalled): string {
  if (wrong !== null) return say(`memory_${wrong.says}`, dayOf(wrong.atMs));
  if (frozenAtMs !== null) return say('memory_frozen', dayOf(frozenAtMs));
  if (alike !== null) return say(`memory_alike_${alike.was}`, dayOf(alike.atMs));
  return seen === null ? '' : say('memory_seen', dayOf(seen.atMs), levelLabel(seen.level));
}

/** A day in the language of the words. Milliseconds since 1970. */
export function dayOf(atMs: number): string {
  return new Intl.DateTimeFormat(wordsLanguage(), { dateStyle: 'long' }).format(atMs);
}

/** Longest title or name that is kept, in UTF-16 units. Message schemas allow 512. */
export const maxTextLength = 200;

/** Control and format characters (zero-width, bidirectional overrides, tags) and unpaired surrogates. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/**
 * Text of a page for showing and storing: invisible characters become spaces, runs of space
 * collapse, and the length is cut between characters. Null for anything that is not text or is empty.
 */
export function cleanText(raw: unknown): string | null {
  if (typeof raw !== 'string') return null;
  // A page may hold megabytes; nothing after four times the limit can survive.
  const text = raw
    .slice(0, 4 * maxTextLength)
    .replace(unseen, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > maxTextLength) break;
    kept += character;
  }
  return kept === '' ? null : kept;
}

import { caps } from './caps.js';

/** Control and format characters (zero-width, bidirectional overrides, tags), lone surrogates, separators. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/**
 * A value of a file for showing: invisible characters become spaces, runs of space collapse, the length
 * is cut between characters. Null when nothing is left. The result is still untrusted text.
 */
export function cleanValue(raw: string, maxUnits: number = caps.valueUnits): string | null {
  const text = raw
    .slice(0, 4 * maxUnits)
    .replace(unseen, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (text.length <= maxUnits) return text === '' ? null : text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > maxUnits) break;
    kept += character;
  }
  return kept;
}

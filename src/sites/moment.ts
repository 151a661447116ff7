import { cleanText } from './clean-text.js';

/** Unix time of the year 2001 in seconds and in milliseconds: nothing was uploaded before. */
const firstS = 978_307_200;
const lastS = 4_102_444_800;

/**
 * A moment of a page in ISO 8601 (UTC): from Unix time in seconds or milliseconds, or from text that
 * names a time zone. Other text stays as the page writes it ("yesterday"): guessing a zone would be
 * wrong by a day. Null for everything else.
 */
export function readMoment(raw: unknown): string | null {
  const number = typeof raw === 'string' && /^\d{9,13}$/.test(raw) ? Number(raw) : raw;
  if (typeof number === 'number') {
    const seconds = number > lastS ? number / 1000 : number;
    if (!(seconds >= firstS && seconds <= lastS)) return null;
    return new Date(seconds * 1000).toISOString();
  }
  const text = cleanText(raw);
  if (text === null) return null;
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})(?: \d{4})?$/.test(text) && /\d{2}:\d{2}/.test(text);
  const ms = hasZone ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? text : new Date(ms).toISOString();
}

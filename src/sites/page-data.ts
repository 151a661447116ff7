/** Longest JSON object read from a page, in characters: Bilibili lists thousands of parts in one. */
const maxObjectLength = 1_000_000;
/** Characters looked through per reading, so that a page of broken objects cannot keep us busy. */
const maxScannedLength = 4_000_000;

/**
 * Reads the object after `"key":` in the inline scripts of a page, the
 * first for which `accept` says yes. Text only: nothing of the page runs, and its globals, which the
 * isolated world does not see anyway, are not asked. Null when there is none.
 *
 * Only the wanted object is parsed: the player response of a video page holds half a megabyte.
 */
export function readPageObject(
  doc: Document,
  key: string,
  accept: (value: Readonly<Record<string, unknown>>) => boolean,
): Readonly<Record<string, unknown>> | null {
  const marker = `"${key}":{`;
  let budget = maxScannedLength;
  for (const script of doc.scripts) {
    if (script.src !== '') continue;
    const text = script.textContent;
    for (let at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + 1)) {
      const start = at + marker.length - 1;
      const value = parseObject(text, start, Math.min(maxObjectLength, budget));
      if (value !== null && accept(value)) return value;
      budget -= value === null ? Math.min(maxObjectLength, text.length - start) : 0;
      if (budget <= 0) return null;
    }
  }
  return null;
}

/** Parses the JSON object that starts at `start`; null when it is broken or longer than `maxLength`. */
export function parseObject(
  text: string,
  start: number,
  maxLength = maxObjectLength,
): Readonly<Record<string, unknown>> | null {
  let depth = 0;
  let inString = false;
  const end = Math.min(text.length, start + maxLength);
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === backslash) at += 1;
      else if (code === quote) inString = false;
    } else if (code === quote) {
      inString = true;
    } else if (code === open) {
      depth += 1;
    } else if (code === close) {
      depth -= 1;
      if (depth === 0) return parseRecord(text.slice(start, at + 1));
    }
  }
  return null;
}

const quote = 0x22;
const backslash = 0x5c;
const open = 0x7b;
const close = 0x7d;

function parseRecord(json: string): Readonly<Record<string, unknown>> | null {
  return asRecord(tolerantParse(json));
}

/**
 * JSON, also with the bare `undefined` that some pages write into it (Xiaohongshu, Tencent Video). Null
 * for everything else.
 */
export function tolerantParse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    if (!json.includes('undefined')) return null;
  }
  try {
    const strict = json.replace(/"(?:[^"\\]|\\.)*"|\bundefined\b/g, (part) =>
      part === 'undefined' ? 'null' : part,
    );
    return JSON.parse(strict);
  } catch {
    // Not JSON after all: a script that only looks like it.
    return null;
  }
}

/** The value as an object whose members may be anything, or null. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** A finite number from a number or a string of digits, else null. */
export function asNumber(value: unknown): number | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const number = value === '' ? NaN : Number(value);
  return Number.isFinite(number) ? number : null;
}

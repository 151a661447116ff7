/**
 * One text for one value, so that a hash of a record means the record. As RFC 8785: no spaces,
 * object keys in the order of their UTF-16 units, numbers as ECMAScript writes them, strings with
 * the shortest escapes. Stricter where JSON loses something: `undefined`, NaN, infinities,
 * functions, dates, class instances and lone surrogates are mistakes, never left out or replaced.
 */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Deeper values are hostile or mistaken; ours reach 6. */
const maxDepth = 32;

/** The canonical text of `value`. Throws a `TypeError` naming what JSON cannot hold. */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > maxDepth) throw new TypeError('canonical JSON: nested too deeply');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('canonical JSON: number is not finite');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value)) throw new TypeError('canonical JSON: lone surrogate in text');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    // A hole reads as undefined and is refused below.
    return `[${Array.from(value, (item: unknown) => canonicalJson(item, depth + 1)).join(',')}]`;
  }
  if (typeof value === 'object') return canonicalObject(value, depth);
  throw new TypeError(`canonical JSON: ${typeof value} has no text`);
}

function canonicalObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError('canonical JSON: only plain objects');
  }
  // The default order of `sort` is that of UTF-16 units, as RFC 8785 section 3.2.3 asks.
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const texts = members.map(
    ([key, member]) => `${canonicalJson(key, depth + 1)}:${canonicalJson(member, depth + 1)}`,
  );
  return `{${texts.join(',')}}`;
}

/**
 * Reads text that must be canonical. Null when it is not: doubled keys, other key order, spaces,
 * other spellings of a number or an escape all fail, because writing the value again gives
 * another text.
 */
export function readCanonicalJson(text: string): Json | null {
  try {
    const value = JSON.parse(text) as Json;
    return canonicalJson(value) === text ? value : null;
  } catch {
    return null;
  }
}

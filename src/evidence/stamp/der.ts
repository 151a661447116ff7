import { evidenceLimits } from '../evidence-limits.js';
import { joinBytes, type Bytes } from '../bytes.js';

/**
 * Strict DER, as much as a time stamp needs. A library was weighed (pkijs 4, @peculiar/asn1-tsp
 * 2.6): both read BER, which accepts many texts for one value, and bring seven and more packages;
 * a stamp that may be spelled in many ways cannot be checked byte for byte.
 */
export interface Der {
  readonly tag: number;
  /** Tag, length and content. */
  readonly bytes: Bytes;
  readonly content: Bytes;
  /** Parts of a constructed element; empty for a primitive one. */
  readonly parts: readonly Der[];
}

/** Why bytes are not what was asked for. Caught by `verifyTimeStamp`, which answers with `code`. */
export class StampError extends Error {
  override readonly name = 'StampError';
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;
const constructed = 0x20;

/** The one element that `bytes` are. Throws `StampError('der')`. */
export function readDer(bytes: Bytes): Der {
  const budget = { left: evidenceLimits.maxDerElements };
  const { element, end } = readElement(bytes, 0, 0, budget);
  if (end !== bytes.length) throw new StampError('der');
  return element;
}

function readElement(
  bytes: Bytes,
  at: number,
  depth: number,
  budget: { left: number },
): { element: Der; end: number } {
  budget.left -= 1;
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f)
    throw new StampError('der');
  if (depth > evidenceLimits.maxDerDepth || budget.left < 0) throw new StampError('der');
  let length = first;
  let contentAt = at + 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 3 || contentAt + count > bytes.length) throw new StampError('der');
    length = 0;
    for (const byte of bytes.subarray(contentAt, contentAt + count)) length = length * 256 + byte;
    // The shortest form only.
    if (length < 0x80 || length < 256 ** (count - 1)) throw new StampError('der');
    contentAt += count;
  }
  const end = contentAt + length;
  if (end > bytes.length) throw new StampError('der');
  const parts: Der[] = [];
  if ((tag & constructed) !== 0) {
    let next = contentAt;
    while (next < end) {
      const part = readElement(bytes.subarray(0, end), next, depth + 1, budget);
      parts.push(part.element);
      next = part.end;
    }
  }
  const element = {
    tag,
    bytes: bytes.subarray(at, end),
    content: bytes.subarray(contentAt, end),
    parts,
  };
  return { element, end };
}

/** `element`, when it has this tag. Throws `StampError(code)`. */
export function expectTag(element: Der | undefined, tag: number, code: string): Der {
  if (element?.tag !== tag) throw new StampError(code);
  return element;
}

/** Parts of a SEQUENCE. */
export function sequence(element: Der | undefined, code: string): readonly Der[] {
  return expectTag(element, tags.sequence, code).parts;
}

/** Dotted text of an OBJECT IDENTIFIER. */
export function oid(element: Der | undefined, code: string): string {
  const { content } = expectTag(element, tags.oid, code);
  const arcs: number[] = [];
  let value = 0;
  for (const [index, byte] of content.entries()) {
    if (value === 0 && byte === 0x80) throw new StampError(code);
    value = value * 128 + (byte & 0x7f);
    if (value > 2 ** 40 || (index === content.length - 1 && byte >= 0x80))
      throw new StampError(code);
    if (byte < 0x80) {
      arcs.push(value);
      value = 0;
    }
  }
  const [root] = arcs;
  if (root === undefined) throw new StampError(code);
  const top = Math.min(2, Math.floor(root / 40));
  return [top, root - top * 40, ...arcs.slice(1)].join('.');
}

/** A small INTEGER. */
export function smallInteger(element: Der | undefined, code: string): number {
  const { content } = expectTag(element, tags.integer, code);
  const [byte] = content;
  if (content.length !== 1 || byte === undefined || byte > 0x7f) throw new StampError(code);
  return byte;
}

/** Milliseconds since 1970 of a UTCTime or GeneralizedTime in UTC. */
export function moment(element: Der | undefined, code: string): number {
  const text = String.fromCharCode(...(element?.content ?? []));
  const isUtc = element?.tag === tags.utcTime;
  if (!isUtc && element?.tag !== tags.generalizedTime) throw new StampError(code);
  const match = (
    isUtc
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
      : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,6})?Z$/
  ).exec(text);
  if (!match) throw new StampError(code);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map(Number);
  // RFC 5280 section 4.1.2.5.1: two-digit years are 1950 to 2049.
  const fullYear = isUtc ? year + (year < 50 ? 2000 : 1900) : year;
  const atMs = Date.UTC(fullYear, month - 1, day, hour, minute, second);
  const again = new Date(atMs);
  const isWhole = again.getUTCDate() === day && again.getUTCMonth() === month - 1 && hour < 24;
  if (!isWhole || minute > 59 || second > 59) throw new StampError(code);
  return atMs + Math.round(Number(`0${match[7] ?? ''}`) * 1000);
}

/** Writes an element. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Bytes {
  const content = joinBytes(...parts);
  const digits: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256))
    digits.unshift(rest % 256);
  const length = content.length < 0x80 ? [content.length] : [0x80 | digits.length, ...digits];
  return joinBytes(Uint8Array.of(tag, ...length), content);
}

/** Writes an OBJECT IDENTIFIER. */
export function derOid(dotted: string): Bytes {
  const [top = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [top * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
      digits.unshift((left % 128) | 0x80);
    }
    return digits;
  });
  return der(tags.oid, Uint8Array.from(bytes));
}

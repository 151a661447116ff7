import type { Budget } from '../budget.js';
import { caps } from '../caps.js';
import { ScanStop } from '../scan-stop.js';

export type XmlToken =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: readonly XmlAttribute[] }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };
export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** The five XML entities and character references; others stay as written. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/giu, (whole, body: string) => {
    if (!body.startsWith('#')) return named[body] ?? whole;
    const isHex = body[1] === 'x' || body[1] === 'X';
    const code = isHex ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10);
    return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
  });
}

/** White space, and the NUL of packets that were padded or cut badly. */
const isSpace = (code: number): boolean => code <= 32;

/**
 * Tags, attributes and text of the small XML that XMP is. Workers have no DOM parser, and document
 * types, which XMP may not carry, are refused so that no entity can grow. One pass, no backtracking.
 *
 * @throws ScanStop `malformed`, `truncated`, `too-big`
 */
export function* readXml(text: string, budget: Budget): Generator<XmlToken> {
  let at = 0;
  for (let count = 0; at < text.length; count += 1) {
    if (count >= caps.xmlTokens) throw new ScanStop('too-big');
    if (count % 256 === 0) budget.checkTime();
    const open = text.indexOf('<', at);
    if (open === -1) return;
    if (open > at) yield { kind: 'text', text: unescapeXml(text.slice(at, open)) };
    if (text.startsWith('<!--', open)) {
      at = behind(text, '-->', open + 4);
    } else if (text.startsWith('<![CDATA[', open)) {
      at = behind(text, ']]>', open + 9);
      yield { kind: 'text', text: text.slice(open + 9, at - 3) };
    } else if (text.startsWith('<!', open)) {
      throw new ScanStop('malformed');
    } else if (text.startsWith('<?', open)) {
      at = behind(text, '?>', open + 2);
    } else if (text.startsWith('</', open)) {
      at = behind(text, '>', open + 2);
      yield { kind: 'close', name: text.slice(open + 2, at - 1).trim() };
    } else {
      const tag = readTag(text, open + 1);
      at = tag.end;
      yield { kind: 'open', name: tag.name, attributes: tag.attributes };
      if (tag.isEmpty) yield { kind: 'close', name: tag.name };
    }
  }
}

function behind(text: string, needle: string, from: number): number {
  const found = text.indexOf(needle, from);
  if (found === -1) throw new ScanStop('truncated');
  return found + needle.length;
}

interface Tag {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly isEmpty: boolean;
  readonly end: number;
}

function readTag(text: string, start: number): Tag {
  let at = endOfName(text, start);
  const name = text.slice(start, at);
  const attributes: XmlAttribute[] = [];
  for (;;) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
    if (at >= text.length) throw new ScanStop('truncated');
    if (text[at] === '>') return { name, attributes, isEmpty: false, end: at + 1 };
    if (text.startsWith('/>', at)) return { name, attributes, isEmpty: true, end: at + 2 };
    const nameEnd = endOfName(text, at);
    if (nameEnd === at || attributes.length >= caps.boxes) throw new ScanStop('malformed');
    const attribute = text.slice(at, nameEnd);
    at = nameEnd;
    while (isSpace(text.charCodeAt(at))) at += 1;
    if (text[at] !== '=') throw new ScanStop('malformed');
    at += 1;
    while (isSpace(text.charCodeAt(at))) at += 1;
    const quote = text[at];
    if (quote !== '"' && quote !== "'") throw new ScanStop('malformed');
    const close = text.indexOf(quote, at + 1);
    if (close === -1) throw new ScanStop('truncated');
    attributes.push({ name: attribute, value: unescapeXml(text.slice(at + 1, close)) });
    at = close + 1;
  }
}

/** Anything but space, controls and the signs of a tag. Sticky, so it never looks back. */
const nameCharacters = /[^\0-\x20>/=<"']*/uy;

function endOfName(text: string, start: number): number {
  nameCharacters.lastIndex = start;
  nameCharacters.test(text);
  const at = nameCharacters.lastIndex;
  if (at - start > caps.valueUnits) throw new ScanStop('malformed');
  return at;
}

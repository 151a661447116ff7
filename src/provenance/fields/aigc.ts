import { caps } from '../caps.js';
import { cleanValue } from '../clean-value.js';
import type { AigcLabel, AigcMark, Certainty } from '../report.js';
import { unescapeXml } from './xml-tokens.js';

/** An AIGC object that was read, before its place is known. */
export type AigcObject = Omit<AigcMark, 'kind' | 'place'>;

type Field =
  | 'label'
  | 'producer'
  | 'produceId'
  | 'propagator'
  | 'propagateId'
  | 'reservedCode1'
  | 'reservedCode2';

/** Keys of Annex E, lower case. */
const standardKeys: Readonly<Record<string, Field>> = {
  label: 'label',
  contentproducer: 'producer',
  produceid: 'produceId',
  contentpropagator: 'propagator',
  propagateid: 'propagateId',
  reservedcode1: 'reservedCode1',
  reservedcode2: 'reservedCode2',
};
/**
 * Other spellings that writers use (2026-11): a cloud service names provider and user, a common Python
 * writer misspells four of the keys.
 */
const otherKeys: Readonly<Record<string, Field>> = {
  serviceprovider: 'producer',
  serviceuser: 'propagator',
  propagator: 'propagator',
  propatorid: 'propagateId',
  propagatorid: 'propagateId',
  producerid: 'produceId',
  reservecode1: 'reservedCode1',
  reservecode2: 'reservedCode2',
};
const labels: Readonly<Record<string, AigcLabel>> = {
  '1': 'declared',
  '2': 'possible',
  '3': 'suspected',
};

/** Names under which the object is stored: XMP, PNG text, MP4 key, SimpleTag, RIFF chunk. */
export const isAigcName = (name: string): boolean => name.toUpperCase() === 'AIGC';
/** Keys of Annex E as separate XMP properties. */
export const isAigcField = (name: string): boolean =>
  Object.hasOwn(standardKeys, name.toLowerCase());

/**
 * The label object of GB 45438-2025, Annex E, from the text of one field. `isNamed` says that the field
 * itself is called AIGC, so that no further proof is needed; elsewhere the text must have the wrapper
 * or a standard key besides `Label`, because "Label" alone is everybody's word.
 *
 * - null: this is no such object;
 * - `too-big`: longer than 64 KiB and not read;
 * - an object with label `unreadable`: a label is there, its content cannot be used.
 */
export function readAigc(text: string, isNamed: boolean): AigcObject | 'too-big' | null {
  const trimmed = trimFiller(text);
  if (trimmed === '') return null;
  if (trimmed.length > caps.jsonBytes) return isNamed || hasWrapper(trimmed) ? 'too-big' : null;
  const { value, isUnescaped } = parseTolerant(trimmed);
  let record = asRecord(value);
  if (record === null && isNamed) {
    // Named AIGC, but with something around the object.
    record = asRecord(parseTolerant(findAigcText(trimmed)?.json ?? '').value);
    if (record === null) return { ...noAigcFields, certainty: 'unusual' };
    return readAigcFields(unwrap(record) ?? {}, true, 'unusual');
  }
  if (record === null) return null;
  const fields = unwrap(record);
  if (fields === null) return { ...noAigcFields, certainty: 'unusual' };
  const isWrapped = fields !== record;
  return readAigcFields(fields, isNamed || isWrapped, isUnescaped ? 'unusual' : 'stated');
}

/** What the `AIGC` wrapper holds (possibly as JSON text), the record itself without one, null for rubbish in one. */
function unwrap(record: Record<string, unknown>): Record<string, unknown> | null {
  const inner = Object.entries(record).find(([key]) => isAigcName(key));
  if (inner === undefined) return record;
  return asRecord(typeof inner[1] === 'string' ? parseTolerant(inner[1]).value : inner[1]);
}

/** The same from key-value pairs, as in an XMP structure. */
export function readAigcFields(
  fields: Readonly<Record<string, unknown>>,
  isNamed: boolean,
  certainty: Certainty,
): AigcObject | null {
  const values: Partial<Record<Field, string>> = {};
  let standardCount = 0;
  let otherCount = 0;
  let hasText = true;
  for (const [key, value] of Object.entries(fields).slice(0, caps.boxes)) {
    const lower = key.toLowerCase();
    const standard = Object.hasOwn(standardKeys, lower) ? standardKeys[lower] : undefined;
    const field = standard ?? (Object.hasOwn(otherKeys, lower) ? otherKeys[lower] : undefined);
    if (field === undefined) continue;
    if (standard === undefined) otherCount += 1;
    else if (standard !== 'label') standardCount += 1;
    if (typeof value !== 'string' && typeof value !== 'number') {
      hasText &&= value === null;
      continue;
    }
    hasText &&= typeof value === 'string';
    // A later duplicate does not replace the first.
    values[field] ??= String(value).slice(0, 4 * caps.valueUnits);
  }
  if (!isNamed && standardCount === 0 && otherCount < 2) return null;
  if (isNamed && standardCount + otherCount === 0 && values.label === undefined) {
    return { ...noAigcFields, certainty: 'unusual' };
  }
  const clean = (field: Field): string | null => cleanValue(values[field] ?? '');
  const label = values.label?.trim() ?? '';
  const isPlain = hasText && otherCount === 0 && isNamed;
  const producer = clean('producer');
  const propagator = clean('propagator');
  return {
    certainty: isPlain ? certainty : 'unusual',
    label: Object.hasOwn(labels, label) ? (labels[label] ?? 'unreadable') : 'unreadable',
    producer,
    producerCode: creditCodeOf(producer),
    produceId: clean('produceId'),
    propagator,
    propagatorCode: creditCodeOf(propagator),
    propagateId: clean('propagateId'),
    reservedCode1: clean('reservedCode1'),
    reservedCode2: clean('reservedCode2'),
  };
}

/**
 * Finds the object inside a longer text: `AIGC{...}` glued together, `{"AIGC":{...}}` in a comment, or a
 * bare object with standard keys. Answers the balanced piece of JSON, or null.
 */
export function findAigcText(text: string): { json: string; isNamed: boolean; at: number } | null {
  let tries = 0;
  for (let at = text.indexOf('AIGC'); at !== -1; at = text.indexOf('AIGC', at + 4)) {
    // A hostile text may repeat the word; the label is written once.
    tries += 1;
    if (tries > 16) break;
    const glue = /^AIGC["']?[\s:=\0]{0,8}/u.exec(text.slice(at, at + 16))?.[0].length ?? 4;
    const json = balancedFrom(text, at + glue);
    if (json !== null && namesAField(json)) return { json, isNamed: true, at };
  }
  const brace = text.indexOf('{');
  if (brace === -1 || !namesAField(text)) return null;
  const json = balancedFrom(text, brace);
  return json === null ? null : { json, isNamed: false, at: brace };
}

/** Organisation codes look like 001 1 <18 characters> <5 digits>; some writers give the 18 alone. */
function creditCodeOf(value: string | null): string | null {
  const code = /^(?:\d{4})?([0-9A-HJ-NPQRTUWXY]{18})[0-9A-Z]{0,12}$/u.exec(value ?? '')?.[1];
  // The second character of the code is a category digit and characters 3 to 8 are a region's digits.
  return code !== undefined && /^[0-9A-Z]\d{7}/u.test(code) ? code : null;
}

/** A label of which nothing else is known. */
export const noAigcFields = {
  label: 'unreadable',
  producer: null,
  producerCode: null,
  produceId: null,
  propagator: null,
  propagatorCode: null,
  propagateId: null,
  reservedCode1: null,
  reservedCode2: null,
} as const;

const hasWrapper = (text: string): boolean => /^\{\s*"AIGC"/u.test(text.slice(0, 64));
const namesAField = (text: string): boolean =>
  /ContentProducer|ContentPropagator|ProduceID|PropagateID|ReservedCode[12]|ServiceProvider/iu.test(
    text.slice(0, caps.jsonBytes),
  ) || text.slice(0, 256).includes('"Label"');

function trimFiller(text: string): string {
  let start = 0;
  let end = text.length;
  const isFiller = (code: number): boolean => code <= 32 || code === 0xfeff;
  while (start < end && isFiller(text.charCodeAt(start))) start += 1;
  while (end > start && isFiller(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** JSON, JSON whose quotes are XML entities (once or twice), or JSON text inside a JSON string. */
function parseTolerant(text: string): { value: unknown; isUnescaped: boolean } {
  let current = text;
  for (let round = 0; round < 3; round += 1) {
    const value = parseJson(current);
    if (typeof value === 'string') current = value;
    else if (value !== undefined) return { value, isUnescaped: round > 0 };
    else if (current.includes('&')) current = unescapeXml(current);
    else break;
  }
  return { value: undefined, isUnescaped: false };
}

/** Undefined for what is no JSON; no JSON text parses to undefined. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** The text from an opening brace to the one that closes it, quotes respected. */
function balancedFrom(text: string, start: number): string | null {
  if (text[start] !== '{') return null;
  const end = Math.min(text.length, start + caps.jsonBytes);
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) isQuoted = !isQuoted;
    else if (code === 92 && isQuoted) at += 1;
    else if (code === 123 && !isQuoted) depth += 1;
    else if (code === 125 && !isQuoted) {
      depth -= 1;
      if (depth === 0) return text.slice(start, at + 1);
    }
  }
  return null;
}

import { asRecord, parseObject, readPageObject, tolerantParse } from './page-data.js';

/** Page data by the name of the place it was found in. Hostile: any shape. */
export type PageRoots = Readonly<Record<string, unknown>>;

/** Where a page keeps its data in inline scripts. */
export type InlineRoot =
  /** `"name":{...}` anywhere in a script, for the content that `isOf` accepts. */
  | {
      readonly kind: 'object';
      readonly name: string;
      readonly isOf: (value: Readonly<Record<string, unknown>>, id: string) => boolean;
    }
  /** `name = {...}` of a script that mentions the content. */
  | { readonly kind: 'assigned'; readonly name: string }
  /** The text of `<script id="name">`. */
  | { readonly kind: 'script'; readonly name: string; readonly isEncoded?: boolean }
  /** Every `<script type="application/json">` that mentions the content. */
  | { readonly kind: 'json-scripts'; readonly name: string }
  /** Text pieces that a page pushes to itself (`self.__pace_f.push([1, "…"])`). */
  | { readonly kind: 'pushed'; readonly name: string };

/** Scripts longer than this are not parsed: the largest seen, a YouTube watch page, has 2 MB. */
const maxRootLength = 4_000_000;
/** Scripts of one kind that are parsed per reading. */
const maxScripts = 20;

/** Reads the inline scripts of a page for the content `id`. Text only: nothing of the page runs. */
export function readInlineRoots(
  doc: Document,
  roots: readonly InlineRoot[],
  id: string,
): PageRoots {
  const found: Record<string, unknown> = {};
  const needle = bareId(id);
  for (const root of roots) {
    const value = readRoot(doc, root, id, needle);
    if (value !== null) found[root.name] = value;
  }
  return found;
}

function readRoot(doc: Document, root: InlineRoot, id: string, needle: string): unknown {
  switch (root.kind) {
    case 'object':
      return readPageObject(doc, root.name, (value) => root.isOf(value, id));
    case 'assigned': {
      const start = new RegExp(`(?<![\\w$])${escape(root.name)}(?:["']\\])?\\s*=\\s*(?=\\{)`, 'g');
      for (const text of scriptTexts(doc, needle)) {
        for (const match of text.matchAll(start)) {
          const value = parseObject(text, match.index + match[0].length, maxRootLength);
          if (value !== null) return value;
        }
      }
      return null;
    }
    case 'script': {
      const text = doc.querySelector(`script#${root.name}`)?.textContent ?? '';
      const json = root.isEncoded === true ? decode(text) : text;
      return json.includes(needle) && json.length <= maxRootLength ? tolerantParse(json) : null;
    }
    case 'json-scripts': {
      const values = [...doc.querySelectorAll('script[type="application/json"]')]
        .map((script) => script.textContent)
        .filter((text) => text.length <= maxRootLength && text.includes(needle))
        .slice(0, maxScripts)
        .map(tolerantParse)
        .filter((value) => value !== null);
      return values.length === 0 ? null : values;
    }
    case 'pushed': {
      const values = scriptTexts(doc, needle)
        .filter((text) => text.includes(`${root.name}.push(`))
        .map(readPushed)
        .filter((value) => value !== null);
      return values.length === 0 ? null : values;
    }
  }
}

/** `self.x.push([1, "5:{…}"])`: JSON inside a text inside JSON, after a running number. */
function readPushed(script: string): unknown {
  const pushed = tolerantParse(script.slice(script.indexOf('['), script.lastIndexOf(']') + 1));
  const piece: unknown = Array.isArray(pushed) ? pushed[1] : null;
  return typeof piece === 'string' ? tolerantParse(piece.slice(piece.indexOf(':') + 1)) : null;
}

function scriptTexts(doc: Document, id: string): readonly string[] {
  return [...doc.scripts]
    .filter((script) => script.src === '')
    .map((script) => script.textContent)
    .filter((text) => text.length <= maxRootLength && text.includes(id))
    .slice(0, maxScripts);
}

/** The id as the site's own data writes it, without what we add to tell kinds and parts apart. */
export function bareId(id: string): string {
  return id.replace(/^(?:cover|story|cheese|post|wetv)-/, '').replace(/:[pm]\d+$/, '');
}

function decode(text: string): string {
  try {
    return text.length <= maxRootLength ? decodeURIComponent(text) : '';
  } catch {
    // Not encoded after all.
    return text;
  }
}

function escape(name: string): string {
  return name.replace(/[$]/g, '\\$&');
}

/** Objects looked at per search: a page of 2 MB holds about 60,000. */
const maxVisited = 200_000;

/**
 * The first object, breadth first, in which one of `keys` holds exactly `id` and `isWanted` says yes. A
 * value that somebody typed (a title, a comment) is a string and never becomes an object.
 */
export function findById(
  root: unknown,
  keys: readonly string[],
  id: string,
  isWanted: (value: Readonly<Record<string, unknown>>) => boolean = () => true,
): Readonly<Record<string, unknown>> | null {
  let level: unknown[] = [root];
  let visited = 0;
  while (level.length > 0) {
    const next: unknown[] = [];
    for (const value of level) {
      visited += 1;
      if (visited > maxVisited) return null;
      const record = asRecord(value);
      const isIt = record !== null && keys.some((key) => asId(record[key]) === id);
      if (isIt && isWanted(record)) return record;
      if (typeof value !== 'object' || value === null) continue;
      for (const child of Object.values(value)) {
        if (typeof child === 'object' && child !== null) next.push(child);
      }
    }
    level = next;
  }
  return null;
}

/** An id as text. Ids of 19 digits do not survive as numbers, so an unsafe number is none. */
export function asId(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return Number.isSafeInteger(value) ? String(value) : null;
}

/** What stands at the end of a path of keys, or undefined. Wrapped references (`_value`) are opened. */
export function at(root: unknown, ...path: readonly string[]): unknown {
  let value: unknown = unwrap(root);
  for (const key of path) {
    const record = Array.isArray(value) ? (value as unknown as object) : asRecord(value);
    if (record === null || !Object.hasOwn(record, key)) return undefined;
    value = unwrap((record as Record<string, unknown>)[key]);
  }
  return value;
}

function unwrap(value: unknown): unknown {
  const record = asRecord(value);
  if (record?.['__v_isRef'] !== true) return value;
  return record['_value'] ?? record['_rawValue'];
}

import type { Dossier } from '../evidence/package/dossier.js';
import { cutText } from '../evidence/plain-text.js';
import { reportFields, type Destination, type ReportField } from './destination.js';
import { brevities, valueOf, type Brevity } from './draft-values.js';
import { ruleFor } from './legal-grounds.js';
import { embeddingAddress, publicAddress } from './public-address.js';
import type { Phrases } from './phrases.js';

/** Not asked for, but useful to a reviewer; the last ones are the first to go when the text is too long. */
const extras: readonly ReportField[] = [
  'embedded-at',
  'grounds',
  'moments',
  'face',
  'title',
  'uploader',
  'label',
  'detector',
];
/** Never in the text: they are fields of the form, or files. */
const besideText: ReadonlySet<ReportField> = new Set([
  'screenshots',
  'category',
  'name',
  'email',
  'phone',
  'account',
  'signature',
  'identity-document',
]);

/** What is to be pasted, and whether words that the person wrote stand in it. */
export interface DraftText {
  readonly text: string;
  readonly isShortened: boolean;
  readonly hasOwnWords: boolean;
  /** The address is too long beside what is required: the text says that it stands in a field of its own. */
  readonly isAddressApart: boolean;
}

/** One line of it. */
interface Line {
  readonly field: ReportField;
  readonly label: string;
  readonly value: string;
}

/**
 * The address, the one sentence, and the statements that were asked for and given; of an adult also the law
 * behind it, and always the page of another site that shows the same.
 */
export function bareText(
  fields: readonly {
    readonly field: ReportField;
    readonly label: string;
    readonly value: string | null;
  }[],
  dossier: Dossier,
  phrases: Phrases,
  destination: Destination,
): DraftText {
  const { maxChars, procedure } = destination;
  const { colon } = phrases;
  const rule = dossier.suspectedMinor ? null : ruleFor(dossier, 'sexual', destination);
  const law = dossier.suspectedMinor
    ? []
    : [
        ...(procedure === null ? [] : [procedure]),
        ...(rule === null || procedure?.includes(rule) === true
          ? []
          : [`${phrases.rule}${colon}${rule}`]),
      ];
  const said = fields.filter(
    ({ field, value }) => value !== null && reportFields[field].own && !besideText.has(field),
  );
  const rest = [
    phrases.bare[dossier.suspectedMinor ? 'minor' : 'sexual'],
    ...law,
    ...said.map(({ label, value }) => `${label}${colon}${value ?? ''}`),
  ];
  const whole = [publicAddress(dossier.contentUrl), ...rest].join('\n');
  const isAddressApart = length(whole) > maxChars;
  const apart = `${phrases.labels['content-url']}${colon}${phrases.addressApart}`;
  const text = isAddressApart ? [apart, ...rest].join('\n') : whole;
  const page = isToldOfPage(destination) ? embeddingAddress(dossier.contentUrl) : null;
  const longer = `${text}\n${phrases.labels['embedded-at']}${colon}${page ?? ''}`;
  const isLeftOut = page !== null && length(longer) > maxChars;
  return {
    text: page === null || isLeftOut ? cutText(text, maxChars) : longer,
    isShortened: isAddressApart || isLeftOut,
    hasOwnWords: false,
    isAddressApart,
  };
}

/** What takes hashes has no use for where the content is seen. */
function isToldOfPage({ kind }: Destination): boolean {
  return kind !== 'hash-service';
}

/**
 * Asked fields first, said more briefly where the person's own words would have less than a quarter of the
 * room; which of several faces is meant where nothing is cut for it; then extras while there is room; what is still
 * too long is cut, free text before reasons, and never an address.
 */
export function fitText(dossier: Dossier, phrases: Phrases, destination: Destination): DraftText {
  const wording = wordingOf(dossier, phrases, destination);
  const asked = askedLines(wording);
  const more = withExtras(wording, asked.lines);
  const lines = cutToLimit(wording, more.lines);
  const text = wording.write(lines);
  return {
    text: cutText(text, wording.limit),
    isShortened:
      wording.isAddressApart || asked.isShortened || more.isShortened || lines !== more.lines,
    hasOwnWords: hasOwnWords(wording, lines),
    isAddressApart: wording.isAddressApart,
  };
}

/** One dossier in the words of one destination, line by line. */
interface Wording {
  /** Characters. */
  readonly limit: number;
  readonly required: readonly ReportField[];
  readonly isAddressApart: boolean;
  /** None or one. `isPlaced`: moments say which of several faces a claim marks. */
  readonly lineOf: (field: ReportField, brevity: Brevity, isPlaced?: boolean) => readonly Line[];
  /** The page of another site that shows the content; none where nobody is told. */
  readonly page: readonly Line[];
  /** What is asked for, at that brevity. */
  readonly linesAt: (brevity: Brevity, isPlaced?: boolean) => readonly Line[];
  readonly write: (lines: readonly Line[]) => string;
}

function wordingOf(dossier: Dossier, phrases: Phrases, destination: Destination): Wording {
  const { maxChars: limit, procedure, required } = destination;
  const write = (lines: readonly Line[], first: readonly string[] = []): string =>
    [...first, ...lines.map(({ label, value }) => `${label}${phrases.colon}${value}`)].join('\n');
  const wholeLineOf: Wording['lineOf'] = (field, brevity, isPlaced = false) => {
    const value = valueOf(field, dossier, phrases, destination, brevity, isPlaced);
    return value === null ? [] : [{ field, label: phrases.labels[field], value }];
  };
  const asked = required.filter((field) => !besideText.has(field));
  const briefest = asked.flatMap((field) => wholeLineOf(field, 3));
  const [reason] = dossier.grounds;
  const rest = leastOf(briefest, limit, reason === undefined ? '' : phrases.shortGrounds[reason]);
  const isAddressApart = length(write(rest)) > limit;
  const lineOf: Wording['lineOf'] = (field, brevity, isPlaced) =>
    wholeLineOf(field, brevity, isPlaced).map((line) =>
      field === 'content-url' && isAddressApart ? { ...line, value: phrases.addressApart } : line,
    );
  // A long address goes before what may be left out.
  const address = lineOf('content-url', 0);
  const hasRoom = (text: string): boolean => length(text) + length(write(address)) <= limit / 2;
  const head = procedure === null || !hasRoom(procedure) ? [] : [procedure];
  // Authorities are told of the page before anything is cut for it, the platform itself where there is room.
  const page = isToldOfPage(destination) ? lineOf('embedded-at', 0) : [];
  const isPageAsked = destination.kind !== 'platform' && hasRoom(write(page));
  return {
    limit,
    required,
    isAddressApart,
    lineOf,
    page,
    linesAt: (brevity, isPlaced) =>
      asked.flatMap((field) => [
        ...lineOf(field, brevity, isPlaced),
        ...(field === 'content-url' && isPageAsked ? page : []),
      ]),
    write: (lines) => write(lines, head),
  };
}

/** The least that is said beside an address: a quarter of the room for own words, and one reason whole. */
function leastOf(lines: readonly Line[], limit: number, reason: string): readonly Line[] {
  const kept = [
    ['explanation', quarterOf(limit)],
    ['moments', fewestChars],
    ['title', fewestChars],
    // With the mark of the cut.
    ['grounds', Math.max(fewestChars, length(reason) + 1)],
  ] as const;
  return kept.reduce((cut, [field, maxChars]) => cutLines(cut, field, maxChars), lines);
}

/** A list of lines, and whether something was left out for it. */
interface Chosen {
  readonly lines: readonly Line[];
  readonly isShortened: boolean;
}

/** What is asked for, as fully as own words and which face is meant leave room for. */
function askedLines({ limit, required, lineOf, linesAt, write }: Wording): Chosen {
  // Beside moments that are not asked for it waits, for these may hold words of the person.
  const withFace = (each: Brevity): readonly Line[] => [
    ...linesAt(each, true),
    ...(required.includes('moments') ? lineOf('face', each) : []),
  ];
  const least = quarterOf(limit);
  const brevity =
    brevities.find(
      (each) => length(write(cutLines(linesAt(each), 'explanation', least))) <= limit,
    ) ?? 3;
  // Which face is meant goes before rules and long words for reasons, never before a word of the person.
  const hasFace = write(withFace(brevity)) !== write(linesAt(brevity));
  const spoken = brevities.filter((each) => each === brevity || (each > brevity && each < 3));
  const chosen = spoken.find((each) => hasFace && length(write(withFace(each))) <= limit);
  return {
    lines: chosen === undefined ? linesAt(brevity) : withFace(chosen),
    isShortened: (chosen ?? brevity) >= 2 || (hasFace && chosen === undefined),
  };
}

/** With what nobody asked for, while there is room. */
function withExtras(wording: Wording, asked: readonly Line[]): Chosen {
  const { limit, required, lineOf, page, write } = wording;
  let lines = asked;
  let isShortened = false;
  for (const field of extras) {
    if (required.includes(field) || lines.some((line) => line.field === field)) continue;
    const found =
      field === 'embedded-at'
        ? [page]
        : [lineOf(field, 0, true), ...brevities.map((each) => lineOf(field, each))];
    if (found[0]?.length === 0) continue;
    const fitting = found
      .map((line) => [...lines, ...line])
      .find((longer) => length(write(longer)) <= limit);
    if (fitting === undefined) isShortened = true;
    else lines = fitting;
  }
  return { lines, isShortened };
}

/** The same lines where they fit. */
function cutToLimit({ limit, write }: Wording, whole: readonly Line[]): readonly Line[] {
  let lines = whole;
  for (const [field, kept] of cuts(quarterOf(limit))) {
    const over = length(write(lines)) - limit;
    if (over <= 0) break;
    const long = lines.find((line) => line.field === field);
    lines = cutLines(lines, field, Math.max(kept, length(long?.value ?? '') - over));
  }
  return lines;
}

function hasOwnWords({ lineOf }: Wording, lines: readonly Line[]): boolean {
  const wordless = [true, false].flatMap((isPlaced) => lineOf('moments', 3, isPlaced));
  return lines.some(
    ({ field, value }) =>
      field === 'explanation' ||
      (field === 'moments' && !wordless.some((line) => line.value === value)),
  );
}

/** Characters of the person's own words that nothing else takes. */
function quarterOf(limit: number): number {
  return Math.floor(limit / 4);
}

/** Characters that stay of anything in a first round of cuts. */
const fewestChars = 20;

/** What is cut in which order, and how many characters of it stay; a second round leaves next to nothing. */
function cuts(least: number): readonly (readonly [ReportField, number])[] {
  const none = 1;
  return [
    ['explanation', least],
    ...(['moments', 'title', 'grounds'] as const).map((field) => [field, fewestChars] as const),
    ...(['explanation', 'moments', 'grounds', 'title'] as const).map(
      (field) => [field, none] as const,
    ),
  ];
}

function cutLines(lines: readonly Line[], field: ReportField, maxChars: number): readonly Line[] {
  return lines.map((line) =>
    line.field === field ? { ...line, value: cutText(line.value, maxChars) } : line,
  );
}

/** Characters as a person counts them. */
function length(text: string): number {
  return Array.from(text).length;
}

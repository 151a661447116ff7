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
  const lines = [
    publicAddress(dossier.contentUrl),
    phrases.bare[dossier.suspectedMinor ? 'minor' : 'sexual'],
    ...law,
    ...said.map(({ label, value }) => `${label}${colon}${value ?? ''}`),
  ];
  const page = isToldOfPage(destination) ? embeddingAddress(dossier.contentUrl) : null;
  const text = lines.join('\n');
  const longer = `${text}\n${phrases.labels['embedded-at']}${colon}${page ?? ''}`;
  const isLeftOut = page !== null && length(longer) > maxChars;
  return {
    text: page === null || isLeftOut ? cutText(text, maxChars) : longer,
    isShortened: isLeftOut || length(text) > maxChars,
    hasOwnWords: false,
  };
}

/** What takes hashes has no use for where the content is seen. */
function isToldOfPage({ kind }: Destination): boolean {
  return kind !== 'hash-service';
}

/**
 * Asked fields first, said more briefly where the person's own words would have less than a quarter of the
 * room; which of several faces is meant where nothing is cut for it; then extras while there is room; what is still
 * too long is cut, free text before reasons.
 */
export function fitText(dossier: Dossier, phrases: Phrases, destination: Destination): DraftText {
  const { maxChars: limit, procedure, required } = destination;
  const lineOf = (field: ReportField, brevity: Brevity, isPlaced = false): readonly Line[] => {
    const value = valueOf(field, dossier, phrases, destination, brevity, isPlaced);
    return value === null ? [] : [{ field, label: phrases.labels[field], value }];
  };
  const write = (lines: readonly Line[], first = head): string =>
    [...first, ...lines.map(({ label, value }) => `${label}${phrases.colon}${value}`)].join('\n');
  // A long address goes before what may be left out.
  const address = lineOf('content-url', 0);
  const hasRoom = (text: string): boolean => length(text) + length(write(address, [])) <= limit / 2;
  const head = procedure === null || !hasRoom(procedure) ? [] : [procedure];
  // Authorities are told of the page before anything is cut for it, the platform itself where there is room.
  const page = isToldOfPage(destination) ? lineOf('embedded-at', 0) : [];
  const isPageAsked = destination.kind !== 'platform' && hasRoom(write(page, []));
  const asked = required.filter((field) => !besideText.has(field));
  const linesAt = (brevity: Brevity, isPlaced = false): Line[] =>
    asked.flatMap((field) => [
      ...lineOf(field, brevity, isPlaced),
      ...(field === 'content-url' && isPageAsked ? page : []),
    ]);
  // Beside moments that are not asked for it waits, for these may hold words of the person.
  const withFace = (each: Brevity): Line[] => [
    ...linesAt(each, true),
    ...(required.includes('moments') ? lineOf('face', each) : []),
  ];
  const least = Math.floor(limit / 4);
  const brevity =
    brevities.find(
      (each) => length(write(cutLines(linesAt(each), 'explanation', least))) <= limit,
    ) ?? 3;
  // Which face is meant goes before rules and long words for reasons, never before a word of the person.
  const hasFace = write(withFace(brevity)) !== write(linesAt(brevity));
  const spoken = brevities.filter((each) => each === brevity || (each > brevity && each < 3));
  const chosen = spoken.find((each) => hasFace && length(write(withFace(each))) <= limit);
  let lines = chosen === undefined ? linesAt(brevity) : withFace(chosen);
  let isShortened = (chosen ?? brevity) >= 2 || (hasFace && chosen === undefined);
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
  for (const [field, kept] of cuts(least)) {
    const over = length(write(lines)) - limit;
    if (over <= 0) break;
    isShortened = true;
    const long = lines.find((line) => line.field === field);
    lines = cutLines(lines, field, Math.max(kept, length(long?.value ?? '') - over));
  }
  const text = write(lines);
  const wordless = [true, false].flatMap((isPlaced) => lineOf('moments', 3, isPlaced));
  const hasOwnWords = lines.some(
    ({ field, value }) =>
      field === 'explanation' ||
      (field === 'moments' && !wordless.some((line) => line.value === value)),
  );
  return {
    text: cutText(text, limit),
    isShortened: isShortened || length(text) > limit,
    hasOwnWords,
  };
}

/** What is cut in which order, and how many characters of it stay; a second round leaves next to nothing. */
function cuts(least: number): readonly (readonly [ReportField, number])[] {
  const [fewest, none] = [20, 1];
  return [
    ['explanation', least],
    ...(['moments', 'title', 'grounds'] as const).map((field) => [field, fewest] as const),
    ...(['explanation', 'moments', 'grounds', 'title'] as const).map(
      (field) => [field, none] as const,
    ),
  ];
}

function cutLines(lines: readonly Line[], field: ReportField, maxChars: number): Line[] {
  return lines.map((line) =>
    line.field === field ? { ...line, value: cutText(line.value, maxChars) } : line,
  );
}

/** Characters as a person counts them. */
function length(text: string): number {
  return Array.from(text).length;
}

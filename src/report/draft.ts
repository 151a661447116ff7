import { isUrlOnly, type Dossier, type ReportGround } from '../evidence/dossier.js';
import { localMoment } from '../evidence/local-moment.js';
import { cutText, plainText } from '../evidence/plain-text.js';
import { toAvid } from '../shared/bilibili-id.js';
import { reportFields, type Destination, type ReportField } from './destination.js';
import { ruleFor } from './legal-grounds.js';
import { embeddingAddress, publicAddress } from './public-address.js';
import { levelWords, phrasesIn, type Phrases } from './phrases.js';

/** One thing a destination asks for, in its order and its language. */
export interface DraftField {
  readonly field: ReportField;
  readonly label: string;
  /** Null: the person has to give it (a signature, a document, a name not typed yet). */
  readonly value: string | null;
  /** True: left out on purpose, and nobody is asked to add it. */
  readonly isKeptBack: boolean;
}

export interface Draft {
  readonly destination: string;
  /** Address to open; never submitted to. Null: none is known (a telephone, see the notes). */
  readonly open: string | null;
  /** Text to paste, within the limit of the destination. */
  readonly text: string;
  readonly fields: readonly DraftField[];
  /** What is still to be given by hand. */
  readonly missing: readonly ReportField[];
  /** Something was left out or cut to keep the limit. */
  readonly isShortened: boolean;
  /** What the person wrote is in another language than the destination reads; we do not translate. */
  readonly needsTranslation: boolean;
  /** Frozen files that may be attached; empty where nothing may leave. */
  readonly attachments: readonly string[];
}

/** Not asked for, but useful to a reviewer; the last ones are the first to go when the text is too long. */
const extras: readonly ReportField[] = [
  'embedded-at',
  'grounds',
  'moments',
  'title',
  'uploader',
  'label',
  'detector',
];
/** How briefly a thing is said: in full; reasons in few words; and these without rules, claims without texts. */
const brevities = [0, 1, 2] as const;
type Brevity = (typeof brevities)[number];
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

/**
 * Text and fields of a report, ready to paste. Holds nothing about the reporter that the destination
 * does not ask for. Where a minor or sexual content may be involved it holds the address alone; for
 * content of an adult also that this is the reason, and what only the person can state, where the
 * destination asks for it.
 */
export function draftReport(dossier: Dossier, destination: Destination): Draft {
  const phrases = phrasesIn[destination.language];
  const isBare = isUrlOnly(dossier);
  // The one reason that the bare text itself gives; another would say more of the content.
  const shown: Dossier = isBare ? { ...dossier, grounds: ['sexual'] } : dossier;
  const allowed = (field: ReportField): boolean =>
    !isBare ||
    field === 'content-url' ||
    field === 'site' ||
    field === 'category' ||
    (!dossier.suspectedMinor && (field === 'grounds' || reportFields[field].own));
  const fields = destination.required.map((field): DraftField => {
    const isKeptBack = !allowed(field);
    const value = isKeptBack ? null : valueOf(field, shown, phrases, destination);
    return { field, label: phrases.labels[field], value, isKeptBack };
  });
  const { text, isShortened, hasOwnWords } = isBare
    ? bareText(fields, dossier, phrases, destination)
    : fitText(dossier, phrases, destination);
  return {
    destination: destination.id,
    open: entryUrl(destination, dossier),
    text,
    fields,
    missing: fields
      .filter(({ value, isKeptBack }) => value === null && !isKeptBack)
      .map(({ field }) => field),
    isShortened,
    needsTranslation: hasOwnWords && !isSameLanguage(dossier.language, destination.language),
    attachments:
      !isBare && destination.required.includes('screenshots')
        ? dossier.hashes.map(({ path }) => path)
        : [],
  };
}

/**
 * Who takes the bare address of this case: of intimate content of an adult also the platform itself and
 * authorities, of a minor hotlines alone. Empty where the whole report may go.
 */
export function hotlinesFor(
  dossier: Pick<Dossier, 'suspectedMinor' | 'sexualContent' | 'platform'>,
  all: readonly Destination[],
): readonly Destination[] {
  const what = dossier.suspectedMinor ? 'minor' : dossier.sexualContent ? 'sexual' : null;
  if (what === null) return [];
  return all.filter((one) => one.hotlineFor.includes(what) && takesSite(one, dossier.platform));
}

function takesSite({ sites }: Destination, platform: string): boolean {
  return sites.length === 0 || sites.includes(platform);
}

/** Destinations that take this case; where the address goes alone, those made for it. */
export function destinationsFor(
  dossier: Dossier,
  all: readonly Destination[],
): readonly Destination[] {
  if (isUrlOnly(dossier)) return hotlinesFor(dossier, all);
  return all.filter(
    (one) =>
      !one.isIntimateOnly &&
      takesSite(one, dossier.platform) &&
      (one.grounds.length === 0 || one.grounds.some((ground) => dossier.grounds.includes(ground))),
  );
}

/**
 * The address to open. Where a placeholder has no value, and where a platform has no address for it, the
 * report is made on the content's own page. Null: nobody knows an address.
 */
export function entryUrl({ entry, kind }: Destination, dossier: Dossier): string | null {
  const { contentId } = dossier;
  const [video = ''] = (contentId ?? '').split(':');
  const aid = /^av(\d+)$/i.exec(video)?.[1] ?? toAvid(video)?.toString();
  const values: Readonly<Record<string, string | undefined>> = {
    aid,
    // Posts alone are numbers; what the TV pages hold has another kind of name.
    mid: /^\d{1,20}$/.exec(contentId ?? '')?.[0],
  };
  const names = [...(entry ?? '').matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  if (entry === null || names.some((name) => values[name] === undefined)) {
    return kind === 'platform' ? publicAddress(dossier.contentUrl) : null;
  }
  return entry.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

function valueOf(
  field: ReportField,
  dossier: Dossier,
  phrases: Phrases,
  destination: Destination,
  brevity: Brevity = 0,
): string | null {
  const { uploader, platformLabel, platformLabelState, detector, reporter, claims } = dossier;
  const values: Readonly<Record<ReportField, () => string | null>> = {
    'content-url': () => publicAddress(dossier.contentUrl),
    'embedded-at': () => embeddingAddress(dossier.contentUrl),
    'content-id': () => dossier.contentId,
    site: () => new URL(publicAddress(dossier.contentUrl)).host,
    category: () => reasonFor(dossier, destination),
    title: () => dossier.title,
    uploader: () =>
      [uploader.name, uploader.id].filter((part) => part !== null).join(' / ') || null,
    'seen-at': () => localMoment(dossier.seenAt, dossier.zone),
    moments: () =>
      claims
        // What has a place first.
        .toSorted((a, b) => Number(a.time === null) - Number(b.time === null))
        .map((claim) => momentText(claim, phrases, brevity))
        .join(phrases.semicolon) || null,
    grounds: () => {
      const texts = dossier.grounds.map((ground) =>
        groundText(dossier, ground, phrases, destination, brevity),
      );
      return [...new Set(texts)].join(phrases.semicolon) || null;
    },
    explanation: () => dossier.whyIllegal || null,
    label: () =>
      platformLabel?.raw ?? (platformLabelState === 'none-seen' ? phrases.noLabel : null),
    detector: () => {
      const word = levelWords[destination.language][detector?.level ?? ''];
      return word === undefined ? null : phrases.suspicion(word);
    },
    screenshots: () => dossier.hashes.map(({ path }) => path).join(', ') || null,
    relation: () =>
      dossier.depictedPerson === 'unknown' ? null : phrases.relations[dossier.depictedPerson],
    'consent-statement': () => (dossier.consentStatement === null ? null : phrases.consent),
    'good-faith-statement': () => (dossier.goodFaithStatement === null ? null : phrases.goodFaith),
    name: () => reporter?.name ?? null,
    email: () => reporter?.email ?? null,
    phone: () => reporter?.phone ?? null,
    // Nobody signs, opens an account or shows a document for somebody else.
    account: () => null,
    signature: () => null,
    'identity-document': () => null,
  };
  const value = values[field]();
  return value === null ? null : plainText(value);
}

/** The reason, with the rule behind it where one is known. */
function groundText(
  dossier: Dossier,
  ground: ReportGround,
  phrases: Phrases,
  destination: Destination,
  brevity: Brevity,
): string {
  const words = brevity === 0 ? phrases.grounds[ground] : phrases.shortGrounds[ground];
  const rule = brevity === 2 ? null : ruleFor(dossier, ground, destination);
  return rule === null ? words : `${words}${phrases.inBrackets(rule)}`;
}

/** What to choose in the form; null where none is known for the grounds. */
function reasonFor({ grounds }: Dossier, { reasons }: Destination): string | null {
  const fitting = reasons.find((one) => one.grounds.some((ground) => grounds.includes(ground)));
  return fitting?.words ?? null;
}

function momentText(
  { kind, time, text }: Dossier['claims'][number],
  phrases: Phrases,
  brevity: Brevity,
): string {
  const words = phrases.claims[kind];
  const what = text === '' || brevity === 2 ? words : `${words}${phrases.inBrackets(text)}`;
  return time === null ? what : `${clock(time.startS)}-${clock(time.endS)} ${what}`;
}

/** `1:02:03` or `2:03`. */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = two(whole % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** What is to be pasted, and whether words that the person wrote stand in it. */
interface DraftText {
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
function bareText(
  fields: readonly DraftField[],
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
 * room; then extras while there is room; what is still too long is cut, free text before reasons.
 */
function fitText(dossier: Dossier, phrases: Phrases, destination: Destination): DraftText {
  const { maxChars: limit, procedure, required } = destination;
  const lineOf = (field: ReportField, brevity: Brevity): readonly Line[] => {
    const value = valueOf(field, dossier, phrases, destination, brevity);
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
  const linesAt = (brevity: Brevity): Line[] =>
    asked.flatMap((field) => [
      ...lineOf(field, brevity),
      ...(field === 'content-url' && isPageAsked ? page : []),
    ]);
  const least = Math.floor(limit / 4);
  const brevity =
    brevities.find(
      (each) => length(write(cutLines(linesAt(each), 'explanation', least))) <= limit,
    ) ?? 2;
  let lines = linesAt(brevity);
  let isShortened = brevity === 2;
  for (const field of extras) {
    if (required.includes(field) || lines.some((line) => line.field === field)) continue;
    const found = field === 'embedded-at' ? page : lineOf(field, 0);
    if (found.length === 0) continue;
    const fitting = brevities
      .map((each) => [...lines, ...(field === 'embedded-at' ? page : lineOf(field, each))])
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
  const [wordless] = lineOf('moments', 2);
  const hasOwnWords = lines.some(
    ({ field, value }) =>
      field === 'explanation' || (field === 'moments' && value !== wordless?.value),
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

function isSameLanguage(a: string, b: string): boolean {
  return a.split(/[-_]/)[0] === b.split(/[-_]/)[0];
}

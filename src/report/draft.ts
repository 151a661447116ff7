import { isUrlOnly, type Dossier, type ReportGround } from '../evidence/dossier.js';
import { localMoment } from '../evidence/local-moment.js';
import { cutText, plainText } from '../evidence/plain-text.js';
import { toAvid } from '../shared/bilibili-id.js';
import { reportFields, type Destination, type ReportField } from './destination.js';
import { ruleOf } from './legal-grounds.js';
import { publicAddress } from './public-address.js';
import { levelWords, phrasesIn, type Phrases } from './phrases.js';

/** One thing a destination asks for, in its order and its language. */
export interface DraftField {
  readonly field: ReportField;
  readonly label: string;
  /** Null: the person has to give it (a signature, a document, a name not typed yet). */
  readonly value: string | null;
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

/** Not asked for, but useful to a reviewer; first to go when the text is too long. */
const extras: readonly ReportField[] = ['title', 'uploader', 'label', 'detector'];
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
    (!dossier.suspectedMinor && (field === 'grounds' || reportFields[field].own));
  const fields = destination.required.map((field): DraftField => {
    const value = allowed(field) ? valueOf(field, shown, phrases, destination) : null;
    return { field, label: phrases.labels[field], value };
  });
  const { text, isShortened } = isBare
    ? bareText(fields, dossier, phrases, destination)
    : fitText(fields, dossier, phrases, destination);
  return {
    destination: destination.id,
    open: entryUrl(destination, dossier),
    text,
    fields,
    missing: fields.filter(({ value }) => value === null).map(({ field }) => field),
    isShortened,
    needsTranslation:
      !isBare &&
      hasOwnWords(dossier, destination) &&
      !isSameLanguage(dossier.language, destination.language),
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
): string | null {
  const { uploader, platformLabel, platformLabelState, detector, reporter, claims } = dossier;
  const values: Readonly<Record<ReportField, () => string | null>> = {
    'content-url': () => publicAddress(dossier.contentUrl),
    'content-id': () => dossier.contentId,
    site: () => new URL(publicAddress(dossier.contentUrl)).host,
    category: () => reasonFor(dossier, destination),
    title: () => dossier.title,
    uploader: () =>
      [uploader.name, uploader.id].filter((part) => part !== null).join(' / ') || null,
    'seen-at': () => localMoment(dossier.seenAt, dossier.zone),
    moments: () => claims.map((claim) => momentText(claim, phrases)).join('; ') || null,
    grounds: () =>
      [...new Set(dossier.grounds.map((ground) => groundText(ground, phrases, destination)))].join(
        '; ',
      ) || null,
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

/** The reason, with the rule of the destination's place where one is known. */
function groundText(
  ground: ReportGround,
  phrases: Phrases,
  { jurisdiction, language }: Destination,
): string {
  const words = phrases.grounds[ground];
  const rule = ruleOf(jurisdiction, ground, language);
  if (rule === null || words.includes(rule)) return words;
  return language === 'zh-CN' ? `${words}（${rule}）` : `${words} (${rule})`;
}

/** What to choose in the form; null where none is known for the grounds. */
function reasonFor({ grounds }: Dossier, { reasons }: Destination): string | null {
  const fitting = reasons.find((one) => one.grounds.some((ground) => grounds.includes(ground)));
  return fitting?.words ?? null;
}

function momentText({ kind, time, text }: Dossier['claims'][number], phrases: Phrases): string {
  const what = text === '' ? phrases.claims[kind] : `${phrases.claims[kind]} (${text})`;
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

/** The address, the one sentence, and the statements that were asked for and given. */
function bareText(
  fields: readonly DraftField[],
  dossier: Dossier,
  phrases: Phrases,
  { maxChars }: Destination,
): { text: string; isShortened: boolean } {
  const said = fields.filter(
    ({ field, value }) => value !== null && reportFields[field].own && !besideText.has(field),
  );
  const lines = [
    publicAddress(dossier.contentUrl),
    phrases.bare[dossier.suspectedMinor ? 'minor' : 'sexual'],
    ...said.map(({ label, value }) => `${label}${phrases.colon}${value ?? ''}`),
  ];
  const text = lines.join('\n');
  return { text: cutText(text, maxChars), isShortened: length(text) > maxChars };
}

/** Asked fields first, then extras while there is room; then the longest free text is cut. */
function fitText(
  fields: readonly DraftField[],
  dossier: Dossier,
  phrases: Phrases,
  destination: Destination,
): { text: string; isShortened: boolean } {
  const limit = destination.maxChars;
  const line = ({ label, value }: DraftField): string => `${label}${phrases.colon}${value ?? ''}`;
  const asked = fields.filter(({ field, value }) => value !== null && !besideText.has(field));
  const more = extras
    .filter((field) => !destination.required.includes(field) && !reportFields[field].own)
    .map((field) => ({
      field,
      label: phrases.labels[field],
      value: valueOf(field, dossier, phrases, destination),
    }))
    .filter(({ value }) => value !== null);
  let text = asked.map(line).join('\n');
  let isShortened = false;
  for (const extra of more) {
    const longer = `${text}\n${line(extra)}`;
    if (length(longer) <= limit) text = longer;
    else isShortened = true;
  }
  for (const field of ['explanation', 'moments', 'grounds', 'title'] as const) {
    const over = length(text) - limit;
    const long = asked.find((one) => one.field === field);
    if (over <= 0 || long?.value == null) continue;
    isShortened = true;
    const kept = Math.max(1, length(long.value) - over);
    const cut = { ...long, value: cutText(long.value, kept) };
    asked[asked.indexOf(long)] = cut;
    text = asked.map(line).join('\n');
  }
  return { text: cutText(text, limit), isShortened: isShortened || length(text) > limit };
}

/** Characters as a person counts them. */
function length(text: string): number {
  return Array.from(text).length;
}

/** Words that the person wrote stand in what this destination asks for. */
function hasOwnWords({ whyIllegal, claims }: Dossier, { required }: Destination): boolean {
  return (
    (required.includes('explanation') && whyIllegal !== '') ||
    (required.includes('moments') && claims.some(({ text }) => text !== ''))
  );
}

function isSameLanguage(a: string, b: string): boolean {
  return a.split(/[-_]/)[0] === b.split(/[-_]/)[0];
}

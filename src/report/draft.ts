import { isUrlOnly, type Dossier } from '../evidence/package/dossier.js';
import { toAvid } from '../shared/bilibili-id.js';
import { reportFields, type Destination, type ReportField } from './destination.js';
import { bareText, fitText } from './draft-text.js';
import { valueOf } from './draft-values.js';
import { phrasesIn } from './phrases.js';
import { publicAddress } from './public-address.js';

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
  /** Address of the content where it is too long for the text: it goes into a field of the form. Else null. */
  readonly addressApart: string | null;
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
  const { text, isShortened, hasOwnWords, isAddressApart } = isBare
    ? bareText(fields, dossier, phrases, destination)
    : fitText(dossier, phrases, destination);
  return {
    destination: destination.id,
    open: entryUrl(destination, dossier),
    text,
    addressApart: isAddressApart ? publicAddress(dossier.contentUrl) : null,
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

function isSameLanguage(a: string, b: string): boolean {
  return a.split(/[-_]/)[0] === b.split(/[-_]/)[0];
}

import type { Dossier, MeantFace, ReportGround } from '../evidence/package/dossier.js';
import { localMoment } from '../evidence/report-page/local-moment.js';
import { plainText } from '../evidence/plain-text.js';
import type { Destination, ReportField } from './destination.js';
import { ruleFor } from './legal-grounds.js';
import { embeddingAddress, publicAddress } from './public-address.js';
import { levelWords, type Phrases } from './phrases.js';

/** How briefly a thing is said: in full; reasons in few words; these without rules; and claims without texts. */
export const brevities = [0, 1, 2, 3] as const;
export type Brevity = (typeof brevities)[number];

/**
 * What a dossier holds for a field, in the words of the destination; null where that is nothing.
 *
 * @param isPlaced moments say which of several faces a claim marks.
 */
export function valueOf(
  field: ReportField,
  dossier: Dossier,
  phrases: Phrases,
  destination: Destination,
  brevity: Brevity = 0,
  isPlaced = true,
): string | null {
  const { uploader, platformLabel, platformLabelState, detector, reporter, claims } = dossier;
  const { faces = [] } = dossier;
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
        .map((claim) => {
          const what = momentText(claim, phrases, brevity);
          const face = isPlaced ? faces.find((one) => one.claim === claim.id) : undefined;
          return face === undefined ? what : `${what}${phrases.comma}${faceText(face, phrases)}`;
        })
        .join(phrases.semicolon) || null,
    // Whom a claim marks, the person meant; else the detector is all that tells.
    face: () =>
      (faces.some(({ claim }) => claim !== null) ? [] : faces)
        .slice(0, brevity === 0 ? faces.length : 1)
        .map((face) => faceText(face, phrases))
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
  const rule = brevity >= 2 ? null : ruleFor(dossier, ground, destination);
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
  const what = text === '' || brevity === 3 ? words : `${words}${phrases.inBrackets(text)}`;
  if (time === null) return what;
  const [start, end] = [clock(time.startS), clock(time.endS)];
  return `${start === end ? start : `${start}-${end}`} ${what}`;
}

function faceText({ place, atS }: MeantFace, phrases: Phrases): string {
  return phrases.face(place, atS === null ? null : clock(atS));
}

/** `1:02:03` or `2:03`. */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = two(whole % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

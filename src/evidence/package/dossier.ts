import * as v from 'valibot';
import { levels } from '../../shared/level.js';
import { isoMoment, packagePath, sha256Text } from '../log/capture-record.js';
import { evidenceLimits } from '../evidence-limits.js';

/**
 * Everything a report may need, and what the person said about it (platforms.md section 8,
 * dossier superset). Stored as `report.json` in a package. Page text in it is untrusted.
 */
const text = v.pipe(v.string(), v.maxLength(evidenceLimits.maxFieldChars));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(120));
const finite = v.pipe(v.number(), v.finite());
const seconds = v.pipe(finite, v.minValue(0));
const ordinal = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99));
const fraction = v.pipe(finite, v.minValue(0), v.maxValue(1));
/** A statement of fixed words, as a flag; before November 28, 2026 the words of the interface stood there. */
const statement = v.nullable(v.union([v.literal(true), text]));
/** Web addresses only: a report must never carry `javascript:` into somebody's browser. */
const webUrl = v.pipe(
  text,
  v.check(
    (url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol),
    'not a web address',
  ),
);

export const claimKinds = [
  'face-swap',
  'reenactment',
  'face-generation',
  'attribute-edit',
  'wholly-synthetic',
  'label-missing',
  'other',
] as const;

const claim = v.strictObject({
  id: name,
  kind: v.picklist(claimKinds),
  text,
  /** Moments of the media; null for an image or the whole. */
  time: v.nullable(
    v.pipe(
      v.strictObject({ startS: seconds, endS: seconds }),
      v.check(({ startS, endS }) => startS <= endS, 'a claim ends before it starts'),
    ),
  ),
  region: v.nullable(
    v.strictObject({ x: fraction, y: fraction, width: fraction, height: fraction }),
  ),
  /** Frozen file that shows it. */
  frame: v.nullable(packagePath),
});

/**
 * Which of several faces is meant: the one that a claim marks, or that the detector points to (`claim` null). Never
 * who it is.
 */
const meantFace = v.strictObject({
  claim: v.nullable(name),
  /** Moment of the video; null for an image. */
  atS: v.nullable(seconds),
  /** Counted from a side, or the part of the picture; null: alone in the picture at that moment. */
  place: v.nullable(
    v.union([
      v.strictObject({ from: v.picklist(['left', 'top']), rank: ordinal, count: ordinal }),
      v.strictObject({
        across: v.picklist(['left', 'middle', 'right']),
        down: v.picklist(['top', 'middle', 'bottom']),
      }),
    ]),
  ),
});

export const depictedPersons = ['self', 'on-behalf', 'public-figure', 'unknown'] as const;
/** Why the content breaks a rule; words and articles are chosen by destination. */
export const reportGrounds = [
  'own-likeness',
  'others-likeness',
  'label-missing',
  'rumour',
  'fraud',
  'reputation',
  'sexual',
] as const;

/** A report is for people to read; more is refused when a dossier is read back. */
export const maxClaims = 200;

/** Places whose rules a dossier may cite. */
export const rulePlaces = ['CN', 'US', 'EU', 'IN', 'KR'] as const;

const dossier = v.strictObject({
  version: v.literal(1),
  caseId: name,
  contentUrl: v.strictObject({
    canonical: v.nullable(webUrl),
    /** Without what is known to name the reader (`bareAddress`). */
    asSeen: webUrl,
    /** Page that a player inside a frame was seen on; dossiers before November 28, 2026 do not say. */
    ofTab: v.optional(v.nullable(webUrl)),
  }),
  platform: name,
  contentId: v.nullable(text),
  partId: v.nullable(text),
  uploader: v.strictObject({
    name: v.nullable(text),
    id: v.nullable(text),
    url: v.nullable(webUrl),
  }),
  title: v.nullable(text),
  publishedAt: v.nullable(text),
  seenAt: isoMoment,
  /** IANA name of the time zone of the device. */
  zone: name,
  mediaType: v.picklist(['video', 'image']),
  claims: v.pipe(v.array(claim), v.maxLength(maxClaims)),
  /** Empty where there was one face; dossiers before November 28, 2026 do not say. */
  faces: v.optional(v.array(meantFace)),
  detector: v.nullable(
    v.strictObject({
      modelId: name,
      /** Null where only the name of the model is known. */
      modelVersion: v.nullable(name),
      modelSha256: v.nullable(sha256Text),
      /** Brought by the person, not part of this software; dossiers before November 27, 2026 do not say. */
      isForeign: v.optional(v.boolean()),
      extensionVersion: name,
      backend: v.nullable(v.picklist(['wasm', 'webgpu'])),
      level: v.picklist(levels),
      reasons: v.array(name),
      /** Calibrated media score, 0 to 1; null where the detector could not tell. */
      score: v.nullable(fraction),
      framesGood: v.pipe(v.number(), v.integer(), v.minValue(0)),
      calibration: v.nullable(text),
      /** Published false-alarm figure with its conditions; null where nobody measured the model. */
      knownErrorRate: v.nullable(text),
      onDevice: v.literal(true),
    }),
  ),
  platformLabel: v.nullable(
    v.strictObject({ raw: text, level: name, path: text, seenAt: isoMoment }),
  ),
  /** Whether anybody looked for a label; dossiers before November 28, 2026 do not say. */
  platformLabelState: v.optional(v.picklist(['not-read', 'none-seen', 'seen'])),
  fileProvenance: v.nullable(
    v.strictObject({
      /** Whether the file was read; dossiers before November 25, 2026 do not say. */
      state: v.optional(v.picklist(['not-read', 'not-readable', 'read'])),
      /** Why it was not. */
      why: v.optional(v.nullable(name)),
      c2pa: v.nullable(text),
      iptc: v.nullable(text),
      gb45438: v.nullable(text),
      hints: v.array(text),
    }),
  ),
  /** Fingerprints of what was frozen, by file. */
  hashes: v.array(
    v.strictObject({ path: packagePath, sha256: sha256Text, pdq: v.nullable(sha256Text) }),
  ),
  grounds: v.array(v.picklist(reportGrounds)),
  /**
   * Rules that stood beside the chosen grounds, of the place where the person reports; in English, and in the
   * language of the place where that is another. Dossiers before November 28, 2026 do not say.
   */
  rules: v.optional(
    v.array(
      v.strictObject({
        ground: v.picklist(reportGrounds),
        place: v.picklist(rulePlaces),
        en: text,
        local: v.nullable(text),
      }),
    ),
  ),
  whyIllegal: text,
  depictedPerson: v.picklist(depictedPersons),
  /** The person says so; null while not. */
  consentStatement: statement,
  goodFaithStatement: statement,
  /** Only what the person typed, and only used where a destination asks for it. */
  reporter: v.nullable(
    v.strictObject({
      name: v.nullable(text),
      email: v.nullable(text),
      phone: v.nullable(text),
    }),
  ),
  /** A minor may be shown, or sexual content: then no pixel is kept or sent anywhere. */
  suspectedMinor: v.boolean(),
  sexualContent: v.boolean(),
  language: name,
  priorReports: v.array(
    v.strictObject({ destination: name, caseNumber: v.nullable(text), filedAt: isoMoment }),
  ),
});

export type Dossier = v.InferOutput<typeof dossier>;
export type Claim = Dossier['claims'][number];
export type MeantFace = v.InferOutput<typeof meantFace>;
export type ReportGround = (typeof reportGrounds)[number];

/** Null where `raw` is none. It ends with the first thing that does not fit: a hostile report may have millions. */
export function readDossier(raw: unknown): Dossier | null {
  const read = v.safeParse(dossier, raw, { abortEarly: true });
  return read.success ? read.output : null;
}

/** True where pixels must not be captured, stored or sent: the address alone goes to the hotline. */
export function isUrlOnly(dossier: Pick<Dossier, 'suspectedMinor' | 'sexualContent'>): boolean {
  return dossier.suspectedMinor || dossier.sexualContent;
}

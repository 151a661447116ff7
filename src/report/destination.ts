import * as v from 'valibot';
import { reportGrounds } from '../evidence/package/dossier.js';

/**
 * What a destination may ask for. `own` fields hold something about the reporter or are a statement
 * only the reporter can make: they appear in a draft only where the destination lists them.
 */
export const reportFields = {
  'content-url': { own: false },
  /** Page of another site that shows the content in a frame. No form asks for it; authorities are told. */
  'embedded-at': { own: false },
  'content-id': { own: false },
  /** Host of the address. */
  site: { own: false },
  /** What is to be chosen in the form, by the ground (`reasons`). */
  category: { own: false },
  title: { own: false },
  uploader: { own: false },
  'seen-at': { own: false },
  moments: { own: false },
  /** Which of several faces the detector points to. No form asks for it. */
  face: { own: false },
  grounds: { own: false },
  explanation: { own: false },
  label: { own: false },
  detector: { own: false },
  screenshots: { own: false },
  relation: { own: true },
  'consent-statement': { own: true },
  'good-faith-statement': { own: true },
  name: { own: true },
  /** The reporter's own on that platform. */
  account: { own: true },
  email: { own: true },
  phone: { own: true },
  signature: { own: true },
  'identity-document': { own: true },
} as const;
export type ReportField = keyof typeof reportFields;
const fieldNames = Object.keys(reportFields) as [ReportField, ...ReportField[]];

export const reportLanguages = ['zh-CN', 'en', 'ko'] as const;
export type ReportLanguage = (typeof reportLanguages)[number];

const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/));
const httpsUrl = v.pipe(v.string(), v.startsWith('https://'));

const inThreeLanguages = v.strictObject({ en: v.string(), zhCN: v.string(), zhTW: v.string() });

const destination = v.strictObject({
  id,
  name: inThreeLanguages,
  kind: v.picklist(['platform', 'regulator', 'police', 'hotline', 'hash-service']),
  jurisdiction: v.picklist(['any', 'CN', 'US', 'EU', 'IN', 'KR']),
  /** Sites (as adapters name them) whose content it takes; empty: any site. */
  sites: v.array(id),
  /**
   * Address to open, with `{aid}` (Bilibili) or `{mid}` (a post of Weibo) where the form takes them; null:
   * a platform takes the report on the page of the content itself, and of anybody else no address is known.
   */
  entry: v.nullable(httpsUrl),
  /** Shown beside the entry, never opened in its place. */
  help: v.nullable(httpsUrl),
  language: v.picklist(reportLanguages),
  /** What the text is where a law gives it a name, in that language; its first line. */
  procedure: v.nullable(v.pipe(v.string(), v.minLength(1))),
  /** Characters of the free text. */
  maxChars: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(5000)),
  /** False: nobody read the limit in the form; the number is our cautious guess. */
  isLimitRead: v.boolean(),
  /** In the order in which the form asks. */
  required: v.pipe(v.array(v.picklist(fieldNames)), v.minLength(1)),
  /** Grounds it is made for; empty: all. */
  grounds: v.array(v.picklist(reportGrounds)),
  /** What the form itself calls the grounds, in its language; the first that fits is suggested. */
  reasons: v.array(
    v.strictObject({ grounds: v.array(v.picklist(reportGrounds)), words: v.string() }),
  ),
  /** For intimate images only. */
  isIntimateOnly: v.boolean(),
  /** It takes the bare address of what may show a minor, or intimate content of an adult. */
  hotlineFor: v.array(v.picklist(['minor', 'sexual'])),
  /** Times for an answer to a notice that the law or the destination itself sets; empty: none known. */
  deadlines: v.array(
    v.strictObject({
      hours: v.pipe(v.number(), v.integer(), v.minValue(1)),
      by: v.picklist(['law', 'destination']),
      isIntimateOnly: v.boolean(),
      source: v.pipe(v.string(), v.minLength(1)),
    }),
  ),
  lastChecked: v.strictObject({
    at: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/)),
    /** True only when somebody opened the address and read the form on that day. */
    isLive: v.boolean(),
  }),
  notes: inThreeLanguages,
});

export type Destination = v.InferOutput<typeof destination>;

/** Checks a table of destinations. Throws an error that names every wrong field. */
export function parseDestinations(raw: unknown): readonly Destination[] {
  const read = v.safeParse(v.pipe(v.array(destination), v.minLength(1)), raw);
  if (!read.success) {
    const faults = read.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
    throw new Error(`destinations are not usable: ${faults.join('; ')}`);
  }
  const ids = new Set(read.output.map((one) => one.id));
  if (ids.size !== read.output.length)
    throw new Error('destinations are not usable: two have one id');
  return read.output;
}

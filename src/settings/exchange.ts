import * as v from 'valibot';
import { siteModes } from '../shared/site-mode.js';
import type { SiteSetting } from './site-modes.js';
import {
  maxUploaderRules,
  uploaderRuleSchema,
  type UploaderRule,
} from '../shared/uploader-rules.js';

/** A file above this was not written by us: 2,000 rules and as many sites take 0.6 MB. */
export const maxExchangeBytes = 2_000_000;
const maxSites = 2000;

const webOrigin = v.pipe(
  v.string(),
  v.maxLength(300),
  v.check((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)),
  v.transform((text) => new URL(text).origin),
);

/** The file that "Export" writes. Strict: a field that nobody knows may mean something elsewhere. */
const fileSchema = v.strictObject({
  format: v.literal('seam-sites'),
  version: v.literal(1),
  sites: v.pipe(
    v.array(v.strictObject({ origin: webOrigin, mode: v.picklist(siteModes) })),
    v.maxLength(maxSites),
  ),
  uploaders: v.pipe(
    v.array(v.strictObject(uploaderRuleSchema.entries)),
    v.maxLength(maxUploaderRules),
  ),
});

/** Sites and uploaders with modes of their own. */
export interface Exchanged {
  readonly sites: readonly SiteSetting[];
  readonly uploaders: readonly UploaderRule[];
}

export type ImportFault = 'too-large' | 'not-json' | 'not-ours' | 'too-many';

export function writeExchange({ sites, uploaders }: Exchanged): string {
  return `${JSON.stringify({ format: 'seam-sites', version: 1, sites, uploaders }, null, 2)}\n`;
}

/** Reads a file that somebody chose. Nothing of a file with any fault is taken. */
export function readExchange(text: string): Exchanged | ImportFault {
  if (text.length > maxExchangeBytes) return 'too-large';
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return 'not-json';
  }
  const read = v.safeParse(fileSchema, raw);
  if (!read.success) return 'not-ours';
  const { sites, uploaders } = read.output;
  return { sites, uploaders };
}

/** What was there with what came: the file wins where both name the same. More than is kept is not cut but refused. */
export function mergeExchange(here: Exchanged, came: Exchanged): Exchanged | 'too-many' {
  const sites = new Map([...here.sites, ...came.sites].map((entry) => [entry.origin, entry]));
  const uploaders = new Map(
    [...here.uploaders, ...came.uploaders].map((rule) => [
      JSON.stringify([rule.site, rule.uploaderId]),
      rule,
    ]),
  );
  if (sites.size > maxSites || uploaders.size > maxUploaderRules) return 'too-many';
  return { sites: [...sites.values()], uploaders: [...uploaders.values()] };
}

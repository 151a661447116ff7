import * as v from 'valibot';
import { siteModes, type SiteMode } from './site-mode.js';

/** Rules in storage; more would make every look at a page slow, and nobody writes that many by hand. */
export const maxUploaderRules = 2000;

const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** One uploader of one site with a mode of its own, whatever the mode of the site is. */
export const uploaderRuleSchema = v.object({
  /** Name of the adapter, as in `MediaRecord.site`. */
  site: shortText,
  /** Id by URL (channel id, member id): a display name can be copied by anybody. */
  uploaderId: shortText,
  /** For people only; never compared. */
  name: v.pipe(v.string(), v.maxLength(200)),
  mode: v.picklist(siteModes),
});
export type UploaderRule = Readonly<v.InferOutput<typeof uploaderRuleSchema>>;

/** Who put a media on its site; null where the page does not say. */
export type Uploader = Readonly<Pick<UploaderRule, 'site' | 'uploaderId'>> | null;

/**
 * What to do with one media: the uploader's own rule, else the mode of the site. "Off" for a site is
 * off for everybody on it: nothing is observed there, so nobody can be recognised.
 */
export function modeFor(
  siteMode: SiteMode,
  rules: readonly UploaderRule[],
  uploader: Uploader,
): SiteMode {
  if (uploader === null || siteMode === 'off') return siteMode;
  return rules.find((rule) => isSame(rule, uploader))?.mode ?? siteMode;
}

/** The list with one more rule; an older one of the same uploader goes. Null mode: without any. */
export function withRule(
  rules: readonly UploaderRule[],
  uploader: Omit<UploaderRule, 'mode'>,
  mode: SiteMode | null,
): readonly UploaderRule[] {
  const others = rules.filter((rule) => !isSame(rule, uploader));
  if (mode === null) return others;
  const { site, uploaderId, name } = uploader;
  return [...others, { site, uploaderId, name, mode }].slice(-maxUploaderRules);
}

/** Storage may hold anything after an update: what is no rule is left out. */
export function uploaderRulesFrom(stored: unknown): readonly UploaderRule[] {
  if (!Array.isArray(stored)) return [];
  return stored.slice(-maxUploaderRules).flatMap((entry: unknown) => {
    const read = v.safeParse(uploaderRuleSchema, entry);
    return read.success ? [read.output] : [];
  });
}

function isSame(rule: NonNullable<Uploader>, uploader: NonNullable<Uploader>): boolean {
  return rule.site === uploader.site && rule.uploaderId === uploader.uploaderId;
}

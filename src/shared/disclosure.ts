/**
 * What a platform or an author says about AI in a content (platforms.md section 6). Read and shown,
 * never scored: it stands beside the detector and is not mixed into its level.
 */
export const disclosureLevels = [
  'author-declared',
  'platform-suspected',
  'platform-unspecified',
  'provenance-signed',
  'provenance-read',
  'camera-captured',
  'crowd-note',
] as const;
export type DisclosureLevel = (typeof disclosureLevels)[number];

/** Levels that say that AI made or altered (part of) the content, or may have. */
const speaksOfAi: ReadonlySet<DisclosureLevel> = new Set([
  'author-declared',
  'platform-suspected',
  'platform-unspecified',
  'provenance-signed',
  'provenance-read',
]);

export function saysAi(level: DisclosureLevel): boolean {
  return speaksOfAi.has(level);
}

/** Text of a page, cleaned and cut: untrusted, for showing only. */
export interface DisclosureLabel {
  readonly level: DisclosureLevel;
  /** The platform's own words; null where its data holds a number only. */
  readonly text: string | null;
  /** Field path in the page data, or the selector of the visible label. */
  readonly where: string;
}

/**
 * - `not-read`: nothing that could hold a label was found, or this media is not the page's content.
 * - `none-seen`: the places were read and hold none. No information, never a good sign.
 * - `seen`: `labels` holds at least one, the most telling first.
 */
export type DisclosureState = 'not-read' | 'none-seen' | 'seen';

export interface Disclosure {
  readonly state: DisclosureState;
  readonly labels: readonly DisclosureLabel[];
  /** True when page data of this very content was read, not only visible text. */
  readonly hasPageData: boolean;
}

export const notReadDisclosure: Disclosure = { state: 'not-read', labels: [], hasPageData: false };

/** Labels kept of one content. */
export const maxDisclosureLabels = 4;

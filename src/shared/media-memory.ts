import type { Level } from './level.js';

/** Perceptual hash of a picture (PDQ): 64 hexadecimal digits and a quality of 0 to 100. */
export interface PictureHash {
  readonly hash: string;
  readonly quality: number;
}

/**
 * What a person may say or do about a media; `right` takes a correction back, `unfrozen` a freeze whose pictures are
 * deleted.
 */
export const memoryChanges = [
  'quiet',
  'unaltered',
  'altered',
  'right',
  'frozen',
  'unfrozen',
] as const;
export type MemoryChange = (typeof memoryChanges)[number];

/** What this device remembers of a media. */
export interface Recalled {
  /** The level of an earlier visit. */
  readonly seen: { readonly level: Level; readonly atMs: number } | null;
  /** "Not now" was said, or the answer was corrected here or on a face that looks alike: no warning opens by itself. */
  readonly isQuiet: boolean;
  readonly wrong: { readonly says: 'unaltered' | 'altered'; readonly atMs: number } | null;
  readonly frozenAtMs: number | null;
  /** Another media whose face looks like this one was frozen or corrected. */
  readonly alike: {
    readonly was: 'frozen' | 'unaltered' | 'altered';
    readonly atMs: number;
  } | null;
  /** Whether there is anything to compare pictures with. */
  readonly hasHashes: boolean;
}

export const nothingRecalled: Recalled = {
  seen: null,
  isQuiet: false,
  wrong: null,
  frozenAtMs: null,
  alike: null,
  hasHashes: false,
};

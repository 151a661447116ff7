import type { Dossier } from '../evidence/package/dossier.js';
import type { Destination } from './destination.js';
import type { SealedPackage } from './sealed-package.js';

/**
 * What a person adds to one frozen item: kept apart from the evidence, changed at will, and turned
 * into a dossier when a package or a text is made.
 */
export interface Review {
  readonly caseId: string;
  readonly claims: Dossier['claims'];
  readonly grounds: Dossier['grounds'];
  readonly whyIllegal: string;
  readonly depictedPerson: Dossier['depictedPerson'];
  readonly consentStatement: Dossier['consentStatement'];
  readonly goodFaithStatement: Dossier['goodFaithStatement'];
  readonly reporter: Dossier['reporter'];
  /** The person answered the question about minors and sexual content. No package and no draft before. */
  readonly isSafetyAnswered: boolean;
  readonly suspectedMinor: boolean;
  readonly sexualContent: boolean;
  /** Frozen files that stay out of the package; the log still names their hashes. */
  readonly withhold: readonly string[];
  readonly jurisdiction: Destination['jurisdiction'];
  /**
   * Packages that were made of the item, newest first; reviews before November 28, 2026 do not say. Written
   * by `addSealed` alone, and part of no package, no table and no draft.
   */
  readonly sealed?: readonly SealedPackage[];
}

/** What a person changes of it. */
export type ReviewChange = Partial<Omit<Review, 'caseId' | 'sealed'>>;

/**
 * A change, or how to make it of what is stored at that moment, for lists that two pages may change at once. Made twice it
 * must change no more than once.
 */
export type ReviewEdit = ReviewChange | ((review: Review) => ReviewChange);

export function editReview(review: Review, edit: ReviewEdit): Review {
  return { ...review, ...(typeof edit === 'function' ? edit(review) : edit) };
}

export function newReview(caseId: string, jurisdiction: Destination['jurisdiction']): Review {
  return {
    caseId,
    claims: [],
    grounds: [],
    whyIllegal: '',
    depictedPerson: 'unknown',
    consentStatement: null,
    goodFaithStatement: null,
    reporter: null,
    isSafetyAnswered: false,
    suspectedMinor: false,
    sexualContent: false,
    withhold: [],
    jurisdiction,
  };
}

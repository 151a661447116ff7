import type { C2paStanding, FactValue } from '../../shared/provenance.js';

export type { C2paStanding } from '../../shared/provenance.js';
export type { TrustList } from '../../shared/trust-list.js';

/**
 * What the check of a C2PA manifest found, one fact each. They are shown apart from each other: a
 * signature may be sound while nobody knows the signer.
 */
export interface C2paVerification {
  readonly standing: C2paStanding;
  /** The claim was signed with the key of the certificate that came along. */
  readonly signature: FactValue<'signature'>;
  /** The bytes of the file are those that were signed. */
  readonly binding: FactValue<'binding'>;
  /** The assertions (actions, ingredients, ...) are those that were signed. */
  readonly assertions: FactValue<'assertions'>;
  readonly signerName: string | null;
  readonly signerOrganisation: string | null;
  /** The certificate was in force when the file was signed, as far as the time is known. */
  readonly validity: FactValue<'validity'>;
  readonly trust: FactValue<'trust'>;
  readonly timeStamp: FactValue<'timeStamp'>;
  /** When the file was signed, as the certificate's owner or the time stamp says. Untrusted text. */
  readonly signedAt: string | null;
  readonly ingredients: FactValue<'ingredients'>;
  /** Codes of the C2PA specification, section "validation", for the export. */
  readonly failureCodes: readonly string[];
}

/** No answer: the library refused the file, or there was no time or no worker. */
export const unreadable: C2paVerification = {
  standing: 'unreadable',
  signature: 'not-checked',
  binding: 'not-checked',
  assertions: 'not-checked',
  signerName: null,
  signerOrganisation: null,
  validity: 'not-checked',
  trust: 'not-checked',
  timeStamp: 'none',
  signedAt: null,
  ingredients: 'no-fault',
  failureCodes: [],
};

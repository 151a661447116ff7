import { generatorNames } from '../shared/generator-names.js';
import { pictureHostOf } from '../shared/picture-hosts.js';
import {
  credentialFacts,
  type AigcFacts,
  type CredentialFact,
  type CredentialFacts,
  type FileProvenance,
  type Generator,
  type ScanState,
  type SourceNature,
  type UnreadReason,
} from '../shared/provenance.js';
import { provenanceStance } from './provenance-stance.js';
import { say, sentences } from './words.js';

/** Words for line two: what a file says about itself. Every value of a file is quoted as its maker's words. */

const keyPart = (name: string): string => name.replaceAll('-', '_');

/** Two to six words for the line itself. */
export function provenanceLabel(provenance: FileProvenance): string {
  return say(`origin_${keyPart(provenanceStance(provenance))}`);
}

/** What that means, with its caveat. */
export function provenanceMeaning(provenance: FileProvenance): string {
  const meaning = say(`origin_meaning_${keyPart(provenanceStance(provenance))}`);
  return provenance.state === 'not-readable'
    ? sentences([unreadSentence(provenance.why, provenance.host), meaning])
    : meaning;
}

/** `host`: which one would have to be allowed, where that is known. Those of the settings are named as there. */
export function unreadSentence(why: UnreadReason, host?: string): string {
  if (why !== 'host-not-allowed' || host === undefined) return say(`unread_${keyPart(why)}`);
  const known = pictureHostOf(host);
  return known === null
    ? say('unread_host_named', host)
    : say('unread_host_in_settings', host, known.name, say('options_pictures'));
}

export function scanSentence(state: ScanState): string {
  return say(`scan_${keyPart(state)}`);
}

/** One fact of a credential as its own sentence. */
export function credentialFactSentence<Fact extends CredentialFact>(
  fact: Fact,
  value: CredentialFacts['facts'][Fact],
): string {
  return say(`credential_${fact.toLowerCase()}_${keyPart(value)}`);
}

export const credentialFactNames = Object.keys(credentialFacts) as readonly CredentialFact[];

export function credentialFactName(fact: CredentialFact): string {
  return say(`credential_${fact.toLowerCase()}`);
}

/** Who signed, as far as the credential says. */
export function signerName({ signerName: name, signerOrganisation }: CredentialFacts): string {
  if (name === null) return signerOrganisation ?? say('credential_signer_unnamed');
  return signerOrganisation === null ? name : say('credential_signer_of', name, signerOrganisation);
}

export function natureSentence(nature: SourceNature): string {
  return say(`nature_${keyPart(nature)}`);
}

export function aigcSentence({ label }: Pick<AigcFacts, 'label'>): string {
  return say(`aigc_${keyPart(label)}`);
}

export function generatorName(generator: Generator): string {
  return generator === 'other' ? say('generator_other') : generatorNames[generator];
}

import type { Dossier } from '../evidence/package/dossier.js';
import type { FileProvenance } from '../shared/provenance.js';

type Stated = NonNullable<Dossier['fileProvenance']>;
const nothing = { c2pa: null, iptc: null, gb45438: null, hints: [] };

/**
 * What the file said of itself when it was frozen, in short words for a reader of a report. A file that was not
 * read has a state that says so: none of these may look like "no marks found".
 */
export function fileProvenanceOf(known: FileProvenance | undefined): Stated {
  if (known === undefined || known.state === 'not-read' || known.state === 'reading') {
    return { state: 'not-read', why: null, ...nothing };
  }
  if (known.state === 'not-readable') return { state: known.state, why: known.why, ...nothing };
  const { credential, labels, sourceTypes, iptcAi, traces, notes } = known.facts;
  return {
    state: 'read',
    why: null,
    c2pa: credential === null ? null : cut([credential.standing, credential.signerName]),
    iptc: joined([
      ...sourceTypes.map(({ sourceType }) => sourceType),
      ...iptcAi.map(({ field, value }) => `${field}: ${value}`),
    ]),
    gb45438: joined(
      labels.map(({ label, producer, certainty }) => cut([label, certainty, producer])),
    ),
    hints: [
      ...traces.map(({ generator, value }) => cut([generator, value])),
      ...notes.map((note) => `note: ${note}`),
    ],
  };
}

function cut(parts: readonly (string | null)[]): string {
  return parts
    .filter((part) => part !== null && part !== '')
    .join(', ')
    .slice(0, 1000);
}

function joined(parts: readonly string[]): string | null {
  return parts.length === 0 ? null : parts.join('; ').slice(0, 4000);
}

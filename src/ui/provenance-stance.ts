import type { FileProvenance, ProvenanceFacts, SourceNature } from '../shared/provenance.js';

/**
 * The one thing that line two says first. Everything else stands below it. The order is that of
 * `stanceOfFacts`: what makes other marks doubtful comes before them.
 */
export const provenanceStances = [
  'not-read',
  'reading',
  'not-readable',
  'broken-credential',
  'contradicting',
  'says-ai',
  'says-part-ai',
  'may-be-ai',
  'trusted-credential',
  'untrusted-credential',
  'unreadable-credential',
  'says-computer',
  'trace',
  'unchecked-camera',
  'other-marks',
  'partly-read',
  'no-marks',
] as const;
export type ProvenanceStance = (typeof provenanceStances)[number];

export function provenanceStance(provenance: FileProvenance): ProvenanceStance {
  return provenance.state === 'read' ? stanceOfFacts(provenance.facts) : provenance.state;
}

function stanceOfFacts(facts: ProvenanceFacts): ProvenanceStance {
  const { credential, labels, notes } = facts;
  if (credential?.standing === 'broken') return 'broken-credential';
  if (notes.includes('contradicting')) return 'contradicting';
  const natures = new Set<SourceNature>([
    ...facts.sourceTypes.map(({ nature }) => nature),
    ...(credential?.natures ?? []),
  ]);
  const says = new Set(labels.map(({ label }) => label));
  if (natures.has('ai-made') || says.has('declared') || says.has('platform-declared'))
    return 'says-ai';
  if (natures.has('part-ai')) return 'says-part-ai';
  if ((['possible', 'suspected', 'platform-suspected'] as const).some((label) => says.has(label)))
    return 'may-be-ai';
  if (credential?.standing === 'trusted') return 'trusted-credential';
  if (credential?.standing === 'intact-untrusted') return 'untrusted-credential';
  if (credential !== null) return 'unreadable-credential';
  if (natures.has('computer-made')) return 'says-computer';
  if (facts.traces.length > 0) return 'trace';
  // Anybody can write "camera"; only a trusted signature would bear it (platforms.md 7.2).
  if (natures.has('camera')) return 'unchecked-camera';
  if (facts.markCount > 0) return 'other-marks';
  return notes.some((note) => !harmlessNotes.has(note)) ? 'partly-read' : 'no-marks';
}

/** Odd, but they do not keep marks from being found. */
const harmlessNotes: ReadonlySet<string> = new Set(['wrong-type', 'odd-ending']);

/** True where line two has found something that a person would want to know without asking. */
export function isProvenanceTold(stance: ProvenanceStance): boolean {
  return !['not-read', 'reading', 'not-readable', 'partly-read', 'no-marks'].includes(stance);
}

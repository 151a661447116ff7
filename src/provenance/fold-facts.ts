import type { CredentialFacts, ProvenanceFacts, ScanState } from '../shared/provenance.js';
import { maxFactsPerKind } from '../shared/provenance.js';
import type { C2paVerification } from './c2pa/verification.js';
import { unreadable } from './c2pa/verification.js';
import type { AigcMark, C2paMark, ProvenanceMark, ProvenanceReport } from './report.js';

/**
 * A report and its verification as line two of the verdict holds them: bounded, and without places in
 * the file. A manifest that was not verified is a credential that cannot be checked, never a missing one.
 */
export function foldFacts(
  report: ProvenanceReport,
  verification: C2paVerification | null,
): ProvenanceFacts {
  const { marks } = report;
  const ofKind = <Kind extends ProvenanceMark['kind']>(
    kind: Kind,
  ): readonly Extract<ProvenanceMark, { kind: Kind }>[] =>
    marks.filter((mark): mark is Extract<ProvenanceMark, { kind: Kind }> => mark.kind === kind);
  const manifest = ofKind('c2pa')[0];
  return {
    container: report.container,
    sizeBytes: report.sizeBytes,
    markCount: marks.length,
    credential: manifest === undefined ? null : credentialOf(manifest, verification ?? unreadable),
    labels: distinct(ofKind('aigc').map(labelOf)),
    sourceTypes: distinct(
      ofKind('source-type').map(({ sourceType, nature, certainty }) => ({
        sourceType,
        nature,
        certainty,
      })),
    ),
    traces: distinct(ofKind('generator').map(({ generator, value }) => ({ generator, value }))),
    iptcAi: distinct(ofKind('iptc-ai').map(({ field, value }) => ({ field, value }))),
    hasRemoteManifest: ofKind('remote-manifest').length > 0,
    notes: [...new Set<ScanState>(report.notes.map(({ state }) => state))],
  };
}

/** Equal entries once, and not more than a record holds. */
function distinct<Fact>(facts: readonly Fact[]): readonly Fact[] {
  const seen = new Map(facts.map((fact) => [JSON.stringify(fact), fact]));
  return [...seen.values()].slice(0, maxFactsPerKind);
}

const labelOf = (mark: AigcMark): ProvenanceFacts['labels'][number] => ({
  label: mark.label,
  producer: mark.producer,
  producerCode: mark.producerCode,
  produceId: mark.produceId,
  propagator: mark.propagator,
  propagatorCode: mark.propagatorCode,
  propagateId: mark.propagateId,
  hasReservedCode: mark.reservedCode1 !== null || mark.reservedCode2 !== null,
  certainty: mark.certainty,
});

function credentialOf(mark: C2paMark, verification: C2paVerification): CredentialFacts {
  const { standing, signerName, signerOrganisation, signedAt } = verification;
  const { signature, binding, assertions, validity, trust, timeStamp, ingredients } = verification;
  return {
    standing,
    facts: { signature, binding, assertions, validity, trust, timeStamp, ingredients },
    // Without a check these are what the manifest claims; the standing says so.
    signerName: signerName ?? mark.claim?.signerName ?? null,
    signerOrganisation: signerOrganisation ?? mark.claim?.signerOrganisation ?? null,
    signedAt,
    generator: mark.claim?.generator ?? null,
    natures: mark.claim?.natures ?? [],
  };
}

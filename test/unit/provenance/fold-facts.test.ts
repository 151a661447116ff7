import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { fileProvenanceSchema } from '../../../src/protocol/provenance-schema.js';
import { unreadable } from '../../../src/provenance/c2pa/verification.js';
import { foldFacts } from '../../../src/provenance/fold-facts.js';
import type { AigcMark, C2paMark, ProvenanceReport } from '../../../src/provenance/report.js';
import { maxFactsPerKind } from '../../../src/shared/provenance.js';
import { richFiles } from '../../fixtures/provenance/labelled-files.js';
import { scan } from '../../fixtures/provenance/scan.js';

const place = { path: 'x', offset: 0 };
const report = (changes: Partial<ProvenanceReport>): ProvenanceReport => ({
  container: 'jpeg',
  sizeBytes: 10,
  readBytes: 10,
  marks: [],
  notes: [],
  ...changes,
});
const label = (produceId: string): AigcMark => ({
  kind: 'aigc',
  place,
  certainty: 'stated',
  label: 'declared',
  producer: 'p',
  producerCode: null,
  produceId,
  propagator: null,
  propagatorCode: null,
  propagateId: null,
  reservedCode1: null,
  reservedCode2: 'code',
});
const manifest = (changes: Partial<NonNullable<C2paMark['claim']>>): C2paMark => ({
  kind: 'c2pa',
  place,
  certainty: 'stated',
  sizeBytes: 5,
  claim: {
    label: null,
    generator: 'Tool',
    title: null,
    actions: [],
    ingredients: [],
    natures: [],
    signerName: 'Claimed',
    signerOrganisation: null,
    carriesTimeStamp: false,
    manifestCount: 1,
    ...changes,
  },
});

describe('the facts of a file', () => {
  it.each(Object.entries(richFiles))(
    'of a rich %s fit the record, whatever it holds',
    async (_, file) => {
      const facts = foldFacts(await scan(file), null);
      const read = v.safeParse(fileProvenanceSchema, { state: 'read', facts });
      expect(read.issues).toBeUndefined();
      expect(facts.markCount).toBeGreaterThan(0);
    },
  );

  it('name a manifest that nobody verified a credential that cannot be checked', () => {
    const { credential } = foldFacts(report({ marks: [manifest({})] }), null);
    expect(credential).toMatchObject({ standing: 'unreadable', signerName: 'Claimed' });
    expect(credential?.facts.trust).toBe('not-checked');
  });

  it('take the signer of the check before the one that is claimed', () => {
    const { credential } = foldFacts(report({ marks: [manifest({})] }), {
      ...unreadable,
      standing: 'intact-untrusted',
      signerName: 'Checked',
    });
    expect(credential).toMatchObject({ standing: 'intact-untrusted', signerName: 'Checked' });
  });

  it('say of the making what all manifests of the file say together', () => {
    const claim = manifest({ natures: ['part-ai'] });
    expect(foldFacts(report({ marks: [claim] }), null).credential?.natures).toEqual(['part-ai']);
  });

  it('hold no more than a record may, and equal marks once', () => {
    const marks = ['1', '1', '2', '3', '4', '5', '6'].map(label);
    const facts = foldFacts(report({ marks }), null);
    expect(facts.labels.map(({ produceId }) => produceId)).toEqual(['1', '2', '3', '4']);
    expect(facts.labels).toHaveLength(maxFactsPerKind);
    expect(facts.labels[0]?.hasReservedCode).toBe(true);
    expect(facts.markCount).toBe(7);
  });

  it('name each state of the scan once', () => {
    const notes = (['truncated', 'truncated', 'odd-ending'] as const).map((state) => ({
      state,
      place,
    }));
    expect(foldFacts(report({ notes }), null).notes).toEqual(['truncated', 'odd-ending']);
  });

  it('that break the schema are refused: unknown states, long texts, lists without end', () => {
    const facts = foldFacts(report({ marks: [label('1')] }), null);
    const bad: unknown[] = [
      { state: 'clean' },
      { state: 'not-readable', why: 'because' },
      { state: 'read', facts: { ...facts, extra: 1 } },
      { state: 'read', facts: { ...facts, traces: [{ generator: 'x', value: '' }] } },
      {
        state: 'read',
        facts: { ...facts, traces: [{ generator: 'other', value: 'x'.repeat(257) }] },
      },
      { state: 'read', facts: { ...facts, labels: Array(5).fill(facts.labels[0]) } },
    ];
    for (const given of bad) expect(v.is(fileProvenanceSchema, given)).toBe(false);
    expect(v.is(fileProvenanceSchema, { state: 'read', facts })).toBe(true);
  });
});

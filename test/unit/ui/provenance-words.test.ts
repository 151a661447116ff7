import { describe, expect, test, vi } from 'vitest';
import {
  aigcLabels,
  c2paStandings,
  generators,
  scanStates,
  sourceNatures,
  unreadReasons,
  type CredentialFacts,
  type FileProvenance,
  type ProvenanceFacts,
} from '../../../src/shared/provenance.js';
import {
  isProvenanceTold,
  provenanceStance,
  provenanceStances,
  type ProvenanceStance,
} from '../../../src/ui/provenance-stance.js';
import {
  aigcSentence,
  credentialFactName,
  credentialFactNames,
  credentialFactSentence,
  generatorName,
  natureSentence,
  provenanceLabel,
  provenanceMeaning,
  scanSentence,
  unreadSentence,
} from '../../../src/ui/provenance-words.js';
import { credentialFacts } from '../../../src/shared/provenance.js';
import { say } from '../../../src/ui/words.js';
import { fakeBrowser, languages } from './fake-browser.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const browser = fakeBrowser();
fake.browser = browser;

const none: ProvenanceFacts = {
  container: 'jpeg',
  sizeBytes: 100,
  markCount: 0,
  credential: null,
  labels: [],
  sourceTypes: [],
  traces: [],
  iptcAi: [],
  hasRemoteManifest: false,
  notes: [],
};
const credential = (changes: Partial<CredentialFacts>): CredentialFacts => ({
  standing: 'trusted',
  facts: {
    signature: 'valid',
    binding: 'matches',
    assertions: 'match',
    validity: 'inside',
    trust: 'on-list',
    timeStamp: 'none',
    ingredients: 'no-fault',
  },
  signerName: 'Signer',
  signerOrganisation: null,
  signedAt: null,
  generator: null,
  natures: [],
  ...changes,
});
const label = (kind: ProvenanceFacts['labels'][number]['label']) => ({
  label: kind,
  producer: null,
  producerCode: null,
  produceId: null,
  propagator: null,
  propagatorCode: null,
  propagateId: null,
  hasReservedCode: false,
  certainty: 'stated' as const,
});
const source = (nature: ProvenanceFacts['sourceTypes'][number]['nature']) => ({
  sourceType: 'x',
  nature,
  certainty: 'stated' as const,
});
const read = (changes: Partial<ProvenanceFacts>): FileProvenance => ({
  state: 'read',
  facts: { ...none, ...changes },
});

/** One file for each thing that line two can say. */
const examples: Readonly<Record<ProvenanceStance, FileProvenance>> = {
  'not-read': { state: 'not-read' },
  reading: { state: 'reading' },
  'not-readable': { state: 'not-readable', why: 'redirected' },
  'broken-credential': read({ credential: credential({ standing: 'broken' }), markCount: 1 }),
  contradicting: read({ notes: ['contradicting'], labels: [label('declared')], markCount: 2 }),
  'says-ai': read({ sourceTypes: [source('ai-made')], markCount: 1 }),
  'says-part-ai': read({ sourceTypes: [source('part-ai')], markCount: 1 }),
  'may-be-ai': read({ labels: [label('suspected')], markCount: 1 }),
  'trusted-credential': read({ credential: credential({}), markCount: 1 }),
  'untrusted-credential': read({
    credential: credential({ standing: 'intact-untrusted' }),
    markCount: 1,
  }),
  'unreadable-credential': read({
    credential: credential({ standing: 'unreadable' }),
    markCount: 1,
  }),
  'says-computer': read({ sourceTypes: [source('computer-made')], markCount: 1 }),
  trace: read({ traces: [{ generator: 'comfyui', value: 'x' }], markCount: 1 }),
  'unchecked-camera': read({ sourceTypes: [source('camera')], markCount: 1 }),
  'other-marks': read({ hasRemoteManifest: true, markCount: 1 }),
  'partly-read': read({ notes: ['truncated'] }),
  'no-marks': read({}),
};

test.each(Object.entries(examples))('line two says %s', (stance, provenance) => {
  expect(provenanceStance(provenance)).toBe(stance);
});

test('a broken credential is said before anything that it claims', () => {
  const broken = credential({ standing: 'broken', natures: ['camera', 'ai-made'] });
  const facts = {
    credential: broken,
    labels: [label('declared')],
    notes: ['contradicting'] as const,
  };
  expect(provenanceStance(read(facts))).toBe('broken-credential');
});

test('a signature never hides that the file says it was made with AI', () => {
  for (const standing of ['trusted', 'intact-untrusted', 'unreadable'] as const) {
    const signed = credential({ standing, natures: ['ai-made'] });
    expect(provenanceStance(read({ credential: signed }))).toBe('says-ai');
  }
});

test('only a file with something to say is told', () => {
  const told = provenanceStances.filter(isProvenanceTold);
  expect(told).toHaveLength(provenanceStances.length - 5);
  expect(told).not.toContain('no-marks');
});

describe.each(languages)('the words of line two in %s', (language) => {
  test('are there for every stance, with a caveat that ends as a sentence', () => {
    browser.language = language;
    for (const [stance, provenance] of Object.entries(examples)) {
      expect(provenanceLabel(provenance), stance).not.toBe('');
      expect(provenanceLabel(provenance).length, stance).toBeLessThanOrEqual(
        language === 'en' ? 30 : 14,
      );
      expect(provenanceMeaning(provenance), stance).toMatch(/[.。…]$/);
    }
    const labels = Object.values(examples).map(provenanceLabel);
    expect(new Set(labels).size).toBe(labels.length);
  });

  test('are there for every closed list', () => {
    browser.language = language;
    for (const why of unreadReasons) expect(unreadSentence(why), why).toMatch(/[.。]$/);
    const known = unreadSentence('host-not-allowed', 'wx1.sinaimg.cn');
    expect(known).toContain('wx1.sinaimg.cn');
    expect(known).toContain('*.sinaimg.cn');
    expect(known).toContain(say('options_pictures'));
    const unknown = unreadSentence('host-not-allowed', 'pictures.example');
    expect(unknown).toContain('pictures.example');
    expect(unknown).not.toContain('*.');
    expect(unknown).not.toBe(unreadSentence('host-not-allowed'));
    for (const state of scanStates) expect(scanSentence(state), state).toMatch(/[.。]$/);
    for (const nature of sourceNatures) expect(natureSentence(nature), nature).toMatch(/[.。]$/);
    for (const kind of aigcLabels) expect(aigcSentence({ label: kind }), kind).toMatch(/[.。]$/);
    for (const generator of generators) expect(generatorName(generator)).not.toBe('');
    for (const fact of credentialFactNames) {
      expect(credentialFactName(fact), fact).not.toBe('');
      for (const value of credentialFacts[fact]) {
        const said = credentialFactSentence(fact, value as never);
        expect(said, `${fact} ${value}`).toMatch(/[.。]$/);
      }
    }
  });

  test('say of everything found that anybody can write it, and of a signer what is held here', () => {
    browser.language = language;
    const anybody = /Anybody|任何人|anybody/;
    for (const stance of [
      'says-ai',
      'says-part-ai',
      'may-be-ai',
      'trace',
      'unchecked-camera',
    ] as const) {
      expect(provenanceMeaning(examples[stance]), stance).toMatch(anybody);
    }
    expect(provenanceMeaning(examples['untrusted-credential'])).toMatch(anybody);
    expect(provenanceMeaning(examples['no-marks'])).toMatch(/no information|不代表/);
  });

  test('quote a signature, the bytes, the signer and the list as facts of their own', () => {
    browser.language = language;
    for (const standing of c2paStandings) {
      const { facts } = credential({ standing });
      const said = credentialFactNames.map((fact) => credentialFactSentence(fact, facts[fact]));
      expect(said).toContain(say('credential_signature_valid'));
      expect(said).toContain(say('credential_binding_matches'));
      expect(said).toContain(say('credential_trust_on_list'));
      expect(said).toContain(say('credential_timestamp_none'));
      expect(said.join('')).not.toMatch(/\$|undefined|null/);
    }
  });
});

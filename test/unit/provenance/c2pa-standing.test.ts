import { describe, expect, it } from 'vitest';
import { decideStanding } from '../../../src/provenance/c2pa/decide-standing.js';
import { settingsFor } from '../../../src/provenance/c2pa/verify.js';

const goodCodes = [
  'signingCredential.trusted',
  'claimSignature.insideValidity',
  'claimSignature.validated',
  'assertion.hashedURI.match',
  'assertion.dataHash.match',
];
interface Shape {
  success?: readonly string[];
  failure?: readonly string[];
  informational?: readonly string[];
  ingredients?: readonly string[];
  trustListUri?: string;
}
/** A report as the library writes it. */
const report = ({
  success = goodCodes,
  failure = [],
  informational = [],
  ingredients,
  trustListUri = 'system_anchors',
}: Shape = {}): unknown => {
  const codes = (list: readonly string[]): unknown[] => list.map((code) => ({ code, url: '' }));
  const lists = {
    success: codes(success),
    failure: codes(failure),
    informational: codes(informational),
  };
  return {
    active_manifest: 'urn:c2pa:1',
    manifests: { 'urn:c2pa:1': { signature_info: { common_name: 'A\u202eB', issuer: null } } },
    validation_results: {
      activeManifest: lists,
      trustListUri,
      ...(ingredients === undefined
        ? {}
        : {
            ingredientDeltas: [
              { validationDeltas: { success: [], informational: [], failure: codes(ingredients) } },
            ],
          }),
    },
  };
};

describe('the standing of credentials', () => {
  it('all good by name is trusted', () => {
    expect(decideStanding(report(), true)).toMatchObject({
      standing: 'trusted',
      signerName: 'A B',
      signerOrganisation: null,
    });
  });

  it.each(goodCodes)('without a stated %s nothing is trusted', (missing) => {
    const success = goodCodes.filter((code) => code !== missing);
    const { standing } = decideStanding(report({ success }), true);
    expect(standing).toBe(missing === 'signingCredential.trusted' ? 'intact-untrusted' : 'broken');
  });

  it.each([
    'claimSignature.mismatch',
    'claimSignature.missing',
    'claimSignature.outsideValidity',
    'algorithm.unsupported',
    'assertion.dataHash.mismatch',
    'assertion.bmffHash.mismatch',
    'assertion.boxesHash.mismatch',
    'assertion.hashedURI.mismatch',
    'assertion.missing',
    'assertion.action.malformed',
    'claim.hardBindings.missing',
    'claim.malformed',
    'signingCredential.invalid',
    'signingCredential.expired',
    'signingCredential.ocsp.revoked',
    'timeStamp.mismatch',
    'general.error',
    'a.code.of.a.later.version',
  ])('the failure %s is broken, whatever else succeeded', (code) => {
    const found = decideStanding(report({ failure: [code] }), true);
    expect(found.standing).toBe('broken');
    expect(found.failureCodes).toEqual([code]);
  });

  it('an untrusted signer beside any other failure is broken', () => {
    const success = goodCodes.slice(1);
    const untrusted = 'signingCredential.untrusted';
    const alone = decideStanding(report({ success, failure: [untrusted] }), true);
    expect(alone).toMatchObject({ standing: 'intact-untrusted', trust: 'not-on-list' });
    const two = decideStanding(report({ success, failure: [untrusted, 'claim.malformed'] }), true);
    expect(two.standing).toBe('broken');
  });

  it.each([
    [['timeStamp.trusted', 'timeStamp.validated'], [], 'trusted', 'trusted'],
    [['timeStamp.validated'], ['timeStamp.untrusted'], 'untrusted', 'trusted'],
    [[], ['timeStamp.untrusted'], 'untrusted', 'trusted'],
    [[], ['timeStamp.malformed'], 'invalid', 'broken'],
    [[], [], 'none', 'trusted'],
  ])('time stamp %j with the information %j is %s', (more, informational, timeStamp, standing) => {
    const found = decideStanding(report({ success: [...goodCodes, ...more], informational }), true);
    expect(found).toMatchObject({ timeStamp, standing });
  });

  it('a fault in an ingredient is said and never trusted', () => {
    const found = decideStanding(report({ ingredients: ['assertion.dataHash.mismatch'] }), true);
    expect(found).toMatchObject({ ingredients: 'with-faults', standing: 'broken' });
    expect(decideStanding(report({ ingredients: [] }), true).standing).toBe('trusted');
  });

  it('an unlisted signer of an ingredient is named so: the file is intact, and never trusted', () => {
    const untrusted = 'signingCredential.untrusted';
    expect(decideStanding(report({ ingredients: [untrusted] }), true)).toMatchObject({
      ingredients: 'unlisted-signer',
      trust: 'on-list',
      standing: 'intact-untrusted',
    });
    for (const worse of ['assertion.dataHash.mismatch', 'signingCredential.untrusted.later']) {
      const found = decideStanding(report({ ingredients: [untrusted, worse] }), true);
      expect(found).toMatchObject({ ingredients: 'with-faults', standing: 'broken' });
    }
  });

  it('other lists than the current one never make anybody trusted', () => {
    for (const trustListUri of ['user_anchors', 'anything']) {
      expect(decideStanding(report({ trustListUri }), true)).toMatchObject({
        standing: 'intact-untrusted',
        trust: 'on-legacy-list',
      });
    }
    expect(decideStanding(report(), false)).toMatchObject({
      standing: 'intact-untrusted',
      trust: 'no-list',
    });
  });

  it.each([
    null,
    1,
    [],
    {},
    { active_manifest: 'x', manifests: {}, validation_results: { activeManifest: {} } },
    { active_manifest: 'constructor', manifests: {}, validation_results: { activeManifest: {} } },
    { active_manifest: 'a', manifests: { a: {} }, validation_state: 'Trusted' },
  ])('a report of another shape is unreadable: %j', (shape) => {
    expect(decideStanding(shape, true).standing).toBe('unreadable');
  });

  it('the library is told to ask nobody', () => {
    expect(settingsFor([])).toMatchObject({
      verify: { remote_manifest_fetch: false, ocsp_fetch: false, verify_trust: true },
      core: { allowed_network_hosts: [], decode_identity_assertions: false },
    });
  });
});

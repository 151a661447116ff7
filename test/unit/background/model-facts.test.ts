import { describe, expect, it } from 'vitest';
import { modelFacts } from '../../../src/background/model-facts.js';
import { bundledModel } from '../../../src/shared/bundled-catalog.js';

const own = { ...bundledModel, id: 'own:mine', version: '7', sha256: 'cd'.repeat(32) };

describe('the model that evidence names', () => {
  it('is the one that gave the verdict, also after the person changed models', () => {
    expect(modelFacts(own.id, own)).toMatchObject({ id: own.id, version: '7', sha256: own.sha256 });
    expect(modelFacts(bundledModel.id, own)).toMatchObject({
      id: bundledModel.id,
      sha256: bundledModel.sha256,
      isForeign: false,
    });
  });

  it('carries error figures of the package alone, and marks a brought one', () => {
    expect(modelFacts(bundledModel.id, null).knownErrorRate).toContain('genuine');
    expect(modelFacts(own.id, own)).toMatchObject({ knownErrorRate: null, isForeign: true });
  });

  it('is the model of now where there is no verdict yet', () => {
    expect(modelFacts(null, null).id).toBe(bundledModel.id);
    expect(modelFacts(null, own).id).toBe(own.id);
  });

  it('is a name and nothing else where the model is no longer here', () => {
    const unknown = { version: null, sha256: null, calibration: null, knownErrorRate: null };
    expect(modelFacts('own:gone', null)).toEqual({ id: 'own:gone', isForeign: true, ...unknown });
    // The person's own of now is another one: its facts are not those of the model that is gone.
    expect(modelFacts('own:gone', own)).toEqual({ id: 'own:gone', isForeign: true, ...unknown });
    expect(modelFacts('x'.repeat(500), null).id).toHaveLength(64);
    expect(modelFacts('', null).id).toBe('unknown');
  });
});

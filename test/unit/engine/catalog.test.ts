import { describe, expect, it } from 'vitest';
import { modelEntry } from '../../../src/engine/runtime/model-entry.js';
import { bundledCatalog as catalog } from '../../../src/shared/bundled-catalog.js';
import { parseCatalog } from '../../../src/shared/catalog.js';

/** A copy of the committed catalog in which `path` (dots between keys) holds `value`; undefined removes it. */
function changed(path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(catalog);
  const keys = `models.0.${path}`.split('.');
  const last = keys.pop()!;
  const target = keys.reduce((inner, key) => Reflect.get(inner as object, key), copy) as object;
  expect(Object.hasOwn(target, last)).toBe(true);
  if (value === undefined) Reflect.deleteProperty(target, last);
  else Reflect.set(target, last, value);
  return copy;
}

describe('the model catalog', () => {
  it('of this package is usable and names its models', () => {
    for (const { id } of catalog.models) expect(modelEntry(id).id).toBe(id);
    expect(() => modelEntry('another')).toThrow(expect.objectContaining({ code: 'model-refused' }));
  });

  const faults: [string, string, unknown, RegExp][] = [
    ['an empty hash', 'sha256', '', /sha256/],
    ['an upper-case hash', 'sha256', 'A'.repeat(64), /sha256/],
    ['no length', 'bytes', undefined, /bytes/],
    ['a path instead of a file name', 'file', '../seam.onnx', /file/],
    ['another input type', 'input.type', 'float32', /input\.type/],
    ['an input that is not the crop', 'input.shape.1', 128, /sizePx/],
    ['no logits', 'outputs.logits', undefined, /logits/],
    ['no golden patterns', 'golden', [], /golden/],
    ['a pattern nobody draws', 'golden.0.pattern', 'noise', /pattern/],
    ['a golden logit that is no number', 'golden.0.logits.0', Number.NaN, /logits/],
    ['a tolerance that lets anything pass', 'golden.0.toleranceLogit', 9, /tolerance/],
    ['falling thresholds', 'thresholds.track.moderate', 0, /track thresholds must rise/],
    ['a falling image threshold', 'thresholds.image.strong', 0, /image thresholds/],
    ['a calibration that swaps the classes', 'calibration.composite.scale', -1, /scale/],
    ['another way to combine', 'calibration.combine', 'max', /combine/],
    ['no gate', 'validity', undefined, /validity/],
    ['an unknown alignment', 'crop.align', 'nose', /align/],
    ['a turn of more than half a circle', 'crop.alignFromDegrees', 181, /alignFromDegrees/],
    ['faces turned by more than half a circle', 'validity.maxRollDegrees', 181, /maxRollDegrees/],
    ['a turn backwards', 'crop.alignFromDegrees', -1, /alignFromDegrees/],
  ];
  for (const [fault, path, value, name] of faults) {
    it(`with ${fault} does not start`, () =>
      expect(() => parseCatalog(changed(path, value))).toThrow(name));
  }

  it('without models, or with two of one id, does not start', () => {
    expect(() => parseCatalog({ models: [] })).toThrow(/models/);
    expect(() => parseCatalog({ models: [catalog.models[0], catalog.models[0]] })).toThrow(
      /differ/,
    );
    expect(() => parseCatalog(null)).toThrow();
  });
});

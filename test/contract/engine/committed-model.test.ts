import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createClassifier, type Classifier } from '../../../src/engine/classify.js';
import { goldenPatterns, verifyGolden } from '../../../src/engine/runtime/golden.js';
import { openModel } from '../../../src/engine/runtime/open-model.js';
import * as onnx from 'onnxruntime-web';
import { seededBytes } from '../../unit/engine/pictures.js';
import { entry, fetchFromPackage, openCommittedModel } from './package-model.js';

describe('the committed model', () => {
  let classifier: Classifier;
  beforeAll(async () => {
    classifier = await openCommittedModel();
  });

  it('gives the logits of the catalog on every golden pattern', async () => {
    for (const { pattern, logits, toleranceLogit } of entry.golden) {
      goldenPatterns[pattern](classifier.input, entry.crop.sizePx);
      const { composite, synthetic } = await classifier.run();
      expect(Math.abs(composite - logits[0])).toBeLessThanOrEqual(toleranceLogit);
      expect(Math.abs(synthetic - logits[1])).toBeLessThanOrEqual(toleranceLogit);
    }
    await expect(classifier.verify()).resolves.toBeUndefined();
  });

  it('is suspect when a golden logit is off by twice the tolerance', async () => {
    for (const head of [0, 1]) {
      const golden = entry.golden.map((row) => {
        const logits: [number, number] = [...row.logits];
        logits[head] = logits[head]! + 2 * row.toleranceLogit;
        return { ...row, logits };
      });
      await expect(verifyGolden(classifier, golden, entry.crop.sizePx)).rejects.toMatchObject({
        code: 'suspect',
      });
    }
  });

  it('answers what is in the input now, not what was there before', async () => {
    goldenPatterns.ramp(classifier.input, entry.crop.sizePx);
    const ramp = await classifier.run();
    goldenPatterns.blob(classifier.input, entry.crop.sizePx);
    const blob = await classifier.run();
    // One head may say the same of both patterns by chance.
    const heads = ['composite', 'synthetic'] as const;
    expect(Math.max(...heads.map((head) => Math.abs(ramp[head] - blob[head])))).toBeGreaterThan(1);
    goldenPatterns.ramp(classifier.input, entry.crop.sizePx);
    expect(await classifier.run()).toEqual(ramp);
  });
});

describe('a model file that is not the one of the catalog', () => {
  it('is refused before any runtime sees it: flipped bits, cut ends, another file, nothing', async () => {
    const model = await fetchFromPackage(`models/${entry.file}`);
    const places = seededBytes(4 * 40, 9);
    const flips = Array.from({ length: 40 }, (_, at) => {
      const place = new DataView(places.buffer).getUint32(at * 4) % model.length;
      return (bytes: Uint8Array<ArrayBuffer>) => {
        bytes[place] = bytes[place]! ^ (1 << (at % 8));
        return bytes;
      };
    });
    const corruptions: ((bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>)[] = [
      ...flips,
      (bytes) => bytes.slice(0, -1),
      (bytes) => bytes.slice(0, 1000),
      () => new Uint8Array(),
      (bytes) => new Uint8Array(bytes.length),
      (bytes) => {
        const longer = new Uint8Array(bytes.length + 1);
        longer.set(bytes);
        return longer;
      },
    ];
    let refused = 0;
    for (const corrupt of corruptions) {
      await openModel(entry, async () => corrupt(model.slice())).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'model-refused' });
        refused++;
      });
    }
    expect(refused).toBe(corruptions.length);
    await expect(openModel(entry, async () => model)).resolves.toHaveLength(entry.bytes);
  });

  it('is refused by its length alone, without computing a hash of whatever it is', async () => {
    const digest = vi.spyOn(crypto.subtle, 'digest');
    const short = openModel(entry, async () => new Uint8Array(entry.bytes - 1));
    await expect(short).rejects.toThrow(`${entry.bytes - 1} bytes`);
    expect(digest).not.toHaveBeenCalled();
  });

  it('is refused when it cannot be read at all', async () => {
    const missing = openModel({ ...entry, file: 'no-such.onnx' }, fetchFromPackage);
    await expect(missing).rejects.toMatchObject({ code: 'model-refused' });
  });

  it('that the runtime would load all the same is found by its golden patterns', async () => {
    const model = await fetchFromPackage(`models/${entry.file}`);
    let loaded = 0;
    for (const place of [0.15, 0.35, 0.5, 0.65, 0.8, 0.95]) {
      const changed = model.slice();
      const start = Math.floor(changed.length * place);
      changed.fill(0x55, start, start + 2000); // a thousand half-precision weights of 85
      const session = await onnx.InferenceSession.create(changed).catch(() => null);
      if (session === null) continue; // the bytes hit a name or a length: the runtime noticed
      loaded++;
      const makeTensor = (data: Uint8Array, shape: readonly number[]) =>
        new onnx.Tensor('uint8', data, shape);
      const verified = createClassifier(session, makeTensor, entry).verify();
      await expect(verified).rejects.toMatchObject({ code: 'suspect' });
    }
    expect(loaded).toBeGreaterThan(2);
  });
});

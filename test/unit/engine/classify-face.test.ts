import { expect, it, vi } from 'vitest';
import { classifyFace } from '../../../src/engine/classify-face.js';
import type { Classifier } from '../../../src/engine/classify.js';
import { cropSquare } from '../../../src/engine/pixels/crop-square.js';
import type { ClassifyRequest } from '../../../src/protocol/worker-link.js';
import { bundledModel } from '../../../src/shared/bundled-catalog.js';
import { squareAround } from '../../../src/shared/geometry.js';
import { noiseRgba } from './pictures.js';

const { crop } = bundledModel;
const picture = noiseRgba(120, 110);
const request: ClassifyRequest = {
  key: 'a',
  picture,
  box: { xPx: 4, yPx: -2, widthPx: 112, heightPx: 112 },
  keyPoints: null,
  template: null,
  wantThumbnail: true,
  variants: [0],
};
const newClassifier = (): Classifier => ({
  input: new Uint8Array(crop.sizePx * crop.sizePx * 3),
  run: async () => ({ composite: 1, synthetic: 2 }),
  verify: async () => undefined,
});

it('a face that fills its picture is judged by that picture, and no edge is repeated', async () => {
  const [classifier, draw] = [newClassifier(), vi.fn(async () => null)];
  const face = await classifyFace(request, classifier, bundledModel, draw);
  expect(face).toMatchObject({ refused: null, logits: { composite: 1, synthetic: 2 } });
  const inside = { xPx: 5, yPx: 0, widthPx: 110, heightPx: 110 };
  expect(draw).toHaveBeenCalledWith(picture, inside);
  // As text: the difference of two arrays of this length takes minutes to print.
  expect(classifier.input.join()).toBe(cropSquare(picture, inside, crop.sizePx).join());
});

it('a model that wants level eyes gets the square around the face, which is turned around its middle', async () => {
  const classifier = newClassifier();
  const model = { ...bundledModel, crop: { ...crop, align: 'eyes' } } as const;
  await classifyFace(request, classifier, model, async () => null);
  const around = squareAround(request.box, crop.margin);
  expect(classifier.input.join()).toBe(cropSquare(picture, around, crop.sizePx).join());
});

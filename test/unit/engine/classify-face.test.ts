import { expect, it, vi } from 'vitest';
import { classifyFace } from '../../../src/engine/classify-face.js';
import type { Classifier } from '../../../src/engine/classify.js';
import { cropSquare } from '../../../src/engine/pixels/crop-square.js';
import { bundledModel } from '../../../src/shared/bundled-catalog.js';
import { noiseRgba } from './pictures.js';

it('a face that fills its picture is judged by that picture, and no edge is repeated', async () => {
  const picture = noiseRgba(120, 110);
  const { sizePx } = bundledModel.crop;
  const classifier: Classifier = {
    input: new Uint8Array(sizePx * sizePx * 3),
    run: async () => ({ composite: 1, synthetic: 2 }),
    verify: async () => undefined,
  };
  const request = {
    key: 'a',
    picture,
    box: { xPx: 4, yPx: -2, widthPx: 112, heightPx: 112 },
    keyPoints: null,
    template: null,
    wantThumbnail: true,
    variants: [0],
  };
  const draw = vi.fn(async () => null);
  const face = await classifyFace(request, classifier, bundledModel, draw);
  expect(face).toMatchObject({ refused: null, logits: { composite: 1, synthetic: 2 } });
  const inside = { xPx: 5, yPx: 0, widthPx: 110, heightPx: 110 };
  expect(draw).toHaveBeenCalledWith(picture, inside);
  expect(classifier.input).toEqual(cropSquare(picture, inside, sizePx));
});

import { expect, it, vi } from 'vitest';
import { classifyFace } from '../../../src/engine/classify-face.js';
import type { Classifier } from '../../../src/engine/classify.js';
import { faceSquare } from '../../../src/engine/face-square.js';
import { cropLevel } from '../../../src/engine/pixels/crop-level.js';
import { cropSquare } from '../../../src/engine/pixels/crop-square.js';
import type { ClassifyRequest } from '../../../src/protocol/worker-link.js';
import { bundledModel } from '../../../src/shared/bundled-catalog.js';
import { boxShareAt } from '../../../src/shared/face-roll.js';
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
/** The difference of two arrays of this length would take minutes to print. */
const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
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
  expect(sameBytes(classifier.input, cropSquare(picture, inside, crop.sizePx))).toBe(true);
});

it('of a face larger than its picture no more is seen than the picture', async () => {
  const face = await classifyFace(request, newClassifier(), bundledModel, async () => null);
  expect(face.quality.facePx).toBe(110);
});

it('an odd rest of the square goes to the right and below, as in training', () => {
  const box = { xPx: 50, yPx: -3, widthPx: 121, heightPx: 110 };
  expect(faceSquare(box, 1, { widthPx: 400, heightPx: 90 })).toMatchObject({ xPx: 65, yPx: 0 });
});

/** Eyes and mouth of a face in `request.box` that is turned by `degrees`. */
function pointsAt(degrees: number): ClassifyRequest['keyPoints'] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const at = (x: number, y: number) => ({
    xPx: 60 + cos * x - sin * y,
    yPx: 54 + sin * x + cos * y,
  });
  return [at(-20, -20), at(20, -20), at(0, 5), at(0, 25)];
}

it.each([
  ['level from 15 degrees on', 15.1, true],
  ['level to the other side', -40, true],
  ['as it is below', 14.9, false],
])('a tilted face is cut %s by the bundled model', async (_, degrees, isLevelled) => {
  const classifier = newClassifier();
  const tilted = { ...request, keyPoints: pointsAt(degrees) };
  await classifyFace(tilted, classifier, bundledModel, async () => null);
  const angleRad = (degrees * Math.PI) / 180;
  const expected = isLevelled
    ? cropLevel(
        picture,
        squareAround(request.box, crop.margin / boxShareAt(angleRad)),
        angleRad,
        crop.sizePx,
      )
    : cropSquare(picture, faceSquare(request.box, crop.margin, picture), crop.sizePx);
  expect(sameBytes(classifier.input, expected)).toBe(true);
});

it('a tilted face is judged as it is and levelled, every variant, and the higher logit of each head counts', async () => {
  const answers = [
    { composite: 1, synthetic: -4 },
    { composite: 3, synthetic: -2 },
    { composite: -9, synthetic: 5 },
    { composite: -7, synthetic: 7 },
  ];
  const inputs: string[] = [];
  const run = vi.fn(async () => {
    inputs.push(classifier.input.join());
    return answers[run.mock.calls.length - 1]!;
  });
  const tilted = { ...request, keyPoints: pointsAt(20), variants: [0, 1] };
  const classifier = { ...newClassifier(), run };
  const face = await classifyFace(tilted, classifier, bundledModel, async () => null);
  expect(run).toHaveBeenCalledTimes(4);
  expect(inputs[0]).toBe(
    cropSquare(
      picture,
      faceSquare(request.box, crop.margin / boxShareAt(Math.PI / 9), picture),
      crop.sizePx,
    ).join(),
  );
  expect(face.logits).toEqual({ composite: 2, synthetic: 6 });

  const upright = { ...tilted, keyPoints: pointsAt(0) };
  run.mockClear();
  const one = await classifyFace(upright, classifier, bundledModel, async () => null);
  expect(run).toHaveBeenCalledTimes(2);
  expect(one.logits).toEqual({ composite: 2, synthetic: -3 });
});

it.each([
  [49, null],
  [-49, null],
  [51, 'face-tilted'],
  [-120, 'face-tilted'],
])('a face that is turned by %d degrees: refused %s', async (degrees, refused) => {
  const tilted = { ...request, keyPoints: pointsAt(degrees) };
  const face = await classifyFace(tilted, newClassifier(), bundledModel, async () => null);
  expect(face).toMatchObject({ refused });
  expect(face.logits === null).toBe(refused !== null);
});

it('a model without such a limit judges a face upside down', async () => {
  const model = {
    ...bundledModel,
    validity: { ...bundledModel.validity, maxRollDegrees: undefined },
  };
  const face = await classifyFace(
    { ...request, keyPoints: pointsAt(180) },
    newClassifier(),
    model,
    async () => null,
  );
  expect(face.refused).toBe(null);
});

it('a model that wants level eyes gets the square around the face, which is turned around its middle', async () => {
  const classifier = newClassifier();
  const model = {
    ...bundledModel,
    crop: { ...crop, align: 'eyes', alignFromDegrees: undefined },
  } as const;
  await classifyFace(request, classifier, model, async () => null);
  const around = squareAround(request.box, crop.margin);
  expect(sameBytes(classifier.input, cropSquare(picture, around, crop.sizePx))).toBe(true);
});

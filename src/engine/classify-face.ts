import type {
  ClassifiedFace,
  ClassifyRequest,
  FaceQuality,
  FaceTemplate,
} from '../protocol/worker-link.js';
import type { ModelEntry } from '../shared/catalog.js';
import { variantAt } from '../shared/crop-variant.js';
import { squareAround, type BoxPx } from '../shared/geometry.js';
import type { FaceLogits } from '../shared/face-logits.js';
import type { Classifier } from './classify.js';
import { boxShareAt, faceRollRad, movePoints } from '../shared/face-roll.js';
import { faceSquare } from './face-square.js';
import { locateFace, makeTemplate } from './locate.js';
import { cropLevel } from './pixels/crop-level.js';
import { cropSquare } from './pixels/crop-square.js';
import { mirror } from './pixels/mirror.js';
import { measureQuality, refusalOf } from './quality.js';

/** Draws the thumbnail of a face; a failure is no reason to lose the face. */
export type DrawThumbnail = (
  picture: ClassifyRequest['picture'],
  square: BoxPx,
) => Promise<string | null>;

/**
 * One face: find it near its old place if there is a patch to find it by, cut the model's crop, refuse what
 * the model was not made for, ask the model about the rest. Throws what the classifier throws.
 */
export async function classifyFace(
  request: ClassifyRequest,
  classifier: Classifier,
  { crop, validity }: Pick<ModelEntry, 'crop' | 'validity'>,
  drawThumbnail: DrawThumbnail,
): Promise<ClassifiedFace> {
  const { key, picture, keyPoints, template } = request;
  const box = template === null ? request.box : locateFace(picture, request.box, template)?.box;
  if (box === undefined) return lostFace(request, template);

  const degrees = Math.PI / 180;
  const rollRad = faceRollRad(keyPoints && movePoints(keyPoints, request.box, box));
  const isLevelled =
    crop.align === 'eyes' && Math.abs(rollRad) >= (crop.alignFromDegrees ?? 0) * degrees;
  const cutVariant = (number: number): FaceQuality => {
    const { margin, mirrored } = variantAt(crop, number);
    const square = isLevelled
      ? squareAround(box, margin / boxShareAt(rollRad))
      : faceSquare(box, margin, picture);
    if (isLevelled) cropLevel(picture, square, rollRad, crop.sizePx, classifier.input);
    else cropSquare(picture, square, crop.sizePx, classifier.input);
    if (mirrored) mirror(classifier.input, crop.sizePx);
    return measureQuality(classifier.input, crop.sizePx, box, square.widthPx);
  };
  const [first = 0, ...further] = request.variants;
  const quality = cutVariant(first);
  const refused =
    refusalOf(quality, validity) ??
    (Math.abs(rollRad) > (validity.maxRollDegrees ?? 180) * degrees ? 'face-tilted' : null);
  const seen = refused === null ? [await classifier.run()] : [];
  if (refused === null) {
    for (const number of further) {
      cutVariant(number);
      seen.push(await classifier.run());
    }
  }
  return {
    key,
    logits: meanOf(seen),
    refused,
    box,
    template: makeTemplate(picture, box),
    quality,
    thumbnail: request.wantThumbnail
      ? await drawThumbnail(picture, faceSquare(box, crop.margin, picture))
      : null,
  };
}

/** Calibration is linear in each logit, so this is the mean log-odds of each head as well. */
function meanOf(seen: readonly FaceLogits[]): FaceLogits | null {
  if (seen.length === 0) return null;
  const mean = (head: keyof FaceLogits): number =>
    seen.reduce((sum, logits) => sum + logits[head], 0) / seen.length;
  return { composite: mean('composite'), synthetic: mean('synthetic') };
}

/** Nothing was measured: the numbers are those of no crop. */
function lostFace({ key, box }: ClassifyRequest, template: FaceTemplate | null): ClassifiedFace {
  return {
    key,
    logits: null,
    refused: 'lost',
    box,
    template: template ?? { luma: new Uint8Array(), sidePx: 0 },
    quality: { facePx: Math.max(box.widthPx, box.heightPx), sharpness: 0, luma: 0 },
    thumbnail: null,
  };
}

import type {
  ClassifiedFace,
  ClassifyRequest,
  FaceQuality,
  FaceTemplate,
} from '../protocol/worker-link.js';
import type { ModelEntry } from '../shared/catalog.js';
import { variantAt } from '../shared/crop-variant.js';
import { movePoints, squareAround, type BoxPx } from '../shared/geometry.js';
import type { Reason } from '../shared/reason.js';
import type { FaceLogits } from '../shared/face-logits.js';
import type { Classifier } from './classify.js';
import { boxShareAt, faceRollRad } from '../shared/face-roll.js';
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

  const rollRad = faceRollRad(keyPoints && movePoints(keyPoints, request.box, box));
  const ways = waysToCut(rollRad, crop);
  const cutVariant = (number: number, isLevelled: boolean): FaceQuality => {
    const { margin, mirrored } = variantAt(crop, number);
    const wideMargin = margin / (ways.includes(true) ? boxShareAt(rollRad) : 1);
    const square = isLevelled
      ? squareAround(box, wideMargin)
      : faceSquare(box, wideMargin, picture);
    if (isLevelled) cropLevel(picture, square, rollRad, crop.sizePx, classifier.input);
    else cropSquare(picture, square, crop.sizePx, classifier.input);
    if (mirrored) mirror(classifier.input, crop.sizePx);
    return measureQuality(classifier.input, crop.sizePx, box, square.widthPx);
  };
  const quality = cutVariant(request.variants[0] ?? 0, ways[0]);
  const refused = refusalOf(quality, validity) ?? tiltRefusalOf(rollRad, validity);
  const judged: FaceLogits[] = [];
  let isCut = true; // the first crop, to be measured
  for (const isLevelled of refused === null ? ways : []) {
    const seen: FaceLogits[] = [];
    for (const number of request.variants) {
      if (!isCut) cutVariant(number, isLevelled);
      isCut = false;
      seen.push(await classifier.run());
    }
    judged.push(meanOf(seen));
  }
  return {
    key,
    logits: judged.length === 0 ? null : highestOf(judged),
    refused,
    box,
    template: makeTemplate(picture, box),
    quality,
    thumbnail: request.wantThumbnail
      ? await drawThumbnail(picture, faceSquare(box, crop.margin, picture))
      : null,
  };
}

const degreesRad = Math.PI / 180;

/**
 * Levelled or not, in turn. Of a tilted face nobody knows whether the head leans in an upright picture or somebody turned the picture:
 * where the catalog names a limit, it is judged both ways.
 */
function waysToCut(
  rollRad: number,
  { align, alignFromDegrees }: ModelEntry['crop'],
): readonly [boolean, ...boolean[]] {
  if (align === 'none') return [false];
  if (alignFromDegrees === undefined) return [true];
  return Math.abs(rollRad) >= alignFromDegrees * degreesRad ? [false, true] : [false];
}

function tiltRefusalOf(rollRad: number, { maxRollDegrees }: ModelEntry['validity']): Reason | null {
  const isWithin = maxRollDegrees === undefined || Math.abs(rollRad) <= maxRollDegrees * degreesRad;
  return isWithin ? null : 'face-tilted';
}

/** Calibration is linear in each logit, so this is the mean log-odds of each head as well. */
function meanOf(seen: readonly FaceLogits[]): FaceLogits {
  const mean = (head: keyof FaceLogits): number =>
    seen.reduce((sum, logits) => sum + logits[head], 0) / seen.length;
  return { composite: mean('composite'), synthetic: mean('synthetic') };
}

function highestOf(judged: readonly FaceLogits[]): FaceLogits {
  const highest = (head: keyof FaceLogits): number =>
    Math.max(...judged.map((logits) => logits[head]));
  return { composite: highest('composite'), synthetic: highest('synthetic') };
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

import type { ClassifiedFace, ClassifyRequest, FaceTemplate } from '../protocol/worker-link.js';
import type { ModelEntry } from '../shared/catalog.js';
import { squareAround, type BoxPx } from '../shared/geometry.js';
import type { Classifier } from './classify.js';
import { locateFace, makeTemplate } from './locate.js';
import { cropLevel } from './pixels/crop-level.js';
import { cropSquare } from './pixels/crop-square.js';
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
  const { key, picture, template } = request;
  const box = template === null ? request.box : locateFace(picture, request.box, template)?.box;
  if (box === undefined) return lostFace(request, template);

  const square = squareAround(box, crop.margin);
  if (crop.align === 'eyes') {
    cropLevel(picture, square, movedPoints(request, box), crop.sizePx, classifier.input);
  } else {
    cropSquare(picture, square, crop.sizePx, classifier.input);
  }
  const quality = measureQuality(classifier.input, crop.sizePx, box);
  const refused = refusalOf(quality, validity);
  const logits = refused === null ? await classifier.run() : null;
  return {
    key,
    logits,
    refused,
    box,
    template: makeTemplate(picture, box),
    quality,
    thumbnail: request.wantThumbnail ? await drawThumbnail(picture, square) : null,
  };
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

/** Key points of the old place, moved with the box. */
function movedPoints(
  { keyPoints, box: before }: ClassifyRequest,
  now: BoxPx,
): ClassifyRequest['keyPoints'] {
  const grow = now.widthPx / Math.max(before.widthPx, 1e-6);
  return (
    keyPoints?.map(({ xPx, yPx }) => ({
      xPx: now.xPx + (xPx - before.xPx) * grow,
      yPx: now.yPx + (yPx - before.yPx) * grow,
    })) ?? null
  );
}

import type { Crop, WantedRect } from '../../protocol/pixel-port.js';
import type { DetectedFace } from '../../protocol/worker-link.js';
import {
  holdsCentre,
  overlap,
  scaleBox,
  type BoxPx,
  type PointPx,
  type SizePx,
} from '../../shared/geometry.js';
import { limits } from '../../shared/limits.js';

/**
 * Small faces of a large still. Shrunk as a whole, a group of people on a photograph of 12 megapixels or a screenshot of a
 * long page has faces of a few pixels; so it is looked at in pieces as well.
 */

/** A face in source pixels. */
export interface SeenFace extends DetectedFace {
  /** Source pixels for one pixel of the picture that it was found in. */
  readonly shrunkBy: number;
}

/** As many fit into one message (26 MB). */
const mostPieces = 16;
/** Of a picture with a longer side up to this, the smallest face that is judged (64 px) is large enough in the whole. */
const mostWholePx = 1000;
/** Of the longer side. Larger faces are found in the whole picture: the detector sees 192 px, 19 of them then. */
const foundShare = 0.1;
/** Boxes that share less belong to two faces. */
const sameFaceOverlap = 0.3;
/** What lies within a face and is so much smaller is a part of it, or a picture on it. */
const partShare = 0.25;

/**
 * Squares that cover a frame, row by row, each shrunk to `limits.smallPictureLongSidePx` at most, and as little as their number allows.
 * Neighbours share as much as the largest face that the whole picture may hide, so that every such face lies within one. None where the
 * whole picture hides none.
 */
export function piecesOf({ widthPx, heightPx }: SizePx): readonly WantedRect[] {
  const longPx = Math.max(widthPx, heightPx);
  if (longPx <= mostWholePx) return [];
  const sharedPx = Math.min(widthPx, heightPx, foundShare * longPx);
  for (let shrink = 1; ; shrink++) {
    const sidePx = limits.smallPictureLongSidePx * shrink;
    const columns = startsOf(widthPx, sidePx, sharedPx);
    const rows = startsOf(heightPx, sidePx, sharedPx);
    if (columns.length * rows.length > mostPieces) continue;
    return rows.flatMap((yPx) =>
      columns.map((xPx) => ({
        key: `${xPx},${yPx}`,
        rect: {
          xPx,
          yPx,
          widthPx: Math.min(sidePx, widthPx),
          heightPx: Math.min(sidePx, heightPx),
        },
        shrink,
      })),
    );
  }
}

/** Even places of the fewest pieces that cover a side and share at least so much, spread evenly. */
function startsOf(lengthPx: number, sidePx: number, sharedPx: number): readonly number[] {
  if (lengthPx <= sidePx) return [0];
  const steps = Math.ceil((lengthPx - sidePx) / Math.max(1, sidePx - sharedPx));
  return Array.from(
    { length: steps + 1 },
    (_, at) => 2 * Math.floor(((lengthPx - sidePx) * at) / steps / 2),
  );
}

/** Faces of a picture that shows `rect` of the source, brought there. */
export function inSource(
  faces: readonly DetectedFace[],
  rect: BoxPx,
  picture: SizePx,
): readonly SeenFace[] {
  const shrunkBy = rect.widthPx / picture.widthPx;
  const place = ({ xPx, yPx }: PointPx): PointPx => ({
    xPx: rect.xPx + xPx * shrunkBy,
    yPx: rect.yPx + yPx * shrunkBy,
  });
  return faces.map((face) => ({
    ...face,
    box: { ...scaleBox(face.box, shrunkBy), ...place(face.box) },
    keyPoints: face.keyPoints.map(place),
    shrunkBy,
  }));
}

/** What is found in one piece, less what its edge cuts: a neighbour, or the whole picture, shows that better. */
export function withinPiece(
  faces: readonly DetectedFace[],
  { rect, picture }: Crop,
  frame: SizePx,
): readonly SeenFace[] {
  const [right, bottom] = [rect.xPx + rect.widthPx, rect.yPx + rect.heightPx];
  return inSource(faces, rect, picture).filter(({ box, shrunkBy }) => {
    // A piece ends a few pixels before the frame does: its sides are whole multiples.
    const isLast = (endPx: number, lengthPx: number): boolean => endPx + 2 * shrunkBy > lengthPx;
    return (
      (rect.xPx === 0 || box.xPx >= rect.xPx) &&
      (rect.yPx === 0 || box.yPx >= rect.yPx) &&
      (isLast(right, frame.widthPx) || box.xPx + box.widthPx <= right) &&
      (isLast(bottom, frame.heightPx) || box.yPx + box.heightPx <= bottom)
    );
  });
}

/** Each face once: as the whole picture shows it where it is large enough there, else as a piece does. */
export function joinFaces(
  inWhole: readonly SeenFace[],
  inPieces: readonly SeenFace[],
): readonly SeenFace[] {
  const largestFirst = [...inPieces].sort((a, b) => b.box.widthPx - a.box.widthPx);
  const bestFirst = [
    ...inWhole.filter((face) => !isRough(face)),
    ...largestFirst,
    ...inWhole.filter(isRough),
  ];
  return bestFirst.reduce<readonly SeenFace[]>(
    (joined, face) =>
      joined.some((known) => isSameFace(known.box, face.box)) ? joined : [...joined, face],
    [],
  );
}

/** A face of so few pixels that its box is a guess. */
export function isRough({ box, shrunkBy }: SeenFace): boolean {
  return shrunkBy > 1 && box.widthPx / shrunkBy < limits.roughDetectionPx;
}

function isSameFace(known: BoxPx, box: BoxPx): boolean {
  if (overlap(known, box) >= sameFaceOverlap) return true;
  return areaPx(box) < partShare * areaPx(known) && holdsCentre(known, box);
}

function areaPx({ widthPx, heightPx }: BoxPx): number {
  return widthPx * heightPx;
}

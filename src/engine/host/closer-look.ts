import type { Crop, WantedRect } from '../../protocol/pixel-port.js';
import type { DetectedFace } from '../../protocol/worker-link.js';
import {
  holdsPoint,
  overlap,
  shareCentre,
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

/** Of the longer side. Larger faces are found in the whole picture: the detector sees 192 px, 19 of them then. */
const foundShare = 0.1;
const sameFaceOverlap = 0.3;
/** Eyes, nose and mouth, the first key points: a small box on one of them is no face. */
const features = 4;

/**
 * Squares that cover a frame, row by row, each shrunk to `limits.smallPictureLongSidePx` at most, and as little as their number allows.
 * Neighbours share as much as the largest face that the whole picture may hide, so that every such face lies within one. None where the
 * whole picture is not shrunk.
 */
export function piecesOf({ widthPx, heightPx }: SizePx): readonly WantedRect[] {
  const longPx = Math.max(widthPx, heightPx);
  if (longPx <= limits.smallPictureLongSidePx) return [];
  const sharedPx = Math.min(widthPx, heightPx, foundShare * longPx);
  for (let shrink = 1; ; shrink++) {
    const sidePx = limits.smallPictureLongSidePx * shrink;
    const columns = startsOf(widthPx, sidePx, sharedPx);
    const rows = startsOf(heightPx, sidePx, sharedPx);
    if (columns.length * rows.length > limits.maxPiecesPerStill) continue;
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
  // A narrow picture is shrunk by a little more or less across than along: its sides are even.
  const across = rect.widthPx / picture.widthPx;
  const along = rect.heightPx / picture.heightPx;
  const place = ({ xPx, yPx }: PointPx): PointPx => ({
    xPx: rect.xPx + xPx * across,
    yPx: rect.yPx + yPx * along,
  });
  return faces.map(({ box, confidence, keyPoints }) => ({
    box: { ...place(box), widthPx: box.widthPx * across, heightPx: box.heightPx * along },
    confidence,
    keyPoints: keyPoints.map(place),
    shrunkBy: across,
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

/**
 * Each face once: all that the whole picture shows well, of the pieces what is neither one of them nor a part of one, and where no piece
 * shows anything, what the whole picture shows in a few pixels.
 */
export function joinFaces(
  inWhole: readonly SeenFace[],
  inPieces: readonly SeenFace[],
): readonly SeenFace[] {
  const joined = inWhole.filter((face) => !isRough(face));
  for (const face of [...inPieces].sort((a, b) => b.box.widthPx - a.box.widthPx)) {
    if (!joined.some((known) => isSameFace(known, face) || isPartOf(known, face)))
      joined.push(face);
  }
  // A rough box lies up to half a face beside its face, and is twice as large.
  const guesses = inWhole.filter(isRough);
  return [
    ...joined,
    ...guesses.filter((guess) => !joined.some((known) => shareCentre(guess.box, known.box))),
  ];
}

/** A face of so few pixels that its box is a guess. */
export function isRough({ box, shrunkBy }: SeenFace): boolean {
  return shrunkBy > 1 && box.widthPx / shrunkBy < limits.roughDetectionPx;
}

/** What shares less belongs to two faces. */
export function isSameFace(a: { readonly box: BoxPx }, b: { readonly box: BoxPx }): boolean {
  return overlap(a.box, b.box) >= sameFaceOverlap;
}

/** A smaller box on an eye, the nose or the mouth of a face. */
function isPartOf({ box: whole, keyPoints }: SeenFace, { box }: SeenFace): boolean {
  if (areaPx(box) >= sameFaceOverlap * areaPx(whole)) return false;
  return keyPoints.slice(0, features).some((point) => holdsPoint(box, point));
}

function areaPx({ widthPx, heightPx }: BoxPx): number {
  return widthPx * heightPx;
}

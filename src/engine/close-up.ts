import type { DetectedFace } from '../protocol/worker-link.js';
import type { BoxPx, PointPx } from '../shared/geometry.js';
import { limits } from '../shared/limits.js';
import { surround } from './pixels/surround.js';

/**
 * Faces that fill a picture. BlazeFace full range misses many of them, or draws a box around half a face: README, "Close-ups".
 */

const smallerBy = 2;
/** Above the detector's own limit: mouths and eyes alone, filling the picture, are taken for faces below. */
const minConfidence = 0.6;
/** Longer side of the box as a share of the picture's longer side. What is found smaller is mostly no face. */
const minShare = 0.4;
/** Right eye, left eye, nose, mouth must lie in the picture; the ears that follow need not. */
const insidePoints = 4;
/** Larger pictures are not looked at again: the detector's memory grows with the largest it saw. */
const maxSidePx = 2 * limits.smallPictureLongSidePx;

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * The faces of an RGBA picture, in its pixels, where `look` found `found`. If that is nothing, or a face so large
 * that its box is a guess, `look` sees the picture once more in the middle of a black one twice as wide and as high.
 */
export function withCloseUps(
  pixels: Uint8ClampedArray,
  size: Size,
  found: readonly DetectedFace[],
  look: (pixels: Uint8ClampedArray, size: Size) => readonly DetectedFace[],
): readonly DetectedFace[] {
  if (Math.max(size.widthPx, size.heightPx) > maxSidePx) return found;
  if (found.length > 0 && !found.some((face) => isLarge(face, size))) return found;
  const { widthPx, heightPx } = size;
  const { data, leftPx, topPx, ...larger } = surround(pixels, widthPx, heightPx, smallerBy);
  const closeUps = look(data, larger)
    .map((face) => moved(face, -leftPx, -topPx))
    .filter((face) => isCloseUp(face, size));
  const isSeparate = ({ box }: DetectedFace): boolean =>
    !closeUps.some((closeUp) => holdsCentre(closeUp.box, box));
  return [...closeUps, ...found.filter(isSeparate)];
}

function moved({ box, confidence, keyPoints }: DetectedFace, dx: number, dy: number): DetectedFace {
  return {
    box: { ...box, xPx: box.xPx + dx, yPx: box.yPx + dy },
    confidence,
    keyPoints: keyPoints.map(({ xPx, yPx }) => ({ xPx: xPx + dx, yPx: yPx + dy })),
  };
}

function isLarge({ box }: DetectedFace, { widthPx, heightPx }: Size): boolean {
  return Math.max(box.widthPx, box.heightPx) >= minShare * Math.max(widthPx, heightPx);
}

function isCloseUp(face: DetectedFace, size: Size): boolean {
  const isInside = ({ xPx, yPx }: PointPx): boolean =>
    xPx >= 0 && yPx >= 0 && xPx <= size.widthPx && yPx <= size.heightPx;
  return (
    face.confidence >= minConfidence &&
    isLarge(face, size) &&
    face.keyPoints.slice(0, insidePoints).every(isInside)
  );
}

function holdsCentre(outer: BoxPx, inner: BoxPx): boolean {
  const right = inner.xPx + inner.widthPx / 2 - outer.xPx;
  const down = inner.yPx + inner.heightPx / 2 - outer.yPx;
  return right >= 0 && down >= 0 && right <= outer.widthPx && down <= outer.heightPx;
}

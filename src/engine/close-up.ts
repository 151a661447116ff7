import type { DetectedFace } from '../protocol/worker-link.js';
import { shareCentre, type PointPx, type SizePx } from '../shared/geometry.js';
import { shrinkInBlack, type ShrunkInBlack } from './pixels/shrink-in-black.js';

/**
 * Faces that fill a picture. BlazeFace full range misses many of them, or draws a box around half a face: README, "Close-ups".
 */

/** Longer side of the copy that is looked at, at most: the detector sees 192 px, the half of them then. */
const copySidePx = 192;
/**
 * Above the detector's own limit: mouths and eyes alone, filling the picture, are taken for faces below. Where the first
 * look found a large face as well, the detector's limit is enough: a box must not change its size from look to look.
 */
const minConfidence = 0.6;
/** Longer side of a close-up as a share of the picture's longer side. What the second look finds smaller is mostly no face. */
const closeUpShare = 0.4;
/**
 * Beside a face of this share no close-up is looked for: there is seldom room for one, and pictures with such a face are most
 * of all; a second detection for each would cost more than it finds. Smaller ones are badges and insets.
 */
const ordinaryShare = 0.2;
/** Right eye, left eye, nose, mouth must lie in the picture; the ears that follow need not. */
const insidePoints = 4;

/**
 * The faces of an RGBA picture, in its pixels, where `look` found `found`. Unless that holds a face of ordinary size and no
 * large one, `look` sees a small copy once more, in the middle of a black picture twice as wide and as high.
 */
export function withCloseUps(
  pixels: Uint8ClampedArray,
  size: SizePx,
  found: readonly DetectedFace[],
  look: (pixels: Uint8ClampedArray, size: SizePx) => readonly DetectedFace[],
): readonly DetectedFace[] {
  const largest = Math.max(0, ...found.map((face) => shareOf(face, size)));
  if (largest >= ordinaryShare && largest < closeUpShare) return found;
  const shrunk = shrinkInBlack(pixels, size, copySidePx);
  const guesses = found.filter((face) => shareOf(face, size) >= closeUpShare);
  const closeUps = look(shrunk.data, shrunk)
    .map((face) => backInPicture(face, shrunk, size))
    .filter(
      (face) =>
        shareOf(face, size) >= closeUpShare &&
        hasItsFeatures(face, size) &&
        guesses.filter((guess) => shareCentre(guess.box, face.box)).length <= 1 && // not two people as one
        (face.confidence >= minConfidence ||
          guesses.some((guess) => shareCentre(guess.box, face.box))),
    );
  const isReplaced = (face: DetectedFace): boolean =>
    guesses.includes(face) && closeUps.some((closeUp) => shareCentre(face.box, closeUp.box));
  return [...closeUps, ...found.filter((face) => !isReplaced(face))];
}

function backInPicture(
  { box, confidence, keyPoints }: DetectedFace,
  { leftPx, topPx, copyWidthPx, copyHeightPx }: ShrunkInBlack,
  { widthPx, heightPx }: SizePx,
): DetectedFace {
  const [across, down] = [widthPx / copyWidthPx, heightPx / copyHeightPx];
  const place = ({ xPx, yPx }: PointPx): PointPx => ({
    xPx: (xPx - leftPx) * across,
    yPx: (yPx - topPx) * down,
  });
  return {
    box: { ...place(box), widthPx: box.widthPx * across, heightPx: box.heightPx * down },
    confidence,
    keyPoints: keyPoints.map(place),
  };
}

/** Longer side of the box as a share of the picture's longer side. */
function shareOf({ box }: DetectedFace, { widthPx, heightPx }: SizePx): number {
  return Math.max(box.widthPx, box.heightPx) / Math.max(widthPx, heightPx);
}

function hasItsFeatures({ keyPoints }: DetectedFace, { widthPx, heightPx }: SizePx): boolean {
  return keyPoints
    .slice(0, insidePoints)
    .every(({ xPx, yPx }) => xPx >= 0 && yPx >= 0 && xPx <= widthPx && yPx <= heightPx);
}

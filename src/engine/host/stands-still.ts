import type { FaceTemplate } from '../../protocol/worker-link.js';
import type { BoxPx } from '../../shared/geometry.js';

/**
 * Largest difference of luma, in one cell of 24 x 24, between two looks at a picture that stands still: following
 * moves the box by a fiftieth of a pixel, which moves cells at hard edges by up to 4, grain included; a mouth that
 * opens moves them by tens (both `locate.test.ts`).
 */
const stillDifference = 6;

/** A still that is moved about is looked at as any video; one that stands keeps its place to this share of its side. */
const stillShift = 0.005;

/** What was seen of a face: its patch, and its place in source pixels. */
export interface PlacedPatch {
  readonly template: FaceTemplate | null;
  readonly box: BoxPx;
}

/**
 * True when a face has not changed since it was seen before. Eight looks at a still are not eight pieces of
 * evidence, however differently they are cropped.
 */
export function standsStill(before: PlacedPatch, now: PlacedPatch): boolean {
  const [was, is] = [before.template?.luma, now.template?.luma];
  if (was === undefined || was.length === 0 || was.length !== is?.length) return false;
  const shiftPx = Math.max(
    Math.abs(before.box.xPx - now.box.xPx),
    Math.abs(before.box.yPx - now.box.yPx),
    Math.abs(before.box.widthPx - now.box.widthPx),
  );
  if (shiftPx > stillShift * before.box.widthPx) return false;
  return was.every((value, i) => Math.abs(value - (is[i] ?? 0)) <= stillDifference);
}

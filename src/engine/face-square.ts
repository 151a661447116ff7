import { squareAround, type BoxPx, type SizePx } from '../shared/geometry.js';
import { wholeSquare } from './pixels/crop-square.js';

/**
 * The crop of the face in `box`: the square of `margin` times the longer side, in whole pixels, shrunk and shifted until it
 * lies inside the picture, as `crop_face` of `models/training/crop.py` does it. Training crops end where the picture ends;
 * nothing is made up there.
 */
export function faceSquare(box: BoxPx, margin: number, { widthPx, heightPx }: SizePx): BoxPx {
  const { leftPx, topPx, sidePx } = wholeSquare(squareAround(box, margin));
  const insidePx = Math.min(sidePx, widthPx, heightPx);
  const shiftPx = Math.floor((sidePx - insidePx) / 2);
  const within = (startPx: number, lengthPx: number): number =>
    Math.min(Math.max(startPx + shiftPx, 0), lengthPx - insidePx);
  return {
    xPx: within(leftPx, widthPx),
    yPx: within(topPx, heightPx),
    widthPx: insidePx,
    heightPx: insidePx,
  };
}

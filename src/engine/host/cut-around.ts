import { clampBox, evenBox, squareAround, type BoxPx, type SizePx } from '../../shared/geometry.js';

/** Room around a detected face beyond the model's widest margin: the cut lies at even places, the crop at any. */
export const detectMargin = 1.1;

/**
 * What is cut out of the frame for a face: the square of `margin` times the longer side of its box, moved into the frame, at
 * even places as subsampled planes need. It is moved and not clipped, because the model's crop is moved into the frame in
 * the same way (`faceSquare`): within a clipped one it could only shrink.
 */
export function cutAround(box: BoxPx, margin: number, frame: SizePx): BoxPx {
  const square = squareAround(box, margin);
  const moved = (startPx: number, lengthPx: number): number =>
    Math.max(0, Math.min(startPx, lengthPx - square.widthPx));
  const inside = {
    ...square,
    xPx: moved(square.xPx, frame.widthPx),
    yPx: moved(square.yPx, frame.heightPx),
  };
  return clampBox(evenBox(inside), frame) ?? { xPx: 0, yPx: 0, widthPx: 2, heightPx: 2 };
}

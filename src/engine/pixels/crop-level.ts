import type { BoxPx } from '../../shared/geometry.js';
import type { Picture } from '../../shared/picture.js';
import { roomToTurn } from '../../shared/face-roll.js';
import { cropSquare } from './crop-square.js';

/** Faces this close to upright (radians) are left alone: turning costs more sharpness than it gives. */
const levelEnoughRad = 0.02;

/**
 * As `cropSquare`, with the square turned around its centre by `angleRad`, clockwise: a face turned as far is upright in it.
 *
 * Each output pixel is the mean of n x n bilinear samples, n = source pixels per output pixel, rounded
 * up, which comes close to an area average at any angle.
 */
export function cropLevel(
  picture: Picture,
  square: BoxPx,
  angleRad: number,
  sizePx: number,
  out: Uint8Array = new Uint8Array(sizePx * sizePx * 3),
): Uint8Array {
  if (Math.abs(angleRad) < levelEnoughRad) return cropSquare(picture, square, sizePx, out);

  // The upright square around the turned one, one source pixel per pixel: colour and edges are done there.
  const sidePx = Math.max(1, Math.round(square.widthPx));
  const aroundPx = Math.ceil(sidePx * roomToTurn(angleRad)) + 4;
  const centreX = square.xPx + square.widthPx / 2;
  const centreY = square.yPx + square.heightPx / 2;
  const leftPx = Math.round(centreX - aroundPx / 2);
  const topPx = Math.round(centreY - aroundPx / 2);
  const around = cropSquare(
    picture,
    { xPx: leftPx, yPx: topPx, widthPx: aroundPx, heightPx: aroundPx },
    aroundPx,
  );

  const step = sidePx / sizePx;
  const samples = Math.max(1, Math.ceil(step));
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const middle = [centreX - leftPx - 0.5, centreY - topPx - 0.5] as const;
  const sum = [0, 0, 0];
  for (let row = 0; row < sizePx; row++) {
    for (let column = 0; column < sizePx; column++) {
      sum.fill(0);
      for (let sub = 0; sub < samples * samples; sub++) {
        const dx = (column + ((sub % samples) + 0.5) / samples) * step - sidePx / 2;
        const dy = (row + (Math.floor(sub / samples) + 0.5) / samples) * step - sidePx / 2;
        addBilinear(
          around,
          aroundPx,
          middle[0] + cos * dx - sin * dy,
          middle[1] + sin * dx + cos * dy,
          sum,
        );
      }
      const at = (row * sizePx + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        out[at + channel] = Math.round((sum[channel] ?? 0) / (samples * samples));
      }
    }
  }
  return out;
}

function addBilinear(rgb: Uint8Array, widthPx: number, x: number, y: number, sum: number[]): void {
  const left = Math.min(Math.max(Math.floor(x), 0), widthPx - 2);
  const top = Math.min(Math.max(Math.floor(y), 0), widthPx - 2);
  const shareX = Math.min(Math.max(x - left, 0), 1);
  const shareY = Math.min(Math.max(y - top, 0), 1);
  const at = (top * widthPx + left) * 3;
  const below = at + widthPx * 3;
  for (let channel = 0; channel < 3; channel++) {
    const upper = (rgb[at + channel] ?? 0) * (1 - shareX) + (rgb[at + 3 + channel] ?? 0) * shareX;
    const lower =
      (rgb[below + channel] ?? 0) * (1 - shareX) + (rgb[below + 3 + channel] ?? 0) * shareX;
    sum[channel] = (sum[channel] ?? 0) + upper * (1 - shareY) + lower * shareY;
  }
}

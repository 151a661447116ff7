import type { FaceQuality } from '../protocol/worker-link.js';
import type { ModelValidity } from '../shared/catalog.js';
import type { BoxPx } from '../shared/geometry.js';
import type { Reason } from '../shared/reason.js';

/** Share of the crop's side that is left out at each edge: 80 % remain, as in `models/training/crop.py`. */
const edgeShare = 0.1;

/**
 * Measures a face. `rgb` is the model crop, uint8 `[sizePx, sizePx, 3]`; `box` the face in source pixels, `squarePx` the side
 * of what was cropped there: of a face larger than its picture no more can be seen.
 * Sharpness and luma are taken over the central 80 % square of the crop. Costs 0.2 ms at 160 px.
 */
export function measureQuality(
  rgb: Uint8Array,
  sizePx: number,
  box: BoxPx,
  squarePx: number,
): FaceQuality {
  const luma = lumaOf(rgb);
  const edge = Math.round(sizePx * edgeShare);
  let lumaSum = 0;
  let laplacianSum = 0;
  for (let row = edge; row < sizePx - edge; row++) {
    for (let column = edge; column < sizePx - edge; column++) {
      const at = row * sizePx + column;
      const here = luma[at] ?? 0;
      lumaSum += here;
      laplacianSum += Math.abs(
        (luma[at - 1] ?? 0) +
          (luma[at + 1] ?? 0) +
          (luma[at - sizePx] ?? 0) +
          (luma[at + sizePx] ?? 0) -
          4 * here,
      );
    }
  }
  const pixels = (sizePx - 2 * edge) ** 2;
  return {
    facePx: Math.min(Math.max(box.widthPx, box.heightPx), squarePx),
    sharpness: laplacianSum / pixels,
    luma: lumaSum / pixels,
  };
}

let lumaBuffer = new Float32Array(0);

function lumaOf(rgb: Uint8Array): Float32Array {
  const pixels = rgb.length / 3;
  if (lumaBuffer.length !== pixels) lumaBuffer = new Float32Array(pixels);
  for (let pixel = 0, at = 0; pixel < pixels; pixel++, at += 3) {
    lumaBuffer[pixel] =
      0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0);
  }
  return lumaBuffer;
}

/**
 * Why the model must not be asked about this face, null when it may. Light comes before sharpness,
 * because a face in the dark has no edges either and the light is the cause.
 */
export function refusalOf(quality: FaceQuality, validity: ModelValidity): Reason | null {
  if (quality.facePx < validity.minFacePx) return 'face-too-small';
  if (quality.luma < validity.minLuma) return 'too-dark';
  if (quality.luma > validity.maxLuma) return 'too-bright';
  if (quality.sharpness < validity.minSharpness) return 'face-too-blurred';
  return null;
}

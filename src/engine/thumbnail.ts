import type { BoxPx } from '../shared/geometry.js';
import type { Picture } from '../shared/picture.js';
import { cropSquare } from './pixels/crop-square.js';

export const thumbnailSidePx = 96;

/** PNG data URL, 96 px, of the square `square` of the picture (pixels of `picture`). */
export async function makeThumbnail(picture: Picture, square: BoxPx): Promise<string> {
  const rgb = cropSquare(picture, square, thumbnailSidePx);
  const rgba = new Uint8ClampedArray(thumbnailSidePx * thumbnailSidePx * 4).fill(255);
  for (let pixel = 0; pixel < thumbnailSidePx * thumbnailSidePx; pixel++) {
    rgba.set(rgb.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
  }
  const canvas = new OffscreenCanvas(thumbnailSidePx, thumbnailSidePx);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('No 2D canvas in this worker.');
  context.putImageData(new ImageData(rgba, thumbnailSidePx, thumbnailSidePx), 0, 0);
  const png = new Uint8Array(
    await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer(),
  );
  let binary = '';
  for (const byte of png) binary += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(binary)}`;
}

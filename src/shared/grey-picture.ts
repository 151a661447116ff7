import type { Picture, RgbaPicture } from './picture.js';

/** Longer side of the grey copy. The hash samples 64 x 64 places itself and needs some pixels for each. */
const longestSidePx = 320;

/**
 * A small grey copy for perceptual hashes, averaged over whole blocks, so that the same picture in
 * planes, in colours and at twice the size gives nearly the same bytes.
 */
export function greyPicture(picture: Picture): RgbaPicture {
  const factor = Math.max(
    1,
    Math.ceil(Math.max(picture.widthPx, picture.heightPx) / longestSidePx),
  );
  const widthPx = Math.max(1, Math.floor(picture.widthPx / factor));
  const heightPx = Math.max(1, Math.floor(picture.heightPx / factor));
  const data = new Uint8Array(widthPx * heightPx * 4).fill(255);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      let sum = 0;
      for (let row = y * factor; row < (y + 1) * factor; row += 1) {
        for (let column = x * factor; column < (x + 1) * factor; column += 1) {
          sum += lumaAt(picture, column, row);
        }
      }
      data.fill(Math.round(sum / factor ** 2), (y * widthPx + x) * 4, (y * widthPx + x) * 4 + 3);
    }
  }
  return { format: 'RGBA', widthPx, heightPx, data };
}

function lumaAt({ format, data, widthPx }: Picture, column: number, row: number): number {
  const at = row * widthPx + column;
  if (format === 'I420') return data[at] ?? 0;
  return (
    0.299 * (data[at * 4] ?? 0) + 0.587 * (data[at * 4 + 1] ?? 0) + 0.114 * (data[at * 4 + 2] ?? 0)
  );
}

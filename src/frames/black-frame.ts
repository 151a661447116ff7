import { limits } from '../shared/limits.js';
import type { Picture } from '../shared/picture.js';

/**
 * Mean luma of a picture, 0 (black) to 255, whatever its range: video black (16 in limited range)
 * is 0 here. Every second pixel of every second row is read.
 */
export function meanLuma(picture: Picture): number {
  const { data, widthPx, heightPx } = picture;
  let sum = 0;
  let count = 0;
  for (let y = 0; y < heightPx; y += 2) {
    for (let x = 0; x < widthPx; x += 2) {
      const at = y * widthPx + x;
      sum +=
        picture.format === 'I420'
          ? (data[at] ?? 0)
          : 0.2126 * (data[4 * at] ?? 0) +
            0.7152 * (data[4 * at + 1] ?? 0) +
            0.0722 * (data[4 * at + 2] ?? 0);
      count += 1;
    }
  }
  const mean = count === 0 ? 0 : sum / count;
  if (picture.format === 'RGBA' || picture.fullRange) return mean;
  return Math.max(0, ((mean - 16) * 255) / 219);
}

/** True for what protected video reads as, and for a fade to black. No pictures: false. */
export function isBlack(pictures: readonly Picture[]): boolean {
  return (
    pictures.length > 0 && pictures.every((picture) => meanLuma(picture) < limits.blackFrameMaxLuma)
  );
}

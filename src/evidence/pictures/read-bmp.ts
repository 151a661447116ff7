import type { SizePx } from '../../shared/geometry.js';
import type { RgbaPicture } from '../../shared/picture.js';

/** File header of 14 bytes and picture header of 40. */
export const bmpHeadBytes = 54;

/** Bytes of a BMP of 24 bits: lines are filled up to whole words. */
function bmpBytes({ widthPx, heightPx }: SizePx): number {
  return bmpHeadBytes + heightPx * bmpLineBytes(widthPx);
}

/**
 * Whether this is an uncompressed BMP of 24 bits and exactly this size, as Firefox writes it. The file
 * comes from a page's process: a fixed form of a fixed length leaves nothing to decode.
 */
export function isBmp(bytes: Uint8Array, { widthPx, heightPx }: SizePx): boolean {
  if (bytes.length !== bmpBytes({ widthPx, heightPx })) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isKind = view.getUint16(0) === 0x424d && view.getUint32(10, true) === bmpHeadBytes;
  // A height above 0: the lowest line comes first.
  const isSize = view.getInt32(18, true) === widthPx && view.getInt32(22, true) === heightPx;
  const isPlain = view.getUint16(28, true) === 24 && view.getUint32(30, true) === 0;
  return isKind && view.getUint32(14, true) === 40 && isSize && isPlain;
}

/** Pixels of a file that `isBmp` let through. */
export function readBmp(bytes: Uint8Array, { widthPx, heightPx }: SizePx): RgbaPicture {
  const data = new Uint8Array(widthPx * heightPx * 4);
  let to = 0;
  for (let y = heightPx - 1; y >= 0; y -= 1) {
    const from = bmpHeadBytes + y * bmpLineBytes(widthPx);
    for (let at = from; at < from + 3 * widthPx; at += 3, to += 4) {
      data[to] = bytes[at + 2] ?? 0;
      data[to + 1] = bytes[at + 1] ?? 0;
      data[to + 2] = bytes[at] ?? 0;
      data[to + 3] = 255;
    }
  }
  return { format: 'RGBA', widthPx, heightPx, data };
}

export function bmpLineBytes(widthPx: number): number {
  return (3 * widthPx + 3) & ~3;
}

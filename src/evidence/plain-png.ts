import type { SizePx } from '../shared/geometry.js';
import { joinBytes, type Bytes } from './bytes.js';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * The same picture with nothing else in the file: header, pixels and end; 8 bits, RGB or RGBA, not
 * interlaced, of exactly this size. Else null. The file comes from a page's process, and Firefox adds
 * a chunk of its own (`deBG`): text and profiles that a reader of evidence would show are left out.
 */
export function plainPng(bytes: Uint8Array, { widthPx, heightPx }: SizePx): Bytes | null {
  if (signature.some((byte, at) => bytes[at] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, signature.length)];
  let types = '';
  let at = signature.length;
  // A chunk: length, type, body, checksum. Firefox writes pixels in chunks of 8 kilobytes.
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length) return null;
    if (type === 'IHDR' && (end !== at + 25 || !isHeader(view, at + 8, widthPx, heightPx)))
      return null;
    if (['IHDR', 'IDAT', 'IEND'].includes(type)) {
      kept.push(bytes.subarray(at, end));
      if (!types.endsWith(type)) types += type;
    }
    at = end;
  }
  return at === bytes.length && types === 'IHDRIDATIEND' ? joinBytes(...kept) : null;
}

function isHeader(view: DataView, at: number, widthPx: number, heightPx: number): boolean {
  const isSize = view.getUint32(at) === widthPx && view.getUint32(at + 4) === heightPx;
  const [depth, colour, packing, filter, interlace] = [8, 9, 10, 11, 12].map((place) =>
    view.getUint8(at + place),
  );
  const isColour = colour === 2 || colour === 6;
  return isSize && depth === 8 && isColour && packing === 0 && filter === 0 && interlace === 0;
}

import type { SizePx } from './geometry.js';

/** Size that the header of a PNG declares (bytes 16 to 23), or null when it is none. */
export function readPngSize(png: Uint8Array): SizePx | null {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (png.byteLength < 24 || signature.some((byte, at) => png[at] !== byte)) return null;
  const header = new DataView(png.buffer, png.byteOffset, 24);
  return { widthPx: header.getUint32(16), heightPx: header.getUint32(20) };
}

import { inflateSync } from 'node:zlib';
import type { Bytes } from '../../../src/evidence/bytes.js';
import type { RgbaPicture } from '../../../src/shared/picture.js';

/** The pixels of an opaque picture that `encodePng` wrote: reading one back needs a browser elsewhere. */
export function readSmallPng(png: Bytes): RgbaPicture {
  const view = new DataView(png.buffer, png.byteOffset);
  const [widthPx, heightPx] = [view.getUint32(16), view.getUint32(20)];
  const lines = inflateSync(png.subarray(41, 41 + view.getUint32(33)));
  const data = new Uint8Array(widthPx * heightPx * 4).fill(255);
  for (let y = 0; y < heightPx; y += 1) {
    const last = [0, 0, 0];
    for (let at = 0; at < widthPx * 3; at += 1) {
      const channel = at % 3;
      last[channel] = (last[channel]! + lines[y * (1 + widthPx * 3) + 1 + at]!) & 255;
      data[(y * widthPx + Math.floor(at / 3)) * 4 + channel] = last[channel]!;
    }
  }
  return { format: 'RGBA', widthPx, heightPx, data };
}

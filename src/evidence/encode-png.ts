import type { RgbaPicture } from '../shared/picture.js';
import { joinBytes, utf8, type Bytes } from './bytes.js';
import { huffmanZlib } from './huffman-zlib.js';

/**
 * A lossless PNG of RGBA pixels, RGB where nothing is transparent. Written here and not by a
 * canvas, because a canvas may convert colours and pre-multiply, and then the file does not hold
 * the pixels that were judged. The same pixels give the same bytes in every browser.
 */
export function encodePng(picture: RgbaPicture): Bytes {
  const { widthPx, heightPx, data } = picture;
  if (data.length !== widthPx * heightPx * 4) throw new Error('PNG: size and pixels differ');
  const channels = isOpaque(data) ? 3 : 4;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, widthPx);
  view.setUint32(4, heightPx);
  header.set([8, channels === 3 ? 2 : 6, 0, 0, 0], 8);
  const lines = subFiltered(picture, channels);
  return joinBytes(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', huffmanZlib(lines)),
    chunk('IEND', new Uint8Array(0)),
  );
}

function isOpaque(data: Uint8Array): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
}

/** Every line with filter 1 (each byte less the one of the pixel to the left). */
function subFiltered({ widthPx, heightPx, data }: RgbaPicture, channels: 3 | 4): Uint8Array {
  const lines = new Uint8Array(heightPx * (1 + widthPx * channels));
  let to = 0;
  let from = 0;
  for (let y = 0; y < heightPx; y += 1) {
    lines[to++] = 1;
    let [red, green, blue, alpha] = [0, 0, 0, 0];
    for (let x = 0; x < widthPx; x += 1, from += 4) {
      const r = data[from] ?? 0;
      const g = data[from + 1] ?? 0;
      const b = data[from + 2] ?? 0;
      lines[to++] = r - red;
      lines[to++] = g - green;
      lines[to++] = b - blue;
      [red, green, blue] = [r, g, b];
      if (channels === 4) {
        const a = data[from + 3] ?? 0;
        lines[to++] = a - alpha;
        alpha = a;
      }
    }
  }
  return lines;
}

function chunk(type: string, body: Uint8Array): Bytes {
  const named = joinBytes(utf8(type), body);
  const frame = new Uint8Array(8);
  new DataView(frame.buffer).setUint32(0, body.length);
  new DataView(frame.buffer).setUint32(4, crc32(named));
  return joinBytes(frame.subarray(0, 4), named, frame.subarray(4));
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ ((crc & 1) === 1 ? 0xedb88320 : 0);
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

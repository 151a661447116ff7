import type { SizePx } from '../../shared/geometry.js';
import type { RgbaPicture } from '../../shared/picture.js';
import { joinBytes, utf8, type Bytes } from '../bytes.js';
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
  const lines = subFiltered(picture, channels);
  return joinBytes(pngHead(picture, channels), chunk('IDAT', huffmanZlib(lines)), pngEnd);
}

/** Everything before the pixels: 8 bits, RGB or RGBA, not interlaced. */
export function pngHead({ widthPx, heightPx }: SizePx, channels: 3 | 4): Bytes {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, widthPx);
  view.setUint32(4, heightPx);
  header.set([8, channels === 3 ? 2 : 6, 0, 0, 0], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return joinBytes(signature, chunk('IHDR', header));
}

function isOpaque(data: Uint8Array): boolean {
  for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) !== 255) return false;
  return true;
}

/** Every line with filter 1 (each byte less the one of the pixel to the left). */
function subFiltered({ widthPx, heightPx, data }: RgbaPicture, channels: 3 | 4): Uint8Array {
  const lines = new Uint8Array(heightPx * (1 + widthPx * channels));
  let to = 0;
  let from = 0;
  for (let y = 0; y < heightPx; y += 1) {
    lines[to++] = 1;
    let red = 0;
    let green = 0;
    let blue = 0;
    let alpha = 0;
    for (let x = 0; x < widthPx; x += 1, from += 4, to += channels) {
      const r = data[from] ?? 0;
      const g = data[from + 1] ?? 0;
      const b = data[from + 2] ?? 0;
      lines[to] = r - red;
      lines[to + 1] = g - green;
      lines[to + 2] = b - blue;
      red = r;
      green = g;
      blue = b;
      if (channels === 4) {
        const a = data[from + 3] ?? 0;
        lines[to + 3] = a - alpha;
        alpha = a;
      }
    }
  }
  return lines;
}

function chunk(type: string, body: Uint8Array): Bytes {
  const frame = new DataView(new ArrayBuffer(8));
  const name = utf8(type);
  frame.setUint32(0, body.length);
  frame.setUint32(4, crc32(name, body));
  const words = new Uint8Array(frame.buffer);
  return joinBytes(words.subarray(0, 4), name, body, words.subarray(4));
}

/** Four tables, so that four bytes are taken at once ("slicing by four"). */
const crcTables = crcTablesOf();

/** Everything behind the pixels. */
export const pngEnd = chunk('IEND', new Uint8Array(0));

function crcTablesOf(): Int32Array {
  const tables = new Int32Array(4 * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ ((crc & 1) === 1 ? 0xedb88320 : 0);
    tables[byte] = crc;
  }
  for (let at = 256; at < tables.length; at += 1) {
    const before = tables[at - 256] ?? 0;
    tables[at] = (before >>> 8) ^ (tables[before & 0xff] ?? 0);
  }
  return tables;
}

export function crc32(...parts: readonly Uint8Array[]): number {
  // Signed all the way: engines keep such numbers in a register.
  let crc = -1;
  for (const bytes of parts) {
    let at = 0;
    for (; at + 4 <= bytes.length; at += 4) {
      crc ^=
        (bytes[at] ?? 0) |
        ((bytes[at + 1] ?? 0) << 8) |
        ((bytes[at + 2] ?? 0) << 16) |
        ((bytes[at + 3] ?? 0) << 24);
      crc =
        (crcTables[768 + (crc & 0xff)] ?? 0) ^
        (crcTables[512 + ((crc >>> 8) & 0xff)] ?? 0) ^
        (crcTables[256 + ((crc >>> 16) & 0xff)] ?? 0) ^
        (crcTables[crc >>> 24] ?? 0);
    }
    for (; at < bytes.length; at += 1) {
      crc = (crc >>> 8) ^ (crcTables[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
    }
  }
  return ~crc >>> 0;
}

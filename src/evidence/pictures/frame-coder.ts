import type { FixedWeights } from '../../shared/fixed-weights.js';
import type { BoxPx, SizePx } from '../../shared/geometry.js';
import type { I420Picture, RgbaPicture } from '../../shared/picture.js';
import { utf8, type Bytes } from '../bytes.js';
import { pngEnd, pngHead } from './encode-png.js';
import { evidenceLimits } from '../evidence-limits.js';
import { countStep, startZlib, zlibRoomBytes } from './huffman-zlib.js';
import { pdqWindow } from './pdq.js';
import { pixelHashHead } from './pixel-hash.js';
import type { RawPicture } from './raw-picture.js';
import { bmpHeadBytes, bmpLineBytes } from './read-bmp.js';

/** Exports of `frame-kernels.as`. Addresses and sizes in bytes and pixels. */
interface Kernels {
  readonly memory: WebAssembly.Memory;
  heapStart(): number;
  convert(y: number, u: number, v: number, to: number, ...rest: readonly number[]): void;
  convertBmp(from: number, lineBytes: number, to: number, widthPx: number, heightPx: number): void;
  isOpaque(from: number, pixels: number): number;
  filterLines(from: number, to: number, widthPx: number, heightPx: number): void;
  countBytes(from: number, length: number, step: number, counts: number): void;
  writeCodes(
    from: number,
    length: number,
    codes: number,
    to: number,
    held: number,
    heldBits: number,
  ): number;
  adler32(from: number, length: number): number;
  makeCrcTables(tables: number): void;
  crc32(from: number, length: number, tables: number): number;
  blockLuma(from: number, widthPx: number, heightPx: number, by: number, to: number): void;
  boxFilter(
    from: number,
    to: number,
    count: number,
    stride: number,
    size: number,
    lines: number,
    step: number,
  ): void;
}

const symbols = 257;
const crcTableBytes = 8 * 256 * 4;
const pageBytes = 65_536;
/** Kernels read and write whole vectors: up to 16 bytes behind a row. */
const slackBytes = 64;
/** Room before the pixels for the text that is hashed with them. */
const hashHeadRoomBytes = 64;
/** Everything of a PNG but its compressed pixels. */
const pngRoomBytes = 128;

/** A picture inside the coder's memory, until the next one is placed there. */
export interface PlacedPicture {
  /** The pixels as RGBA, in that memory: for reading at once. */
  readonly rgba: RgbaPicture;
  /** What `pixelHash` hashes, in that memory. */
  readonly hashed: Bytes;
  /** What `encodePng` gives, in that memory; null where something is transparent. Spoils nothing before. */
  encodePng(): Bytes | null;
  /** The `BlurLuma` of `pdqHash`. Spoils the PNG. */
  blurLuma(by: number): Float32Array;
}

/**
 * What `i420ToRgba`, `readBmp`, `encodePng` and the long part of `pdqHash` do, byte for byte the same, several times
 * faster and from the first frame on: ten frames of 1080p are over before JavaScript is warm. A picture goes in once
 * and stays for all of it, because each copy of 8 MB into new memory costs what a third of an encoding does.
 */
export class FrameCoder {
  readonly #kernels: Kernels;
  readonly #weightsOf: (picture: I420Picture) => FixedWeights;
  readonly #counts: number;
  readonly #codes: number;
  readonly #crcTables: number;
  /** Where pictures begin. */
  readonly #pixels: number;

  /** `weightsOf`: of the classifier's conversion. @throws where the browser refuses the module, or it is another. */
  constructor(
    { exports }: WebAssembly.Instance,
    weightsOf: (picture: I420Picture) => FixedWeights,
  ) {
    this.#kernels = exports as unknown as Kernels;
    this.#weightsOf = weightsOf;
    this.#counts = aligned(this.#kernels.heapStart());
    this.#codes = aligned(this.#counts + 4 * symbols);
    this.#crcTables = aligned(this.#codes + 4 * symbols);
    this.#pixels = aligned(this.#crcTables + crcTableBytes);
    this.#reach(this.#pixels);
    this.#kernels.makeCrcTables(this.#crcTables);
  }

  /** A frame, or the part of it in `region`, which lies inside. Null: too large, or there is no memory for it. */
  place(raw: RawPicture, region: BoxPx | null): PlacedPicture | null {
    if (!isOfUsualSize(raw)) return null;
    const { widthPx, heightPx } = region ?? raw;
    const box = { xPx: region?.xPx ?? 0, yPx: region?.yPx ?? 0, widthPx, heightPx };
    const rawAt = this.#pixels;
    const rgbaAt = aligned(rawAt + roomFor(raw, box) + slackBytes + hashHeadRoomBytes);
    const rgbaBytes = widthPx * heightPx * 4;
    const linesAt = aligned(rgbaAt + rgbaBytes + slackBytes);
    const linesBytes = heightPx * (1 + widthPx * 3);
    const pngAt = aligned(linesAt + linesBytes + slackBytes);
    const pngEndAt = pngAt + pngRoomBytes + zlibRoomBytes(linesBytes);
    // Two fields of floats for a picture that is not shrunk, where lines and PNG were.
    const endAt = Math.max(pngEndAt, linesAt + 2 * rgbaBytes) + slackBytes;
    if (!this.#reach(endAt)) return null;
    this.#fill(raw, box, rawAt, rgbaAt);
    const head = pixelHashHead(box);
    const bytes = this.#bytes();
    bytes.set(head, rgbaAt - head.length);
    const data = bytes.subarray(rgbaAt, rgbaAt + rgbaBytes);
    return {
      rgba: { format: 'RGBA', widthPx, heightPx, data },
      hashed: bytes.subarray(rgbaAt - head.length, rgbaAt + rgbaBytes),
      encodePng: () => this.#encodePng(box, rgbaAt, linesAt, pngAt),
      blurLuma: (by) => this.#blurLuma(box, by, rgbaAt, linesAt),
    };
  }

  /** Writes the pixels of `box` to `rgbaAt`. */
  #fill(raw: RawPicture, box: BoxPx, rawAt: number, rgbaAt: number): void {
    const { xPx, yPx, widthPx, heightPx } = box;
    const bytes = this.#bytes();
    if (raw.format === 'BMP') {
      // Only the lines that are wanted; the lowest comes first.
      const lineBytes = bmpLineBytes(raw.widthPx);
      const from = bmpHeadBytes + (raw.heightPx - yPx - heightPx) * lineBytes;
      bytes.set(raw.data.subarray(from, from + heightPx * lineBytes), rawAt);
      const top = rawAt + (heightPx - 1) * lineBytes + 3 * xPx;
      this.#kernels.convertBmp(top, lineBytes, rgbaAt, widthPx, heightPx);
      return;
    }
    if (raw.format === 'RGBA') {
      for (let row = 0; row < heightPx; row += 1) {
        const from = ((yPx + row) * raw.widthPx + xPx) * 4;
        bytes.set(raw.data.subarray(from, from + widthPx * 4), rgbaAt + row * widthPx * 4);
      }
      return;
    }
    bytes.set(raw.data, rawAt);
    const chromaWidth = (raw.widthPx + 1) >> 1;
    const chromaBytes = chromaWidth * ((raw.heightPx + 1) >> 1);
    // Two lines share their colours: from an even one on, and whole lines, which are cut afterwards.
    const top = yPx & ~1;
    const lines = yPx + heightPx - top;
    const isCut = widthPx < raw.widthPx || top < yPx;
    const y = rawAt + top * raw.widthPx;
    const u = rawAt + raw.widthPx * raw.heightPx + (top >> 1) * chromaWidth;
    const to = isCut ? aligned(rawAt + raw.data.length + slackBytes) : rgbaAt;
    const { yScale, base, redV, greenU, greenV, blueU } = this.#weightsOf(raw);
    const weights = [yScale, base, redV, greenU, greenV, blueU];
    this.#kernels.convert(y, u, u + chromaBytes, to, raw.widthPx, lines, ...weights);
    if (!isCut) return;
    for (let row = 0; row < heightPx; row += 1) {
      const from = to + ((yPx - top + row) * raw.widthPx + xPx) * 4;
      bytes.copyWithin(rgbaAt + row * widthPx * 4, from, from + widthPx * 4);
    }
  }

  #encodePng(size: SizePx, rgbaAt: number, linesAt: number, pngAt: number): Bytes | null {
    const { widthPx, heightPx } = size;
    const kernels = this.#kernels;
    if (kernels.isOpaque(rgbaAt, widthPx * heightPx) === 0) return null;
    const linesBytes = heightPx * (1 + widthPx * 3);
    kernels.filterLines(rgbaAt, linesAt, widthPx, heightPx);
    const { head, held, heldBits, codes } = startZlib(this.#count(linesAt, linesBytes));
    new Int32Array(kernels.memory.buffer, this.#codes, symbols).set(codes);
    const bytes = this.#bytes();
    const view = new DataView(kernels.memory.buffer);
    const start = pngHead(size, 3);
    bytes.set(start, pngAt);
    // The length of the chunk, then its name, which is in the checksum like its body.
    const chunkAt = pngAt + start.length + 4;
    bytes.set(utf8('IDAT'), chunkAt);
    bytes.set(head, chunkAt + 4);
    const from = chunkAt + 4 + head.length;
    const zlibEnd = kernels.writeCodes(linesAt, linesBytes, this.#codes, from, held, heldBits) + 4;
    view.setUint32(zlibEnd - 4, kernels.adler32(linesAt, linesBytes));
    view.setUint32(chunkAt - 4, zlibEnd - chunkAt - 4);
    view.setUint32(zlibEnd, kernels.crc32(chunkAt, zlibEnd - chunkAt, this.#crcTables));
    bytes.set(pngEnd, zlibEnd + 4);
    return bytes.subarray(pngAt, zlibEnd + 4 + pngEnd.length);
  }

  #blurLuma(size: SizePx, by: number, rgbaAt: number, valuesAt: number): Float32Array {
    const kernels = this.#kernels;
    const width = Math.floor(size.widthPx / by);
    const height = Math.floor(size.heightPx / by);
    const other = aligned(valuesAt + 4 * width * height);
    kernels.blockLuma(rgbaAt, size.widthPx, size.heightPx, by, valuesAt);
    for (let pass = 0; pass < 2; pass += 1) {
      kernels.boxFilter(valuesAt, other, width, 1, pdqWindow(width), height, width);
      kernels.boxFilter(other, valuesAt, height, width, pdqWindow(height), width, 1);
    }
    return new Float32Array(kernels.memory.buffer, valuesAt, width * height).slice();
  }

  /** As `huffmanZlib` counts: every `countStep`th byte, and none is 0. */
  #count(from: number, length: number): readonly number[] {
    const counts = new Uint32Array(this.#kernels.memory.buffer, this.#counts, symbols).fill(1);
    this.#kernels.countBytes(from, length, countStep, this.#counts);
    return [...counts];
  }

  /** Memory moves when it grows: views are made anew. */
  #bytes(): Bytes {
    return new Uint8Array(this.#kernels.memory.buffer);
  }

  #reach(end: number): boolean {
    const { memory } = this.#kernels;
    const missing = end - memory.buffer.byteLength;
    try {
      if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
      return true;
    } catch {
      return false;
    }
  }
}

/** For what was handed over, and whole lines of a part that is cut from it afterwards. */
function roomFor(raw: RawPicture, box: BoxPx): number {
  if (raw.format === 'RGBA') return 0;
  const isWhole = box.heightPx === raw.heightPx && box.widthPx === raw.widthPx;
  const linesBytes = (box.heightPx + 1) * raw.widthPx * 4;
  return raw.data.length + (raw.format === 'BMP' || isWhole ? 0 : linesBytes + 2 * slackBytes);
}

function aligned(address: number): number {
  return (address + 15) & ~15;
}

/** A huge picture would keep its memory until the worker ends. */
function isOfUsualSize({ widthPx, heightPx }: SizePx): boolean {
  const pixels = widthPx * heightPx;
  return pixels > 0 && pixels <= evidenceLimits.maxCoderPixels;
}

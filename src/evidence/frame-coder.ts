import type { FixedWeights } from '../shared/fixed-weights.js';
import type { SizePx } from '../shared/geometry.js';
import type { I420Picture, RgbaPicture } from '../shared/picture.js';
import { joinBytes, utf8, type Bytes } from './bytes.js';
import { pngEnd, pngHead } from './encode-png.js';
import { evidenceLimits } from './evidence-limits.js';
import { countStep, startZlib, zlibRoomBytes } from './huffman-zlib.js';
import { pdqWindow } from './pdq.js';

/** Exports of `kernels/frame-kernels.as`. Addresses and sizes in bytes and pixels. */
interface Kernels {
  readonly memory: WebAssembly.Memory;
  heapStart(): number;
  convert(y: number, u: number, v: number, to: number, ...rest: readonly number[]): void;
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

/**
 * What `i420ToRgba`, `encodePng` and the long part of `pdqHash` do, byte for byte the same, several times faster
 * and from the first frame on: ten frames of 1080p are over before JavaScript is warm. Null stands for "do it the
 * other way".
 */
export class FrameCoder {
  readonly #kernels: Kernels;
  readonly #counts: number;
  readonly #codes: number;
  readonly #crcTables: number;
  /** Where pictures begin. */
  readonly #pixels: number;

  /** @throws where the browser refuses the module, or it is another. */
  constructor({ exports }: WebAssembly.Instance) {
    this.#kernels = exports as unknown as Kernels;
    this.#counts = aligned(this.#kernels.heapStart());
    this.#codes = aligned(this.#counts + 4 * symbols);
    this.#crcTables = aligned(this.#codes + 4 * symbols);
    this.#pixels = aligned(this.#crcTables + crcTableBytes);
    this.#reach(this.#pixels);
    this.#kernels.makeCrcTables(this.#crcTables);
  }

  /** Null where there is no memory for it. */
  toRgba(picture: I420Picture, weights: FixedWeights): RgbaPicture | null {
    const { widthPx, heightPx, data } = picture;
    if (!isOfUsualSize(picture)) return null;
    const chromaBytes = Math.ceil(widthPx / 2) * Math.ceil(heightPx / 2);
    const y = this.#pixels;
    const u = y + widthPx * heightPx;
    const v = u + chromaBytes;
    const rgba = aligned(v + chromaBytes + slackBytes);
    const rgbaBytes = widthPx * heightPx * 4;
    if (!this.#reach(rgba + rgbaBytes + slackBytes)) return null;
    this.#bytes().set(data, y);
    const { yScale, base, redV, greenU, greenV, blueU } = weights;
    const numbers = [yScale, base, redV, greenU, greenV, blueU];
    this.#kernels.convert(y, u, v, rgba, widthPx, heightPx, ...numbers);
    return { format: 'RGBA', widthPx, heightPx, data: this.#bytes().slice(rgba, rgba + rgbaBytes) };
  }

  /** Null where something is transparent, or there is no memory for it. */
  encodePng(picture: RgbaPicture): Bytes | null {
    const { widthPx, heightPx, data } = picture;
    if (!isOfUsualSize(picture) || data.length !== widthPx * heightPx * 4) return null;
    const kernels = this.#kernels;
    const rgba = this.#pixels;
    const lines = aligned(rgba + data.length + slackBytes);
    const linesBytes = heightPx * (1 + widthPx * 3);
    // The name of the chunk stands before its body: both are in the checksum.
    const chunk = aligned(lines + linesBytes + slackBytes);
    if (!this.#reach(chunk + 4 + zlibRoomBytes(linesBytes) + slackBytes)) return null;
    this.#bytes().set(data, rgba);
    if (kernels.isOpaque(rgba, widthPx * heightPx) === 0) return null;
    kernels.filterLines(rgba, lines, widthPx, heightPx);
    const { head, held, heldBits, codes } = startZlib(this.#count(lines, linesBytes));
    new Int32Array(kernels.memory.buffer, this.#codes, symbols).set(codes);
    this.#bytes().set(utf8('IDAT'), chunk);
    this.#bytes().set(head, chunk + 4);
    const from = chunk + 4 + head.length;
    const end = kernels.writeCodes(lines, linesBytes, this.#codes, from, held, heldBits) + 4;
    const view = new DataView(kernels.memory.buffer);
    view.setUint32(end - 4, kernels.adler32(lines, linesBytes));
    const length = new DataView(new ArrayBuffer(4));
    length.setUint32(0, end - chunk - 4);
    view.setUint32(end, kernels.crc32(chunk, end - chunk, this.#crcTables));
    const body = this.#bytes().subarray(chunk, end + 4);
    return joinBytes(pngHead(picture, 3), new Uint8Array(length.buffer), body, pngEnd);
  }

  /** The `BlurLuma` of `pdqHash`. Null where there is no memory for it. */
  blurLuma(picture: RgbaPicture, by: number): Float32Array | null {
    const { data, widthPx, heightPx } = picture;
    if (!isOfUsualSize(picture) || data.length !== widthPx * heightPx * 4) return null;
    const kernels = this.#kernels;
    const width = Math.floor(widthPx / by);
    const height = Math.floor(heightPx / by);
    const rgba = this.#pixels;
    const values = aligned(rgba + data.length);
    const other = aligned(values + 4 * width * height);
    if (!this.#reach(other + 4 * width * height)) return null;
    this.#bytes().set(data, rgba);
    kernels.blockLuma(rgba, widthPx, heightPx, by, values);
    for (let pass = 0; pass < 2; pass += 1) {
      kernels.boxFilter(values, other, width, 1, pdqWindow(width), height, width);
      kernels.boxFilter(other, values, height, width, pdqWindow(height), width, 1);
    }
    return new Float32Array(kernels.memory.buffer, values, width * height).slice();
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

function aligned(address: number): number {
  return (address + 15) & ~15;
}

/** A huge picture would keep its memory until the worker ends. */
function isOfUsualSize({ widthPx, heightPx }: SizePx): boolean {
  const pixels = widthPx * heightPx;
  return pixels > 0 && pixels <= evidenceLimits.maxCoderPixels;
}

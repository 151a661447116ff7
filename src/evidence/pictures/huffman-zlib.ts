import type { Bytes } from '../bytes.js';

/**
 * A zlib stream (RFC 1950, 1951) of one block that is Huffman-coded and holds no matches. Filtered
 * picture lines have few repeats, and a person waits for ten 1080p frames.
 */
export function huffmanZlib(bytes: Uint8Array): Bytes {
  const { head, codes, ...rest } = startZlib(countBytes(bytes));
  const out = new Uint8Array(zlibRoomBytes(bytes.length));
  out.set(head);
  const view = new DataView(out.buffer);
  let at = head.length;
  let { held, heldBits } = rest;
  // The byte behind the last stands for the end; one more of no bits makes the count even.
  const symbols = bytes.length + 1;
  for (let i = 0; i < symbols; i += 2) {
    const one = codes[bytes[i] ?? endOfBlock] ?? 0;
    const two = i + 1 < symbols ? (codes[bytes[i + 1] ?? endOfBlock] ?? 0) : 0;
    // Whole bytes leave, at most 7 bits stay: two codes of 12 bits fit beside them in 31.
    held |= (one & 0xffff) << heldBits;
    heldBits += one >>> 16;
    held |= (two & 0xffff) << heldBits;
    heldBits += two >>> 16;
    view.setUint32(at, held, true);
    at += heldBits >>> 3;
    held >>>= heldBits & 24;
    heldBits &= 7;
  }
  if (heldBits > 0) out[at++] = held & 255;
  view.setUint32(at, adler32(bytes));
  return out.slice(0, at + 4);
}

/** What a stream opens with, and how the bytes behind it are written. */
export interface ZlibStart {
  readonly head: Bytes;
  /** Bits that do not fill a byte yet, and how many. */
  readonly held: number;
  readonly heldBits: number;
  /** The code of each byte and of the end (256), turned round, with its length above bit 16. */
  readonly codes: Int32Array;
}

/** Header and codes of a stream in which bytes come about as often as `counts` says (257 numbers, none 0). */
export function startZlib(counts: readonly number[]): ZlibStart {
  const lengths = codeLengths(counts);
  // 2 bytes, 17 + 57 + 258 * 4 bits, and room for the last write of four bytes.
  const head = new Uint8Array(160);
  const view = new DataView(head.buffer);
  let at = 0;
  let held = 0;
  let heldBits = 0;
  const put = (value: number, bits: number): void => {
    held |= value << heldBits;
    heldBits += bits;
    view.setUint32(at, held, true);
    at += heldBits >>> 3;
    held >>>= heldBits & 24;
    heldBits &= 7;
  };
  put(0x0178, 16);
  // Last block, dynamic codes; 257 codes for bytes, one unused for distances, all 19 code lengths.
  put(0b101, 3);
  put(0, 5);
  put(0, 5);
  put(15, 4);
  // The lengths are written plainly, 4 bits each: no repeats (codes 16 to 18) are used.
  for (const symbol of lengthOrder) put(symbol > 15 ? 0 : 4, 3);
  for (let symbol = 0; symbol <= endOfBlock; symbol += 1) put(reverse(lengths[symbol] ?? 0, 4), 4);
  put(0, 4);
  return { head: head.slice(0, at), held, heldBits, codes: reversedCodes(lengths) };
}

/** Room for the stream of so many bytes at its longest, with what is written at once behind its end. */
export function zlibRoomBytes(length: number): number {
  return Math.ceil((length * maxBits) / 8) + 256;
}

const endOfBlock = 256;
/** Deflate allows 15; 12 cost under a thousandth on pictures and let two codes be written at once. */
const maxBits = 12;
/** Every fifth byte is counted: all three colours come up, and a fifth tells the same. */
export const countStep = 5;
/** RFC 1951, 3.2.7: the order in which lengths of code lengths are written. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** How often each byte comes, from a part of them: none is 0, because any may come. */
function countBytes(bytes: Uint8Array): number[] {
  const counts = new Uint32Array(endOfBlock + 1).fill(1);
  for (let at = 0; at < bytes.length; at += countStep) {
    const byte = bytes[at] ?? 0;
    counts[byte] = (counts[byte] ?? 0) + 1;
  }
  return [...counts];
}

/** Bits of each symbol's code, none above `maxBits`: rare symbols are counted as less rare until it fits. */
function codeLengths(counts: readonly number[]): number[] {
  for (let shift = 0; ; shift += 1) {
    const scaled = counts.map((count) => (count >>> shift) + 1);
    const lengths = huffmanDepths(scaled);
    if (Math.max(...lengths) <= maxBits) return lengths;
  }
}

/** Depth of every symbol in a Huffman tree: leaves by weight in one queue, joined nodes in another. */
function huffmanDepths(weights: readonly number[]): number[] {
  const leaves = weights.map((_, symbol) => symbol);
  leaves.sort((a, b) => (weights[a] ?? 0) - (weights[b] ?? 0));
  // Nodes behind the symbols, in the order they are made, which is the order of their weights.
  const all = [...weights];
  const parents: number[] = [];
  let leaf = 0;
  let joined = weights.length;
  const lightest = (): number => {
    const next = leaves[leaf];
    const isLeaf = next !== undefined && (all[next] ?? 0) <= (all[joined] ?? Infinity);
    if (!isLeaf) return joined++;
    leaf += 1;
    return next;
  };
  while (all.length < 2 * weights.length - 1) {
    const [a, b] = [lightest(), lightest()];
    parents[a] = parents[b] = all.length;
    all.push((all[a] ?? 0) + (all[b] ?? 0));
  }
  const depths = all.map(() => 0);
  for (let node = all.length - 2; node >= 0; node -= 1) {
    depths[node] = (depths[parents[node] ?? 0] ?? 0) + 1;
  }
  return depths.slice(0, weights.length);
}

/** Canonical codes (RFC 1951, 3.2.2), bits turned round as they are written, with the length above bit 16. */
function reversedCodes(lengths: readonly number[]): Int32Array {
  const codes = new Int32Array(lengths.length);
  let code = 0;
  for (let bits = 1; bits <= maxBits; bits += 1) {
    for (const [symbol, length] of lengths.entries()) {
      if (length !== bits) continue;
      codes[symbol] = (bits << 16) | reverse(code, bits);
      code += 1;
    }
    code <<= 1;
  }
  return codes;
}

function reverse(value: number, bits: number): number {
  let turned = 0;
  for (let bit = 0; bit < bits; bit += 1) turned = (turned << 1) | ((value >>> bit) & 1);
  return turned;
}

/** RFC 1950. Four bytes at a time, so that one sum need not wait for the other at every byte. */
function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  let at = 0;
  while (at < bytes.length) {
    // Folded before a sum can pass 2^31.
    const end = Math.min(bytes.length, at + 3792);
    for (; at + 4 <= end; at += 4) {
      const a = bytes[at] ?? 0;
      const b = bytes[at + 1] ?? 0;
      const c = bytes[at + 2] ?? 0;
      const d = bytes[at + 3] ?? 0;
      high = (high + 4 * low + 4 * a + 3 * b + 2 * c + d) | 0;
      low = (low + a + b + c + d) | 0;
    }
    for (; at < end; at += 1) {
      low += bytes[at] ?? 0;
      high += low;
    }
    low %= 65_521;
    high %= 65_521;
  }
  return ((high << 16) | low) >>> 0;
}

import type { Bytes } from './bytes.js';

/**
 * A zlib stream (RFC 1950, 1951) of one block that is Huffman-coded and holds no matches. Filtered
 * picture lines have few repeats, and a person waits for ten 1080p frames. Not yet measured beside fflate's
 * fastest level on a quiet machine; one 1080p picture came out 22 % larger.
 */
export function huffmanZlib(bytes: Uint8Array): Bytes {
  const lengths = codeLengths(countBytes(bytes));
  const codes = reversedCodes(lengths);
  // No code is longer than 15 bits; 2 + 3 + 258 * 4 bits of header and a checksum.
  const out = new Uint8Array(Math.ceil((bytes.length * maxBits) / 8) + 256);
  let at = 0;
  let held = 0;
  let heldBits = 0;
  const put = (value: number, bits: number): void => {
    held |= value << heldBits;
    heldBits += bits;
    while (heldBits >= 8) {
      out[at++] = held & 255;
      held >>>= 8;
      heldBits -= 8;
    }
  };
  out[at++] = 0x78;
  out[at++] = 0x01;
  // Last block, dynamic codes; 257 codes for bytes, one unused for distances, all 19 code lengths.
  put(0b101, 3);
  put(0, 5);
  put(0, 5);
  put(15, 4);
  // The lengths are written plainly, 4 bits each: no repeats (codes 16 to 18) are used.
  for (const symbol of lengthOrder) put(symbol > 15 ? 0 : 4, 3);
  for (let symbol = 0; symbol <= endOfBlock; symbol += 1) put(reverse(lengths[symbol] ?? 0, 4), 4);
  put(0, 4);
  for (const byte of bytes) {
    const code = codes[byte] ?? 0;
    held |= (code & 0xffff) << heldBits;
    heldBits += code >>> 16;
    // Two bytes at a time: 15 + 15 bits fit beside each other.
    if (heldBits >= 16) {
      out[at] = held & 255;
      out[at + 1] = (held >>> 8) & 255;
      at += 2;
      held >>>= 16;
      heldBits -= 16;
    }
  }
  const end = codes[endOfBlock] ?? 0;
  put(end & 0xffff, end >>> 16);
  if (heldBits > 0) out[at++] = held & 255;
  const sum = adler32(bytes);
  for (let shift = 24; shift >= 0; shift -= 8) out[at++] = (sum >>> shift) & 255;
  return out.slice(0, at);
}

const endOfBlock = 256;
const maxBits = 15;
/** RFC 1951, 3.2.7: the order in which lengths of code lengths are written. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function countBytes(bytes: Uint8Array): number[] {
  const counts = new Uint32Array(endOfBlock + 1);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  counts[endOfBlock] = 1;
  return [...counts];
}

/** Bits of each symbol's code, none above 15: rare symbols are counted as less rare until it fits. */
function codeLengths(counts: readonly number[]): number[] {
  for (let shift = 0; ; shift += 1) {
    const scaled = counts.map((count) => (count === 0 ? 0 : (count >>> shift) + 1));
    const lengths = huffmanDepths(scaled);
    if (Math.max(...lengths) <= maxBits) return lengths;
  }
}

interface Node {
  readonly weight: number;
  readonly symbols: readonly number[];
}

/** Depth of every symbol in a Huffman tree over those that occur. */
function huffmanDepths(weights: readonly number[]): number[] {
  const depths = weights.map(() => 0);
  let nodes: Node[] = weights
    .flatMap((weight, symbol) => (weight === 0 ? [] : [{ weight, symbols: [symbol] }]))
    .sort((a, b) => a.weight - b.weight);
  // A tree of one leaf has no branch; a code needs one bit.
  if (nodes.length === 1) for (const symbol of nodes[0]?.symbols ?? []) depths[symbol] = 1;
  while (nodes.length > 1) {
    const [a, b, ...rest] = nodes as [Node, Node, ...Node[]];
    const joined = { weight: a.weight + b.weight, symbols: [...a.symbols, ...b.symbols] };
    for (const symbol of joined.symbols) depths[symbol] = (depths[symbol] ?? 0) + 1;
    const place = rest.findIndex(({ weight }) => weight >= joined.weight);
    nodes = place < 0 ? [...rest, joined] : rest.toSpliced(place, 0, joined);
  }
  return depths;
}

/** Canonical codes (RFC 1951, 3.2.2), bits turned round as they are written, with the length above bit 16. */
function reversedCodes(lengths: readonly number[]): Uint32Array {
  const codes = new Uint32Array(lengths.length);
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

/** RFC 1950: sums are folded often enough that they stay below 2^32 (5552 bytes). */
function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + 5552);
    for (; at < end; at += 1) {
      low += bytes[at] ?? 0;
      high += low;
    }
    low %= 65_521;
    high %= 65_521;
  }
  return ((high << 16) | low) >>> 0;
}

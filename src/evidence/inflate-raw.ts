import type { Bytes } from './bytes.js';

/**
 * Inflates one raw deflate stream (RFC 1951) of hostile origin, or gives null where it is not
 * exactly one whole stream of `sizeBytes`. It stops at the first byte too many, and says when input is
 * left over, which is why it stands here: the stream of fflate does neither, and that of browsers
 * and of Node differ in what they take after the end. The caller bounds `sizeBytes` before.
 */
export function inflateRaw(input: Uint8Array, sizeBytes: number): Bytes | null {
  // Deflate cannot do better than 258 bytes for 2 bits: a larger size is a lie, and is not allocated.
  if (sizeBytes > input.length * 1032) return null;
  try {
    return new Inflater(input, sizeBytes).run();
  } catch (error) {
    if (error instanceof BadDeflate) return null;
    throw error;
  }
}

class BadDeflate extends Error {
  override readonly name = 'BadDeflate';
}

const maxCodeBits = 15;
/** Codes up to this length are looked up at once; a table for all would cost more than a short block. */
const fastBits = 10;

interface Code {
  /** Symbol * 16 + length by the next bits; 0 where the code is longer, or none. */
  readonly fast: Uint16Array;
  /** How many codes have each length, and their symbols in the order of the codes. */
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

/** The canonical Huffman code with these lengths (RFC 1951 section 3.2.2). */
function codeOf(lengths: Uint8Array): Code {
  const counts = new Uint16Array(maxCodeBits + 1);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  const firstAt = new Uint16Array(maxCodeBits + 2);
  const nextCode = new Uint16Array(maxCodeBits + 2);
  let left = 1;
  for (let bits = 1; bits <= maxCodeBits; bits += 1) {
    const count = counts[bits] ?? 0;
    left = left * 2 - count;
    if (left < 0) throw new BadDeflate();
    firstAt[bits + 1] = (firstAt[bits] ?? 0) + count;
    nextCode[bits + 1] = ((nextCode[bits] ?? 0) + count) * 2;
  }
  // A code with gaps is allowed only where it has one word, or none.
  if (left > 0 && (counts[0] ?? 0) + (counts[1] ?? 0) !== lengths.length) throw new BadDeflate();
  const symbols = new Uint16Array(lengths.length);
  const fast = new Uint16Array(1 << fastBits);
  for (const [symbol, bits] of lengths.entries()) {
    if (bits === 0) continue;
    const at = firstAt[bits] ?? 0;
    symbols[at] = symbol;
    firstAt[bits] = at + 1;
    const code = nextCode[bits] ?? 0;
    nextCode[bits] = code + 1;
    if (bits > fastBits) continue;
    for (let word = reversed(code, bits); word < fast.length; word += 1 << bits) {
      fast[word] = symbol * 16 + bits;
    }
  }
  return { fast, counts, symbols };
}

/** Codes stand in the stream with their highest bit first. */
function reversed(code: number, bits: number): number {
  let word = 0;
  for (let bit = 0; bit < bits; bit += 1) word |= ((code >> bit) & 1) << (bits - 1 - bit);
  return word;
}

const lengthBase = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258,
];
const lengthExtra = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
const distanceBase = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
  3073, 4097, 6145, 8193, 12289, 16385, 24577,
];
const distanceExtra = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** The order in which the lengths of the code for code lengths stand. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const endOfBlock = 256;

const fixedLiterals = codeOf(
  Uint8Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8)),
);
/** Two of the 32 words are never used; `distanceBase` has none for them. */
const fixedDistances = codeOf(new Uint8Array(32).fill(5));

class Inflater {
  readonly #input: Uint8Array;
  readonly #output: Bytes;
  #inputAt = 0;
  #outputAt = 0;
  #bits = 0;
  #bitCount = 0;

  constructor(input: Uint8Array, sizeBytes: number) {
    this.#input = input;
    this.#output = new Uint8Array(sizeBytes);
  }

  run(): Bytes | null {
    for (let isLast = false; !isLast;) {
      isLast = this.#take(1) === 1;
      const kind = this.#take(2);
      if (kind === 0) this.#copyStored();
      else if (kind === 1) this.#inflateBlock(fixedLiterals, fixedDistances);
      else if (kind === 2) this.#inflateBlock(...this.#readCodes());
      else throw new BadDeflate();
    }
    const unread = this.#input.length - this.#inputAt + (this.#bitCount >> 3);
    return unread === 0 && this.#outputAt === this.#output.length ? this.#output : null;
  }

  /** Fills the bits as far as there is input. */
  #fill(): void {
    while (this.#bitCount <= 24 && this.#inputAt < this.#input.length) {
      this.#bits |= (this.#input[this.#inputAt] ?? 0) << this.#bitCount;
      this.#inputAt += 1;
      this.#bitCount += 8;
    }
  }

  #drop(count: number): void {
    if (count > this.#bitCount) throw new BadDeflate();
    this.#bits >>>= count;
    this.#bitCount -= count;
  }

  /** The next `count` bits, 16 at most. */
  #take(count: number): number {
    if (this.#bitCount < count) this.#fill();
    const value = this.#bits & ((1 << count) - 1);
    this.#drop(count);
    return value;
  }

  #symbol({ fast, counts, symbols }: Code): number {
    if (this.#bitCount < maxCodeBits) this.#fill();
    const entry = fast[this.#bits & ((1 << fastBits) - 1)] ?? 0;
    if (entry !== 0) {
      this.#drop(entry & 15);
      return entry >> 4;
    }
    let code = 0;
    let first = 0;
    let at = 0;
    for (let bits = 1; bits <= maxCodeBits; bits += 1) {
      code = code * 2 + ((this.#bits >>> (bits - 1)) & 1);
      const count = counts[bits] ?? 0;
      first *= 2;
      if (code - first < count) {
        this.#drop(bits);
        return symbols[at + code - first] ?? 0;
      }
      at += count;
      first += count;
    }
    throw new BadDeflate();
  }

  #copyStored(): void {
    this.#drop(this.#bitCount & 7);
    const length = this.#take(16);
    if ((length ^ this.#take(16)) !== 0xffff) throw new BadDeflate();
    const from = this.#inputAt - (this.#bitCount >> 3);
    const isWhole =
      from + length <= this.#input.length && this.#outputAt + length <= this.#output.length;
    if (!isWhole) throw new BadDeflate();
    this.#output.set(this.#input.subarray(from, from + length), this.#outputAt);
    this.#outputAt += length;
    this.#inputAt = from + length;
    this.#bits = 0;
    this.#bitCount = 0;
  }

  /** The two codes of a block that brings its own (RFC 1951 section 3.2.7). */
  #readCodes(): [Code, Code] {
    const literals = this.#take(5) + 257;
    const distances = this.#take(5) + 1;
    const given = this.#take(4) + 4;
    if (literals > 286 || distances > 30) throw new BadDeflate();
    const forLengths = new Uint8Array(lengthOrder.length);
    for (const symbol of lengthOrder.slice(0, given)) forLengths[symbol] = this.#take(3);
    const code = codeOf(forLengths);
    const lengths = new Uint8Array(literals + distances);
    for (let at = 0; at < lengths.length;) {
      const symbol = this.#symbol(code);
      if (symbol < 16) {
        lengths[at] = symbol;
        at += 1;
        continue;
      }
      if (symbol === 16 && at === 0) throw new BadDeflate();
      const value = symbol === 16 ? (lengths[at - 1] ?? 0) : 0;
      const times =
        symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7);
      if (at + times > lengths.length) throw new BadDeflate();
      lengths.fill(value, at, at + times);
      at += times;
    }
    if (lengths[endOfBlock] === 0) throw new BadDeflate();
    return [codeOf(lengths.subarray(0, literals)), codeOf(lengths.subarray(literals))];
  }

  #inflateBlock(literals: Code, distances: Code): void {
    const output = this.#output;
    for (;;) {
      const symbol = this.#symbol(literals);
      if (symbol === endOfBlock) return;
      if (symbol < endOfBlock) {
        if (this.#outputAt >= output.length) throw new BadDeflate();
        output[this.#outputAt] = symbol;
        this.#outputAt += 1;
        continue;
      }
      const length = this.#number(symbol - endOfBlock - 1, lengthBase, lengthExtra);
      const distance = this.#number(this.#symbol(distances), distanceBase, distanceExtra);
      const end = this.#outputAt + length;
      if (distance > this.#outputAt || end > output.length) throw new BadDeflate();
      // Byte by byte: a repeat may read what it has just written.
      for (let at = this.#outputAt; at < end; at += 1) output[at] = output[at - distance] ?? 0;
      this.#outputAt = end;
    }
  }

  #number(symbol: number, base: readonly number[], extra: readonly number[]): number {
    const from = base[symbol];
    if (from === undefined) throw new BadDeflate();
    return from + this.#take(extra[symbol] ?? 0);
  }
}

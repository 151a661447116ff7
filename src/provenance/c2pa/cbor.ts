import type { Budget } from '../budget.js';
import { caps } from '../caps.js';
import { u16be, u32be, u64be, u8 } from '../numbers.js';
import { ScanStop } from '../scan-stop.js';

/** Maps have their keys as text (numbers in decimal), so that no key can reach a prototype. */
export type CborValue =
  number | string | boolean | null | Uint8Array | readonly CborValue[] | CborMap;
export type CborMap = ReadonlyMap<string, CborValue>;

export const isCborMap = (value: CborValue | undefined): value is CborMap => value instanceof Map;
export const isCborList = (value: CborValue | undefined): value is readonly CborValue[] =>
  Array.isArray(value);

/**
 * One CBOR item (RFC 8949), tags dropped. Lengths are checked against what is there before anything is
 * made of them.
 *
 * @throws ScanStop `malformed`, `truncated`, `too-big`, `too-deep`
 */
export function readCbor(bytes: Uint8Array, budget: Budget): CborValue {
  return new CborReader(bytes, budget).item(0);
}

const stopCode = Symbol('break');

class CborReader {
  #at = 0;
  #items = 0;
  readonly #bytes: Uint8Array;
  readonly #budget: Budget;

  constructor(bytes: Uint8Array, budget: Budget) {
    this.#bytes = bytes;
    this.#budget = budget;
  }

  item(depth: number): CborValue {
    const value = this.#next(depth);
    if (value === stopCode) throw new ScanStop('malformed');
    return value;
  }

  #next(depth: number): CborValue | typeof stopCode {
    this.#items += 1;
    if (this.#items > caps.cborItems) throw new ScanStop('too-big');
    if (this.#items % 256 === 0) this.#budget.checkTime();
    this.#budget.checkDepth(depth);
    const head = u8(this.#bytes, this.#at);
    this.#at += 1;
    const major = head >> 5;
    const info = head & 31;
    if (head === 0xff) return stopCode;
    if (major === 7) return this.#simple(info);
    const isOpen = info === 31;
    if (isOpen && (major < 2 || major === 6)) throw new ScanStop('malformed');
    const length = isOpen ? Number.POSITIVE_INFINITY : this.#argument(info);
    switch (major) {
      case 0:
        return length;
      case 1:
        return -1 - length;
      case 2:
        return isOpen ? this.#pieces(2, depth) : this.#take(length);
      case 3:
        return new TextDecoder().decode(isOpen ? this.#pieces(3, depth) : this.#take(length));
      case 4:
        return this.#list(length, depth);
      case 5:
        return this.#map(length, depth);
      default:
        return this.item(depth + 1);
    }
  }

  #argument(info: number): number {
    if (info < 24) return info;
    const at = this.#at;
    if (info === 24) return this.#advance(1, u8(this.#bytes, at));
    if (info === 25) return this.#advance(2, u16be(this.#bytes, at));
    if (info === 26) return this.#advance(4, u32be(this.#bytes, at));
    if (info === 27) return this.#advance(8, u64be(this.#bytes, at));
    throw new ScanStop('malformed');
  }

  #advance(sizeBytes: number, value: number): number {
    this.#at += sizeBytes;
    return value;
  }

  #take(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw new ScanStop('truncated');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  #pieces(major: number, depth: number): Uint8Array {
    const start = this.#at;
    const joined: number[] = [];
    for (;;) {
      const head = u8(this.#bytes, this.#at);
      if (head === 0xff) break;
      if (head >> 5 !== major || (head & 31) === 31) throw new ScanStop('malformed');
      this.#items += 1;
      if (this.#items > caps.cborItems || this.#at - start > caps.jsonBytes) {
        throw new ScanStop('too-big');
      }
      this.#at += 1;
      for (const byte of this.#take(this.#argument(head & 31))) joined.push(byte);
    }
    this.#at += 1;
    this.#budget.checkDepth(depth);
    return Uint8Array.from(joined);
  }

  #list(length: number, depth: number): readonly CborValue[] {
    const values: CborValue[] = [];
    for (let index = 0; index < length; index += 1) {
      const value = this.#next(depth + 1);
      if (value === stopCode) {
        if (length !== Number.POSITIVE_INFINITY) throw new ScanStop('malformed');
        break;
      }
      values.push(value);
    }
    return values;
  }

  #map(length: number, depth: number): CborMap {
    const map = new Map<string, CborValue>();
    for (let index = 0; index < length; index += 1) {
      const key = this.#next(depth + 1);
      if (key === stopCode) {
        if (length !== Number.POSITIVE_INFINITY) throw new ScanStop('malformed');
        break;
      }
      const value = this.item(depth + 1);
      if (typeof key === 'string' || typeof key === 'number') map.set(String(key), value);
    }
    return map;
  }

  #simple(info: number): CborValue {
    if (info === 20 || info === 21) return info === 21;
    if (info === 22 || info === 23) return null;
    if (info < 20) return null;
    const sizeBytes = { 24: 1, 25: 2, 26: 4, 27: 8 }[info];
    if (sizeBytes === undefined) throw new ScanStop('malformed');
    const view = this.#take(sizeBytes);
    const data = new DataView(view.buffer, view.byteOffset, sizeBytes);
    // Half floats and other simple values carry nothing that is read here.
    if (sizeBytes === 4) return data.getFloat32(0);
    return sizeBytes === 8 ? data.getFloat64(0) : null;
  }
}

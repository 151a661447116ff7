import type { Budget } from './budget.js';
import type { ByteSource } from './byte-source.js';
import { memorySource } from './byte-source.js';
import { caps } from './caps.js';
import { ScanStop } from './scan-stop.js';

/**
 * Exact reads over a `ByteSource` through a few kept windows. Offsets outside of the file, short answers
 * and rejected reads all end as `ScanStop`.
 */
export class ByteReader {
  readonly sizeBytes: number;
  /** Offset in the file of this reader's byte 0; what a mark's place is counted from. */
  readonly origin: number;
  readonly #source: ByteSource;
  readonly #budget: Budget;
  /** True when the source is not memory already, so that its reads are paid for. */
  readonly #isPaid: boolean;
  readonly #windows = new Map<number, Uint8Array>();

  constructor(source: ByteSource, budget: Budget, origin = 0, isPaid = true) {
    const { sizeBytes } = source;
    this.sizeBytes = Number.isSafeInteger(sizeBytes) && sizeBytes > 0 ? sizeBytes : 0;
    this.origin = origin;
    this.#source = source;
    this.#budget = budget;
    this.#isPaid = isPaid;
  }

  /** A reader of bytes that were read already; `origin` is where they began in the file. */
  static over(bytes: Uint8Array, budget: Budget, origin: number): ByteReader {
    return new ByteReader(memorySource(bytes), budget, origin, false);
  }

  /** Exactly `length` bytes. @throws ScanStop `truncated` when the file ends before */
  async bytes(offset: number, length: number): Promise<Uint8Array> {
    const got = await this.upTo(offset, length);
    if (got.length < length) throw new ScanStop('truncated');
    return got;
  }

  /** At most `length` bytes, fewer at the end of the file, none behind it. */
  async upTo(offset: number, length: number): Promise<Uint8Array> {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset >= this.sizeBytes || length <= 0) {
      return new Uint8Array(0);
    }
    const wanted = Math.min(length, this.sizeBytes - offset);
    const start = offset - (offset % caps.windowBytes);
    if (offset + wanted > start + caps.windowBytes) return this.#readSource(offset, wanted);
    const window = await this.#window(start);
    return window.subarray(offset - start, offset - start + wanted);
  }

  /** What is at hand from `offset` on, without promising how much; empty at the end of the file. */
  async someFrom(offset: number): Promise<Uint8Array> {
    return this.upTo(offset, caps.windowBytes - (offset % caps.windowBytes));
  }

  async #window(start: number): Promise<Uint8Array> {
    const kept = this.#windows.get(start);
    if (kept !== undefined) return kept;
    const read = await this.#readSource(start, Math.min(caps.windowBytes, this.sizeBytes - start));
    if (this.#windows.size >= caps.windowsKept) {
      const oldest = this.#windows.keys().next();
      if (oldest.done !== true) this.#windows.delete(oldest.value);
    }
    this.#windows.set(start, read);
    return read;
  }

  async #readSource(offset: number, length: number): Promise<Uint8Array> {
    if (this.#isPaid) this.#budget.payRead(length);
    let read: Uint8Array;
    try {
      read = await this.#source.read(offset, length);
    } catch {
      // The reason (a server, a removed file) is the caller's own; the report only says it was unreadable.
      throw new ScanStop('unreadable');
    }
    return read.length > length ? read.subarray(0, length) : read;
  }
}

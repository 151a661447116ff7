import { Inflate } from 'fflate';
import type { Bytes } from '../bytes.js';

/** Most that deflate makes of a byte: 258 bytes for 2 bits. */
const maxExpansion = 1032;
/** Small, so that what one push can unpack before it is counted (16 MB) stays small. */
const pushBytes = 16_384;

/**
 * Inflates one raw deflate stream (RFC 1951) of hostile origin, or gives null where it does not make
 * `sizeBytes` bytes: it is pushed in small parts and dropped at the first one too many. Bytes that
 * follow the end of the stream are not seen. The caller bounds `sizeBytes` and compares a checksum.
 */
export function inflateRaw(input: Bytes, sizeBytes: number): Bytes | null {
  // A larger size is a lie, and is not allocated.
  if (sizeBytes > input.length * maxExpansion) return null;
  const output = new Uint8Array(sizeBytes);
  let filledBytes = 0;
  try {
    const stream = new Inflate((part) => {
      // `set` throws where there is no room for the part.
      output.set(part, filledBytes);
      filledBytes += part.length;
    });
    for (let at = 0; at < input.length; at += pushBytes) {
      stream.push(input.subarray(at, at + pushBytes), at + pushBytes >= input.length);
    }
  } catch {
    // Whatever the library found wrong, or a part too many.
    return null;
  }
  return filledBytes === sizeBytes ? output : null;
}

import { Unzlib } from 'fflate';
import type { Budget } from './budget.js';
import { ScanStop } from './scan-stop.js';

/** Input per step. Deflate grows at most 1,032-fold, so one step overshoots by half a megabyte at most. */
const stepBytes = 512;

/**
 * A zlib stream, inflated in small steps that stop with the budget.
 *
 * @throws ScanStop `too-big` for a bomb, `malformed` for what is no zlib stream, `truncated` for half of one
 */
export function inflateBounded(bytes: Uint8Array, budget: Budget): Uint8Array {
  const pieces: Uint8Array[] = [];
  let isFinished = false as boolean;
  const stream = new Unzlib((piece, isLast) => {
    budget.payInflated(piece.length);
    if (piece.length > 0) pieces.push(piece.slice());
    isFinished = isFinished || isLast;
  });
  try {
    for (let at = 0; at < bytes.length; at += stepBytes) {
      const end = Math.min(at + stepBytes, bytes.length);
      stream.push(bytes.subarray(at, end), end === bytes.length);
    }
  } catch (error) {
    if (error instanceof ScanStop) throw error;
    throw new ScanStop('malformed');
  }
  if (!isFinished) throw new ScanStop('truncated');
  return joinBytes(pieces);
}

export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

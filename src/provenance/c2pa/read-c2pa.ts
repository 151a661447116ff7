import { indexOfAscii } from '../decode-text.js';
import type { MarkPlace, UncheckedClaim } from '../report.js';
import type { Scan } from '../scan.js';
import { ScanStop } from '../scan-stop.js';
import { readJumbf } from './jumbf.js';
import { readClaim } from './read-claim.js';

/** A hit is believed only if the bytes name both the box and the store (platforms.md 7.1). */
export const looksLikeC2pa = (bytes: Uint8Array): boolean =>
  indexOfAscii(bytes, 'jumb') !== -1 && indexOfAscii(bytes, 'c2pa') !== -1;

/**
 * A C2PA manifest store, described without verifying it. One that is there but cannot be read is a mark
 * without a claim, so that broken credentials are never the same as none.
 */
export async function readC2pa(
  scan: Scan,
  bytes: Uint8Array,
  place: MarkPlace,
  sizeBytes = bytes.length,
): Promise<void> {
  if (!looksLikeC2pa(bytes)) throw new ScanStop('malformed');
  let claim = null as UncheckedClaim | null;
  await scan.attempt(place, () => {
    if (sizeBytes > bytes.length) throw new ScanStop('too-big');
    const store = readJumbf(bytes, scan.budget).find((box) => box.label === 'c2pa');
    if (store === undefined) throw new ScanStop('malformed');
    claim = readClaim(store, scan.budget, (fault) => scan.note(fault.state, place));
  });
  scan.add({
    kind: 'c2pa',
    certainty: claim === null ? 'unusual' : 'stated',
    sizeBytes,
    claim,
    place,
  });
}

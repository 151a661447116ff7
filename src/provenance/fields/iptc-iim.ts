import { decodeText } from '../decode-text.js';
import { u16be, u32be, u8 } from '../numbers.js';
import type { MarkPlace } from '../report.js';
import type { Scan } from '../scan.js';
import { startsWithAscii } from '../decode-text.js';
import { ScanStop } from '../scan-stop.js';
import { readNamedText } from './read-text.js';

/** Datasets of record 2 that carry credits and captions (IPTC IIM 4.2). */
const names: Readonly<Record<number, string>> = {
  5: 'Title',
  40: 'Instructions',
  65: 'Software',
  80: 'Author',
  110: 'Credit',
  115: 'Source',
  120: 'Description',
};

/** Photoshop image resources; resource 0x0404 holds IPTC IIM. */
export function readImageResources(scan: Scan, bytes: Uint8Array, place: MarkPlace): void {
  let at = 0;
  while (at + 12 <= bytes.length) {
    if (!startsWithAscii(bytes, '8BIM', at)) throw new ScanStop('malformed');
    scan.budget.openBox('8BIM');
    const id = u16be(bytes, at + 4);
    const nameLength = u8(bytes, at + 6);
    // Name with its length byte and the data are padded to even sizes.
    const sizeAt = at + 6 + nameLength + 1 + ((nameLength + 1) % 2);
    const size = u32be(bytes, sizeAt);
    const start = sizeAt + 4;
    if (start + size > bytes.length) throw new ScanStop('truncated');
    if (id === 0x0404) readIim(scan, bytes.subarray(start, start + size), place);
    at = start + size + (size % 2);
  }
}

export function readIim(scan: Scan, bytes: Uint8Array, around: MarkPlace): void {
  let at = 0;
  while (at + 5 <= bytes.length && bytes[at] === 0x1c) {
    scan.budget.openBox('iim');
    const record = u8(bytes, at + 1);
    const dataset = u8(bytes, at + 2);
    const size = u16be(bytes, at + 3);
    // The highest bit announces sizes past 32 kB, which no text field has.
    if (size >= 0x8000) throw new ScanStop('too-big');
    const name = record === 2 ? names[dataset] : undefined;
    if (name !== undefined) {
      const path = `${around.path}/IPTC:${name}`;
      const value = decodeText(bytes.subarray(at + 5, at + 5 + size));
      readNamedText(scan, name, value, { ...around, path });
    }
    at += 5 + size;
  }
  if (at > bytes.length) throw new ScanStop('truncated');
}

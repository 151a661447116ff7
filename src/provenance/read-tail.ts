import { caps } from './caps.js';
import { decodeText, indexOfAscii, latin1, startsWithAscii } from './decode-text.js';
import { readLooseAigc } from './fields/read-text.js';
import { readXmp } from './fields/xmp.js';
import { sniffContainer } from './sniff-container.js';
import type { ContainerKind } from './report.js';
import type { Scan } from './scan.js';

/**
 * The last 64 KiB, behind the end of the container: marks that were simply appended, and other files
 * that begin there. `end` is where the container stopped, null where only its own marker could tell.
 */
export async function readTail(
  scan: Scan,
  container: ContainerKind,
  end: number | null,
): Promise<void> {
  const { reader } = scan;
  // A thumbnail in the head of a JPEG has an end of its own.
  const from = Math.max(end ?? scan.pixelsFrom ?? 0, reader.sizeBytes - caps.tailBytes, 0);
  const tail = await reader.upTo(from, caps.tailBytes);
  const jpegEnd = container === 'jpeg' ? lastEndOfImage(tail) : null;
  // Where the walk never came to the pixels, it has named why.
  if (jpegEnd === -1 && scan.pixelsFrom !== null) {
    const state = endsInPixels(tail) ? 'truncated' : 'odd-ending';
    scan.note(state, { path: 'tail', offset: from });
  }
  const start = Math.max(0, jpegEnd ?? 0);
  if (end === null && jpegEnd === null) return;
  const rest = tail.subarray(start);
  const place = { path: 'behind the end', offset: from + start };
  if (rest.every((byte) => byte === 0 || byte === 0x0a || byte === 0x0d)) return;
  if (jpegEnd !== -1) {
    scan.note('odd-ending', place);
    const first = end === null ? rest : await reader.upTo(end, 4096);
    if (isOtherFile(first)) scan.note('more-than-one-container', place);
  }
  // A zip is found from its end.
  if (indexOfAscii(rest, 'PK\x05\x06') !== -1) scan.note('more-than-one-container', place);
  await readStray(scan, rest, place.offset);
}

const isOtherFile = (bytes: Uint8Array): boolean =>
  sniffContainer(bytes) !== null ||
  /^(?:PK\x03\x04|%PDF-|Rar!|7z\xbc\xaf|<!DOCTYPE|<html|<script|MZ)/iu.test(
    latin1(bytes.subarray(0, 16)),
  );

/** Marks outside of any box. */
async function readStray(scan: Scan, bytes: Uint8Array, origin: number): Promise<void> {
  const packet = indexOfAscii(bytes, '<x:xmpmeta');
  if (packet !== -1) {
    const close = '</x:xmpmeta>';
    const end = indexOfAscii(bytes, close, packet);
    const place = { path: 'behind the end/XMP', offset: origin + packet };
    const before = scan.marks.length;
    await readXmp(
      scan,
      bytes.subarray(packet, end === -1 ? bytes.length : end + close.length),
      place,
    );
    for (let index = before; index < scan.marks.length; index += 1) {
      const mark = scan.marks[index];
      if (mark?.certainty === 'stated') {
        scan.marks[index] = { ...mark, certainty: 'unusual' };
      }
    }
  } else if (indexOfAscii(bytes, 'AIGC') !== -1) {
    readLooseAigc(scan, decodeText(bytes), { path: 'behind the end', offset: origin });
  }
}

/**
 * Whether a JPEG breaks off among its pixels: behind the last marker every 0xFF is escaped or a restart, as in no
 * other data of this length.
 */
function endsInPixels(tail: Uint8Array): boolean {
  const startOfScan = 0xda;
  let isEscaped = false;
  let last: number | null = null;
  for (let at = tail.indexOf(0xff); at !== -1; at = tail.indexOf(0xff, at + 1)) {
    const next = tail[at + 1] ?? 0;
    if (next === 0 || (next >= 0xd0 && next <= 0xd7)) isEscaped = true;
    else if (next !== 0xff) last = next;
  }
  return last === startOfScan || (last === null && isEscaped);
}

/** Index behind the last end-of-image marker, or -1. */
function lastEndOfImage(tail: Uint8Array): number {
  for (let at = tail.lastIndexOf(0xd9); at > 0; at = tail.lastIndexOf(0xd9, at - 1)) {
    if (startsWithAscii(tail, '\xff\xd9', at - 1)) return at + 1;
  }
  return -1;
}

import { readC2pa } from '../c2pa/read-c2pa.js';
import { caps } from '../caps.js';
import { decodeText, latin1 } from '../decode-text.js';
import { readNamedText } from '../fields/read-text.js';
import { readXmp } from '../fields/xmp.js';
import { joinBytes } from '../inflate-bounded.js';
import { u8 } from '../numbers.js';
import type { MarkPlace } from '../report.js';
import type { Scan } from '../scan.js';
import { ScanStop } from '../scan-stop.js';

/** Adobe's packet is followed by 01 FF FE ... 00 00, so that plain readers can step over it. */
const xmpTrailerBytes = 257;

/** Blocks to the trailer. Answers where the file should end. */
export async function walkGif(scan: Scan): Promise<number> {
  const { reader, budget } = scan;
  const flags = u8(await reader.bytes(10, 1), 0);
  let at = 13 + tableBytes(flags);
  for (;;) {
    const introducer = u8(await reader.bytes(at, 1), 0);
    if (introducer === 0x3b) return at + 1;
    if (introducer === 0x2c) {
      budget.skipBox();
      const descriptor = await reader.bytes(at, 10);
      at = await endOfBlocks(scan, at + 10 + tableBytes(u8(descriptor, 9)) + 1);
    } else if (introducer === 0x21) {
      at = await readExtension(scan, at);
    } else {
      throw new ScanStop('malformed');
    }
  }
}

const tableBytes = (flags: number): number =>
  (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);

async function readExtension(scan: Scan, at: number): Promise<number> {
  const { reader, budget } = scan;
  const label = u8(await reader.bytes(at + 1, 1), 0);
  if (label === 0xfe) {
    budget.openBox('extension');
    const { bytes, end } = await readBlocks(scan, at + 2, caps.textBytes);
    const place = { path: 'comment', offset: at };
    await scan.attempt(place, () => readNamedText(scan, 'comment', decodeText(bytes), place));
    return end;
  }
  const size = u8(await reader.bytes(at + 2, 1), 0);
  if (label !== 0xff || size !== 11) {
    // Graphic control comes with every frame.
    budget.skipBox();
    return endOfBlocks(scan, at + 2);
  }
  budget.openBox('extension');
  const name = latin1(await reader.bytes(at + 3, 8));
  const start = at + 3 + size;
  const place = { path: `application/${name.replace(/[^\x20-\x7e]/gu, '?')}`, offset: at };
  if (name === 'XMP Data') {
    const end = await endOfBlocks(scan, start);
    await scan.attempt(place, () => readPacket(scan, start, end, place));
    return end;
  }
  if (name === 'C2PA_GIF') {
    const { bytes, end } = await readBlocks(scan, start, caps.manifestBytes);
    await scan.attempt(place, () => readC2pa(scan, bytes, place));
    return end;
  }
  if (name.startsWith('AIGC')) {
    const { bytes, end } = await readBlocks(scan, start, caps.textBytes);
    await scan.attempt(place, () => readNamedText(scan, 'AIGC', decodeText(bytes), place));
    return end;
  }
  return endOfBlocks(scan, start);
}

async function readPacket(scan: Scan, start: number, end: number, place: MarkPlace): Promise<void> {
  const length = end - start;
  if (length > caps.textBytes) throw new ScanStop('too-big');
  const raw = await scan.reader.bytes(start, length);
  if (raw[0] === 0x3c || length <= xmpTrailerBytes) {
    return readXmp(scan, raw.subarray(0, Math.max(0, length - xmpTrailerBytes - 1)), place);
  }
  // Writers that know no trailer cut the packet into plain sub-blocks.
  const { bytes } = await readBlocks(scan, start, caps.textBytes);
  return readXmp(scan, bytes, place);
}

/** Steps over sub-blocks of at most 255 bytes; inside one window no promise is waited for. */
async function endOfBlocks(scan: Scan, start: number): Promise<number> {
  let at = start;
  for (;;) {
    const some = await scan.reader.someFrom(at);
    if (some.length === 0) throw new ScanStop('truncated');
    let inside = 0;
    while (inside < some.length) {
      const size = some[inside] ?? 0;
      if (size === 0) return at + inside + 1;
      inside += 1 + size;
    }
    scan.budget.checkTime();
    at += inside;
  }
}

async function readBlocks(
  scan: Scan,
  start: number,
  maxBytes: number,
): Promise<{ bytes: Uint8Array; end: number }> {
  const end = await endOfBlocks(scan, start);
  if (end - start > maxBytes) {
    scan.note('too-big', { path: 'extension', offset: start });
    return { bytes: new Uint8Array(0), end };
  }
  const raw = await scan.reader.bytes(start, end - start);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < raw.length;) {
    const size = u8(raw, at);
    if (size === 0) break;
    pieces.push(raw.subarray(at + 1, at + 1 + size));
    at += 1 + size;
  }
  return { bytes: joinBytes(pieces), end };
}

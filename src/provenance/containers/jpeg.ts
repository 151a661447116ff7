import { ByteReader } from '../byte-reader.js';
import { readC2pa } from '../c2pa/read-c2pa.js';
import { caps } from '../caps.js';
import { decodeText, indexOfAscii, latin1, startsWithAscii } from '../decode-text.js';
import { readImageResources } from '../fields/iptc-iim.js';
import { readLooseAigc, readNamedText } from '../fields/read-text.js';
import { readTiff } from '../fields/tiff-directory.js';
import { readXmp } from '../fields/xmp.js';
import { joinBytes } from '../inflate-bounded.js';
import { u16be, u32be } from '../numbers.js';
import type { MarkPlace } from '../report.js';
import type { Scan } from '../scan.js';
import { ScanStop } from '../scan-stop.js';

const exifHeader = 'Exif\0\0';
const xmpHeader = 'http://ns.adobe.com/xap/1.0/\0';
const extendedXmpHeader = 'http://ns.adobe.com/xmp/extension/\0';
const photoshopHeader = 'Photoshop 3.0\0';

interface Gathered {
  /** C2PA comes in segments of one box number, in order of their sequence number. */
  readonly jumbf: Map<
    number,
    { place: MarkPlace; parts: { sequence: number; part: Uint8Array }[] }
  >;
  readonly extended: Map<string, { place: MarkPlace; sizeBytes: number; parts: Uint8Array[] }>;
}

/** Segments from the start of the image to its first scan. Behind that there are only pixels. */
export async function walkJpeg(scan: Scan): Promise<null> {
  const { reader, budget } = scan;
  const gathered: Gathered = { jumbf: new Map(), extended: new Map() };
  let at = 2;
  try {
    for (;;) {
      const head = await reader.bytes(at, 2);
      if (head[0] !== 0xff) {
        at = await resync(scan, at);
        continue;
      }
      const marker = head[1] ?? 0;
      if (marker === 0xff) {
        at += 1;
        continue;
      }
      // Start of scan, end of image.
      if (marker === 0xda || marker === 0xd9) {
        scan.pixelsFrom = at;
        break;
      }
      budget.openBox('segment');
      if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
        at += 2;
        continue;
      }
      const length = u16be(await reader.bytes(at + 2, 2), 0);
      if (length < 2) throw new ScanStop('malformed');
      const place = { path: nameOf(marker), offset: at };
      // Application segments and comments; tables and frame headers are stepped over.
      if ((marker >= 0xe0 && marker <= 0xef) || marker === 0xfe) {
        const payload = await reader.bytes(at + 4, length - 2);
        await scan.attempt(place, () => readSegment(scan, marker, payload, place, gathered));
      }
      at += 2 + length;
    }
  } finally {
    await readGathered(scan, gathered);
  }
  return null;
}

const nameOf = (marker: number): string => (marker === 0xfe ? 'COM' : `APP${marker - 0xe0}`);

/**
 * Bytes between segments. Some Chinese generators glue the label there; decoders look for the next
 * marker, and so do we.
 */
async function resync(scan: Scan, at: number): Promise<number> {
  const place = { path: 'between segments', offset: at };
  scan.note('malformed', place);
  scan.budget.openBox('segment');
  const some = await scan.reader.upTo(at, caps.jsonBytes);
  for (let next = some.indexOf(0xff); next !== -1; next = some.indexOf(0xff, next + 1)) {
    const marker = some[next + 1] ?? 0;
    if (marker < 0xc0 || marker === 0xff) continue;
    readLooseAigc(scan, decodeText(some.subarray(0, next)), place);
    return at + next;
  }
  throw new ScanStop('malformed');
}

async function readSegment(
  scan: Scan,
  marker: number,
  payload: Uint8Array,
  place: MarkPlace,
  gathered: Gathered,
): Promise<void> {
  if (marker === 0xe1 && startsWithAscii(payload, xmpHeader)) {
    const path = `${place.path}/XMP`;
    return readXmp(scan, payload.subarray(xmpHeader.length), { ...place, path });
  }
  if (marker === 0xe1 && startsWithAscii(payload, exifHeader)) {
    const exif = payload.subarray(exifHeader.length);
    const reader = ByteReader.over(exif, scan.budget, place.offset + 4 + exifHeader.length);
    return readTiff(scan, reader, `${place.path}/EXIF`);
  }
  if (marker === 0xe1 && startsWithAscii(payload, extendedXmpHeader)) {
    gatherExtendedXmp(payload.subarray(extendedXmpHeader.length), place, gathered);
    return;
  }
  if (marker === 0xeb && startsWithAscii(payload, 'JP')) {
    gatherJumbf(payload, place, gathered);
    return;
  }
  if (marker === 0xed && startsWithAscii(payload, photoshopHeader)) {
    readImageResources(scan, payload.subarray(photoshopHeader.length), place);
  } else if (marker === 0xfe) {
    readNamedText(scan, 'comment', decodeText(payload), place);
  } else if (indexOfAscii(payload, 'AIGC') !== -1) {
    readLooseAigc(scan, decodeText(payload), place);
  }
}

function gatherJumbf(payload: Uint8Array, place: MarkPlace, { jumbf }: Gathered): void {
  const box = u16be(payload, 2);
  const sequence = u32be(payload, 4);
  const known = jumbf.get(box) ?? { place: { ...place, path: `${place.path}/JUMBF` }, parts: [] };
  jumbf.set(box, known);
  const isFirst = known.parts.length === 0;
  // Every segment repeats the header of the box (16 bytes if its size is 64-bit); only one is kept.
  const headerSize = u32be(payload, 8) === 1 ? 16 : 8;
  known.parts.push({ sequence, part: payload.subarray(isFirst ? 8 : 8 + headerSize) });
}

function gatherExtendedXmp(payload: Uint8Array, place: MarkPlace, { extended }: Gathered): void {
  const guid = latin1(payload.subarray(0, 32));
  const sizeBytes = u32be(payload, 32);
  const offset = u32be(payload, 36);
  if (sizeBytes > caps.textBytes) throw new ScanStop('too-big');
  const path = `${place.path}/extended XMP`;
  const known = extended.get(guid) ?? { place: { ...place, path }, sizeBytes, parts: [] };
  // Writers keep the order; a packet out of order is not put together.
  const have = known.parts.reduce((sum, part) => sum + part.length, 0);
  if (offset !== have || have + payload.length - 40 > sizeBytes) throw new ScanStop('malformed');
  known.parts.push(payload.subarray(40));
  extended.set(guid, known);
}

async function readGathered(scan: Scan, { jumbf, extended }: Gathered): Promise<void> {
  for (const { place, parts } of jumbf.values()) {
    await scan.attempt(place, async () => {
      parts.sort((one, other) => one.sequence - other.sequence);
      const joined = joinBytes(parts.map(({ part }) => part));
      if (joined.length > caps.manifestBytes) throw new ScanStop('too-big');
      await readC2pa(scan, joined, place);
    });
  }
  for (const { place, parts } of extended.values()) {
    await scan.attempt(place, () => readXmp(scan, joinBytes(parts), place));
  }
}

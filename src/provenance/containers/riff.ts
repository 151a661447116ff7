import { ByteReader } from '../byte-reader.js';
import { readC2pa } from '../c2pa/read-c2pa.js';
import { caps } from '../caps.js';
import { decodeText, latin1, startsWithAscii } from '../decode-text.js';
import { readNamedText } from '../fields/read-text.js';
import { readTiff } from '../fields/tiff-directory.js';
import { readXmp } from '../fields/xmp.js';
import { u32le } from '../numbers.js';
import type { MarkPlace } from '../report.js';
import type { Scan } from '../scan.js';
import { ScanStop } from '../scan-stop.js';

/** Lists that hold text or more lists; the others (`movi`) hold media. */
const openedLists = new Set(['INFO', 'hdrl', 'strl', 'exif']);
const infoNames: Readonly<Record<string, string>> = {
  ICMT: 'comment',
  ISFT: 'Software',
  IART: 'Artist',
  INAM: 'Title',
  ISRC: 'Source',
  IPRD: 'Product',
};

/** WebP, AVI and WAV. Answers where the file should end. */
export async function walkRiff(scan: Scan): Promise<number> {
  const { reader } = scan;
  let at = 0;
  // AVI longer than a gigabyte continues in further RIFF chunks.
  do {
    const head = await reader.bytes(at, 12);
    // RF64 keeps its true size elsewhere and says -1 here.
    const size = u32le(head, 4);
    const end = size === 0xffff_ffff ? reader.sizeBytes : at + 8 + size;
    const path = latin1(head.subarray(8, 12)).trim();
    await walkChunks(scan, at + 12, Math.min(end, reader.sizeBytes), path, 1);
    if (end > reader.sizeBytes) throw new ScanStop('truncated');
    at = end + (end % 2);
  } while (startsWithAscii(await reader.upTo(at, 4), 'RIFF'));
  return Math.min(at, reader.sizeBytes);
}

async function walkChunks(
  scan: Scan,
  start: number,
  end: number,
  path: string,
  depth: number,
): Promise<void> {
  const { reader, budget } = scan;
  budget.checkDepth(depth);
  let at = start;
  while (at + 8 <= end) {
    const head = await reader.bytes(at, 8);
    const type = latin1(head.subarray(0, 4));
    const size = u32le(head, 4);
    const dataEnd = at + 8 + size;
    const place = { path: `${path}/${type.replace(/[^\x20-\x7e]/gu, '?').trim()}`, offset: at };
    if (type === 'LIST') {
      budget.openBox('chunk');
      const list = latin1(await reader.bytes(at + 8, 4));
      const inner = `${path}/${list.replace(/[^\x20-\x7e]/gu, '?').trim()}`;
      if (openedLists.has(list)) {
        await walkChunks(scan, at + 12, Math.min(dataEnd, end), inner, depth + 1);
      }
    } else if (isRead(type, path)) {
      budget.openBox('chunk');
      await scan.attempt(place, () => readChunk(scan, type, at + 8, size, place));
    } else {
      budget.skipBox();
    }
    if (dataEnd > end) throw new ScanStop('truncated');
    at = dataEnd + (dataEnd % 2);
  }
}

const isRead = (type: string, path: string): boolean =>
  ['C2PA', 'XMP ', '_PMX', 'EXIF', 'AIGC'].includes(type) || path.endsWith('/INFO');

async function readChunk(
  scan: Scan,
  type: string,
  offset: number,
  size: number,
  place: MarkPlace,
): Promise<void> {
  if (type === 'C2PA' && size > caps.manifestBytes) {
    return readC2pa(scan, await scan.reader.upTo(offset, caps.tailBytes), place, size);
  }
  if (type !== 'C2PA' && size > caps.textBytes) throw new ScanStop('too-big');
  const data = await scan.reader.bytes(offset, size);
  if (type === 'C2PA') return readC2pa(scan, data, place);
  if (type === 'XMP ' || type === '_PMX') return readXmp(scan, data, place);
  if (type === 'EXIF') {
    // Some writers copy the header of the JPEG segment along.
    const skipped = startsWithAscii(data, 'Exif\0\0') ? 6 : 0;
    const exif = ByteReader.over(data.subarray(skipped), scan.budget, offset + skipped);
    return readTiff(scan, exif, place.path);
  }
  readNamedText(scan, infoNames[type] ?? type, decodeText(data), place);
}

import { ByteReader } from '../byte-reader.js';
import { readC2pa } from '../c2pa/read-c2pa.js';
import { caps } from '../caps.js';
import { decodeText, decodeUtf16, latin1, startsWithAscii } from '../decode-text.js';
import { u16be, u16le, u32be, u32le, u64be, u64le } from '../numbers.js';
import type { MarkPlace } from '../report.js';
import type { Scan } from '../scan.js';
import { ScanStop } from '../scan-stop.js';
import { readIim, readImageResources } from './iptc-iim.js';
import { readNamedText } from './read-text.js';
import { readXmp } from './xmp.js';

const textTags: Readonly<Record<number, string>> = {
  0x010d: 'DocumentName',
  0x010e: 'ImageDescription',
  0x010f: 'Make',
  0x0110: 'Model',
  0x0131: 'Software',
  0x013b: 'Artist',
  0x8298: 'Copyright',
  0x9286: 'UserComment',
  0x9c9b: 'Title',
  0x9c9c: 'Comment',
  0x9c9d: 'Author',
  0x9c9e: 'Keywords',
  0x9c9f: 'Subject',
};
const xmpTag = 0x02bc;
const c2paTag = 0xcd41;
const iptcTag = 0x83bb;
const photoshopTag = 0x8649;
const exifPointer = 0x8769;
const typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

interface Dialect {
  readonly isLittle: boolean;
  /** BigTIFF: 8-byte offsets and 20-byte entries. */
  readonly isBig: boolean;
}

/**
 * TIFF directories, as a file of their own or as EXIF. Every directory is read once, so chains that bite
 * their tail end as `malformed`.
 */
export async function readTiff(scan: Scan, reader: ByteReader, path: string): Promise<void> {
  const head = await reader.upTo(0, 16);
  const isLittle = startsWithAscii(head, 'II');
  if (!isLittle && !startsWithAscii(head, 'MM')) throw new ScanStop('malformed');
  const magic = isLittle ? u16le(head, 2) : u16be(head, 2);
  if (magic !== 42 && magic !== 43) throw new ScanStop('malformed');
  const dialect = { isLittle, isBig: magic === 43 };
  const first = dialect.isBig
    ? (isLittle ? u64le : u64be)(head, 8)
    : (isLittle ? u32le : u32be)(head, 4);
  const seen = new Set<number>();
  const queue: { offset: number; path: string }[] = [{ offset: first, path: `${path}/IFD0` }];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { offset, path: here } = next;
    if (offset === 0) continue;
    const place = { path: here, offset: reader.origin + offset };
    if (seen.has(offset)) {
      scan.note('malformed', place);
      continue;
    }
    seen.add(offset);
    scan.budget.openBox('directory');
    await scan.attempt(place, async () => {
      queue.push(...(await readDirectory(scan, reader, dialect, offset, here, path)));
    });
  }
}

async function readDirectory(
  scan: Scan,
  reader: ByteReader,
  { isLittle, isBig }: Dialect,
  offset: number,
  here: string,
  root: string,
): Promise<{ offset: number; path: string }[]> {
  const u16 = isLittle ? u16le : u16be;
  const u32 = isLittle ? u32le : u32be;
  const wide = isBig ? (isLittle ? u64le : u64be) : u32;
  const wideSize = isBig ? 8 : 4;
  const countSize = isBig ? 8 : 2;
  const countBytes = await reader.bytes(offset, countSize);
  const count = isBig ? wide(countBytes, 0) : u16(countBytes, 0);
  // A count that is too big is a lie or a bomb; the entries in front of the cap are still read.
  const readCount = Math.min(count, caps.boxes);
  const isCut = count > readCount;
  const entrySize = 4 + 2 * wideSize;
  const start = offset + countSize;
  const entries = await reader.upTo(start, readCount * entrySize + wideSize);
  const found: { offset: number; path: string }[] = [];
  for (let index = 0; index < readCount; index += 1) {
    const at = index * entrySize;
    if (at + entrySize > entries.length) throw new ScanStop(isCut ? 'too-big' : 'truncated');
    const tag = u16(entries, at);
    const valueAt = at + 4 + wideSize;
    if (tag === exifPointer) {
      found.push({ offset: wide(entries, valueAt), path: `${root}/ExifIFD` });
      continue;
    }
    const name = textTags[tag] ?? nameOf(tag);
    if (name === null) continue;
    const typeSize = typeSizes[u16(entries, at + 2)] ?? 0;
    const sizeBytes = wide(entries, at + 4) * typeSize;
    const isInline = sizeBytes <= wideSize;
    const valueOffset = isInline ? start + valueAt : wide(entries, valueAt);
    const place = { path: `${here}/${name}`, offset: reader.origin + valueOffset };
    await scan.attempt(place, async () => {
      // A type that the format does not have: how long the value is, nobody knows.
      if (typeSize === 0) throw new ScanStop('malformed');
      if (sizeBytes > (tag === c2paTag ? caps.manifestBytes : caps.textBytes)) {
        throw new ScanStop('too-big');
      }
      const value = await reader.bytes(valueOffset, sizeBytes);
      await readTag(scan, tag, name, value, isLittle, place);
    });
  }
  if (isCut) throw new ScanStop('too-big');
  const next = count * entrySize;
  // EXIF writers leave the pointer to the next directory out at times.
  if (next + wideSize <= entries.length) {
    const depth = Number(/\d+$/u.exec(here)?.[0] ?? '0') + 1;
    found.push({ offset: wide(entries, next), path: `${root}/IFD${depth}` });
  }
  return found;
}

function nameOf(tag: number): string | null {
  if (tag === xmpTag) return 'XMP';
  if (tag === c2paTag) return 'C2PA';
  if (tag === iptcTag) return 'IPTC';
  return tag === photoshopTag ? 'Photoshop' : null;
}

async function readTag(
  scan: Scan,
  tag: number,
  name: string,
  value: Uint8Array,
  isLittle: boolean,
  place: MarkPlace,
): Promise<void> {
  if (tag === xmpTag) return readXmp(scan, value, place);
  if (tag === c2paTag) return readC2pa(scan, value, place);
  if (tag === iptcTag) readIim(scan, value, place);
  else if (tag === photoshopTag) readImageResources(scan, value, place);
  else readNamedText(scan, name, tagText(tag, value, isLittle), place);
}

function tagText(tag: number, value: Uint8Array, isLittle: boolean): string {
  if (tag >= 0x9c9b && tag <= 0x9c9f) return decodeUtf16(value, 'utf-16le');
  if (tag !== 0x9286) return decodeText(value);
  const code = latin1(value.subarray(0, 8));
  const text = value.subarray(8);
  if (!code.startsWith('UNICODE')) {
    const isCoded = code.startsWith('ASCII') || code.startsWith('JIS') || code === '\0'.repeat(8);
    return decodeText(isCoded ? text : value);
  }
  // The standard means the byte order of the file; popular writers always use big endian.
  const hasBom = (text[0] === 0xfe && text[1] === 0xff) || (text[0] === 0xff && text[1] === 0xfe);
  if (hasBom) return decodeText(text);
  const zerosFirst = countZeros(text, 0);
  const zerosSecond = countZeros(text, 1);
  const isBigEndian = zerosFirst === zerosSecond ? !isLittle : zerosFirst > zerosSecond;
  return decodeUtf16(text, isBigEndian ? 'utf-16be' : 'utf-16le');
}

function countZeros(bytes: Uint8Array, from: number): number {
  let zeros = 0;
  for (let at = from; at < Math.min(bytes.length, 512); at += 2) if (bytes[at] === 0) zeros += 1;
  return zeros;
}

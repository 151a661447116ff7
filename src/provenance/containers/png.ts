import { ByteReader } from '../byte-reader.js';
import { readC2pa } from '../c2pa/read-c2pa.js';
import { caps } from '../caps.js';
import { decodeText, latin1 } from '../decode-text.js';
import { readNamedText } from '../fields/read-text.js';
import { readTiff } from '../fields/tiff-directory.js';
import { readXmp } from '../fields/xmp.js';
import { inflateBounded } from '../inflate-bounded.js';
import { u32be } from '../numbers.js';
import type { MarkPlace } from '../report.js';
import type { Scan } from '../scan.js';
import { ScanStop } from '../scan-stop.js';

const pixelChunks = new Set(['IDAT', 'fdAT', 'fcTL']);
const readChunks = new Set(['tEXt', 'zTXt', 'iTXt', 'caBX', 'eXIf']);

/** Chunks to the end of the image. Answers where the file should end. */
export async function walkPng(scan: Scan): Promise<number> {
  const { reader, budget } = scan;
  let at = 8;
  for (;;) {
    const head = await reader.bytes(at, 8);
    const length = u32be(head, 0);
    const type = latin1(head.subarray(4, 8));
    if (length > 0x7fff_ffff || !/^[A-Za-z]{4}$/u.test(type)) throw new ScanStop('malformed');
    const end = at + 12 + length;
    if (pixelChunks.has(type)) budget.skipBox();
    else budget.openBox('chunk');
    if (readChunks.has(type)) {
      const place = { path: type, offset: at };
      await scan.attempt(place, async () => {
        const cap = type === 'caBX' ? caps.manifestBytes : caps.textBytes;
        if (length > cap) await noteTooBig(scan, type, at + 8, length, place);
        else await readChunk(scan, type, await reader.bytes(at + 8, length), place);
      });
    }
    if (type === 'IEND') return end;
    at = end;
  }
}

/** A manifest that is too big to read is still a manifest. */
async function noteTooBig(
  scan: Scan,
  type: string,
  offset: number,
  length: number,
  place: MarkPlace,
): Promise<void> {
  if (type !== 'caBX') throw new ScanStop('too-big');
  await readC2pa(scan, await scan.reader.upTo(offset, caps.tailBytes), place, length);
}

async function readChunk(
  scan: Scan,
  type: string,
  data: Uint8Array,
  place: MarkPlace,
): Promise<void> {
  if (type === 'caBX') return readC2pa(scan, data, place);
  if (type === 'eXIf') {
    const reader = ByteReader.over(data, scan.budget, place.offset + 8);
    return readTiff(scan, reader, `${place.path}/EXIF`);
  }
  const keyEnd = data.indexOf(0);
  if (keyEnd < 1 || keyEnd > 79) throw new ScanStop('malformed');
  const key = latin1(data.subarray(0, keyEnd));
  const text = textOf(scan, type, data, keyEnd + 1);
  const here = { ...place, path: `${place.path}/${key.replace(/[^\x20-\x7e]/gu, '?')}` };
  if (key === 'XML:com.adobe.xmp') return readXmp(scan, text, here);
  // ImageMagick wraps XMP and EXIF as hexadecimal text; nobody else reads that, so it stays a text.
  readNamedText(scan, key, decodeText(text), here);
}

/** The bytes of the text itself, inflated where the chunk says so. */
function textOf(scan: Scan, type: string, data: Uint8Array, start: number): Uint8Array {
  if (type === 'tEXt') return data.subarray(start);
  if (type === 'zTXt') {
    if (data[start] !== 0) throw new ScanStop('not-decompressed');
    return inflateBounded(data.subarray(start + 1), scan.budget);
  }
  // iTXt: flag, method, language until NUL, translated key until NUL.
  const isCompressed = data[start] === 1;
  const languageEnd = data.indexOf(0, start + 2);
  const translatedEnd = languageEnd === -1 ? -1 : data.indexOf(0, languageEnd + 1);
  if (translatedEnd === -1) throw new ScanStop('malformed');
  const text = data.subarray(translatedEnd + 1);
  if (!isCompressed) return text;
  if (data[start + 1] !== 0) throw new ScanStop('not-decompressed');
  return inflateBounded(text, scan.budget);
}

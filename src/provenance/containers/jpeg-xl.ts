import { ByteReader } from '../byte-reader.js';
import { readC2pa } from '../c2pa/read-c2pa.js';
import { caps } from '../caps.js';
import { latin1 } from '../decode-text.js';
import { readTiff } from '../fields/tiff-directory.js';
import { readXmp } from '../fields/xmp.js';
import { u32be } from '../numbers.js';
import type { Scan } from '../scan.js';
import { ScanStop } from '../scan-stop.js';
import type { IsoBox } from './iso-box.js';
import { forEachOuterBox } from './iso-box.js';

/** The container form; a bare codestream carries no marks. */
export async function walkJpegXl(scan: Scan): Promise<number | null> {
  const head = await scan.reader.bytes(0, 2);
  if (head[0] === 0xff) return null;
  return forEachOuterBox(scan, (box) => readBox(scan, box));
}

async function readBox(scan: Scan, box: IsoBox): Promise<void> {
  const { reader } = scan;
  const sizeBytes = box.end - box.start;
  const place = { path: box.type.trim(), offset: box.offset };
  await scan.attempt(place, async () => {
    if (box.type === 'brob') {
      const inner = latin1(await reader.bytes(box.start, 4));
      if (['xml ', 'jumb', 'Exif'].includes(inner)) throw new ScanStop('not-decompressed');
    } else if (box.type === 'jumb') {
      // Other standards use JUMBF too: only a store labelled c2pa counts.
      const isTooBig = sizeBytes > caps.manifestBytes;
      const bytes = await reader.bytes(
        box.offset,
        isTooBig ? caps.tailBytes : box.end - box.offset,
      );
      await readC2pa(scan, bytes, place, box.end - box.offset);
    } else if (box.type === 'xml ' || box.type === 'Exif') {
      if (sizeBytes > caps.textBytes) throw new ScanStop('too-big');
      const bytes = await reader.bytes(box.start, sizeBytes);
      if (box.type === 'xml ') return readXmp(scan, bytes, place);
      const skipped = 4 + u32be(bytes, 0);
      const exif = ByteReader.over(bytes.subarray(skipped), scan.budget, box.start + skipped);
      await readTiff(scan, exif, place.path);
    }
  });
}

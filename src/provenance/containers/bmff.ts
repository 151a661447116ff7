import { readC2pa } from '../c2pa/read-c2pa.js';
import { caps } from '../caps.js';
import { decodeText } from '../decode-text.js';
import { readNamedText } from '../fields/read-text.js';
import { readXmp } from '../fields/xmp.js';
import { u16be } from '../numbers.js';
import type { MarkPlace } from '../report.js';
import type { Scan } from '../scan.js';
import { ScanStop } from '../scan-stop.js';
import { readMetaTags } from './bmff-tags.js';
import { readMetaItems } from './bmff-items.js';
import type { IsoBox } from './iso-box.js';
import { forEachBox, forEachOuterBox, shownType, textName } from './iso-box.js';

const c2paUuid = 'd8fec3d61b0e483c92975828877ec481';
const xmpUuid = 'be7acfcb97a942e89c71999491e3afac';

/** MP4, MOV, AVIF, HEIF. Media data is stepped over by its size, wherever it stands. */
export async function walkBmff(scan: Scan): Promise<number> {
  return forEachOuterBox(scan, async (box) => {
    const place = { path: shownType(box.type), offset: box.offset };
    await scan.attempt(place, async () => {
      if (box.type === 'uuid') await readUuid(scan, box, place);
      else if (box.type === 'moov') await readMovie(scan, box, place.path);
      else if (box.type === 'meta') await readMetaItems(scan, box, place.path);
    });
  });
}

async function readUuid(scan: Scan, box: IsoBox, place: MarkPlace): Promise<void> {
  const id = await scan.reader.bytes(box.start, 16);
  const hex = [...id].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const start = box.start + 16;
  const sizeBytes = box.end - start;
  if (hex === xmpUuid) {
    if (sizeBytes > caps.textBytes) throw new ScanStop('too-big');
    await readXmp(scan, await scan.reader.bytes(start, sizeBytes), { ...place, path: 'uuid/XMP' });
  } else if (hex === c2paUuid) {
    // Version and flags, then the purpose; "merkle" boxes only help to check single fragments.
    const head = await scan.reader.upTo(start, Math.min(sizeBytes, 64));
    const purposeEnd = head.indexOf(0, 4);
    if (purposeEnd === -1) throw new ScanStop('malformed');
    const purpose = decodeText(head.subarray(4, purposeEnd));
    if (purpose === 'merkle') return;
    // Behind the purpose: offset of the first merkle box, 8 bytes.
    const storeStart = start + purposeEnd + 1 + 8;
    const storeBytes = box.end - storeStart;
    const isTooBig = storeBytes > caps.manifestBytes;
    const bytes = await scan.reader.bytes(storeStart, isTooBig ? caps.tailBytes : storeBytes);
    await readC2pa(scan, bytes, { ...place, path: 'uuid/C2PA' }, storeBytes);
  }
}

async function readMovie(scan: Scan, movie: IsoBox, path: string): Promise<void> {
  await forEachBox(scan, movie.start, movie.end, async (box) => {
    const place = { path: `${path}/${shownType(box.type)}`, offset: box.offset };
    await scan.attempt(place, async () => {
      // Tracks hold tables of samples; labels of the file stand beside them.
      if (box.type === 'udta') await readUserData(scan, box, place.path);
      else if (box.type === 'meta') await readMetaTags(scan, box, place.path);
    });
  });
}

async function readUserData(scan: Scan, userData: IsoBox, path: string): Promise<void> {
  await forEachBox(scan, userData.start, userData.end, async (box) => {
    const place = { path: `${path}/${shownType(box.type)}`, offset: box.offset };
    await scan.attempt(place, async () => {
      if (box.type === 'meta') return readMetaTags(scan, box, place.path);
      const isText = box.type.startsWith('\u00a9');
      if (!isText && box.type !== 'XMP_' && box.type !== 'AIGC') return;
      const sizeBytes = box.end - box.start;
      if (sizeBytes > caps.textBytes) throw new ScanStop('too-big');
      const bytes = await scan.reader.bytes(box.start, sizeBytes);
      if (box.type === 'XMP_') return readXmp(scan, bytes, place);
      // QuickTime text: length, language, text.
      const isCounted = isText && bytes.length >= 4 && u16be(bytes, 0) === bytes.length - 4;
      readNamedText(scan, textName(box.type), decodeText(bytes.subarray(isCounted ? 4 : 0)), place);
    });
  });
}

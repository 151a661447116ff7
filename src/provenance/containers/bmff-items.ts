import { ByteReader } from '../byte-reader.js';
import { caps } from '../caps.js';
import { latin1, startsWithAscii } from '../decode-text.js';
import { readTiff } from '../fields/tiff-directory.js';
import { readXmp } from '../fields/xmp.js';
import { joinBytes } from '../inflate-bounded.js';
import { u16be, u32be, u64be, u8 } from '../numbers.js';
import type { Scan } from '../scan.js';
import { ScanStop } from '../scan-stop.js';
import { readMetaTags, startOfMeta } from './bmff-tags.js';
import type { IsoBox } from './iso-box.js';
import { forEachBox, shownType } from './iso-box.js';

interface Item {
  readonly id: number;
  readonly kind: 'XMP' | 'EXIF';
}
interface Location {
  /** 0: offsets in the file, 1: in `idat`. */
  readonly method: number;
  readonly extents: readonly { readonly offset: number; readonly length: number }[];
}

/** Items of an AVIF or HEIF picture: `iinf` says what they are, `iloc` where. */
export async function readMetaItems(scan: Scan, meta: IsoBox, path: string): Promise<void> {
  const items: Item[] = [];
  const locations = new Map<number, Location>();
  let dataStart: number | null = null;
  await forEachBox(scan, await startOfMeta(scan, meta), meta.end, async (box) => {
    const place = { path: `${path}/${shownType(box.type)}`, offset: box.offset };
    await scan.attempt(place, async () => {
      if (box.type === 'iinf') items.push(...(await readItemInfo(scan, box)));
      else if (box.type === 'iloc') await readLocations(scan, box, locations);
      else if (box.type === 'idat') dataStart = box.start;
    });
  });
  for (const { id, kind } of items) {
    const location = locations.get(id);
    const first = location?.extents[0];
    if (location === undefined || first === undefined) continue;
    const base = location.method === 0 ? 0 : dataStart;
    const offset = (base ?? 0) + first.offset;
    const place = { path: `${path}/${kind}`, offset };
    await scan.attempt(place, async () => {
      if (base === null || location.method > 1) throw new ScanStop('malformed');
      const sizeBytes = location.extents.reduce((sum, extent) => sum + extent.length, 0);
      if (sizeBytes > caps.textBytes) throw new ScanStop('too-big');
      const parts: Uint8Array[] = [];
      for (const extent of location.extents) {
        parts.push(await scan.reader.bytes(base + extent.offset, extent.length));
      }
      const bytes = joinBytes(parts);
      if (kind === 'XMP') return readXmp(scan, bytes, place);
      const skipped = 4 + u32be(bytes, 0);
      const exif = ByteReader.over(bytes.subarray(skipped), scan.budget, offset + skipped);
      await readTiff(scan, exif, place.path);
    });
  }
  // Films keep their tags at the top level at times.
  await readMetaTags(scan, meta, path);
}

async function readItemInfo(scan: Scan, box: IsoBox): Promise<Item[]> {
  const version = u8(await scan.reader.bytes(box.start, 1), 0);
  const items: Item[] = [];
  await forEachBox(scan, box.start + (version === 0 ? 6 : 8), box.end, async (entry) => {
    if (entry.type !== 'infe') return;
    const bytes = await scan.reader.upTo(entry.start, Math.min(256, entry.end - entry.start));
    const entryVersion = u8(bytes, 0);
    if (entryVersion < 2) return;
    const idBytes = entryVersion === 2 ? 2 : 4;
    const id = idBytes === 2 ? u16be(bytes, 4) : u32be(bytes, 4);
    // Behind the id: protection index, type, name until NUL, media type until NUL.
    const typeAt = 4 + idBytes + 2;
    const type = latin1(bytes.subarray(typeAt, typeAt + 4));
    const nameEnd = bytes.indexOf(0, typeAt + 4);
    if (type === 'Exif') items.push({ id, kind: 'EXIF' });
    else if (type === 'mime' && startsWithAscii(bytes, 'application/rdf+xml', nameEnd + 1)) {
      items.push({ id, kind: 'XMP' });
    }
  });
  return items;
}

async function readLocations(
  scan: Scan,
  box: IsoBox,
  locations: Map<number, Location>,
): Promise<void> {
  const sizeBytes = box.end - box.start;
  if (sizeBytes > caps.textBytes) throw new ScanStop('too-big');
  const bytes = await scan.reader.bytes(box.start, sizeBytes);
  const version = u8(bytes, 0);
  if (version > 2) throw new ScanStop('malformed');
  const sizes = u16be(bytes, 4);
  const offsetSize = sizes >> 12;
  const lengthSize = (sizes >> 8) & 15;
  const baseSize = (sizes >> 4) & 15;
  const indexSize = version === 0 ? 0 : sizes & 15;
  let at = 6;
  const take = (size: number): number => {
    at += size;
    if (size === 0) return 0;
    if (size === 2) return u16be(bytes, at - 2);
    if (size === 4) return u32be(bytes, at - 4);
    if (size === 8) return u64be(bytes, at - 8);
    throw new ScanStop('malformed');
  };
  const count = take(version === 2 ? 4 : 2);
  for (let index = 0; index < count; index += 1) {
    scan.budget.openBox('item');
    const id = take(version === 2 ? 4 : 2);
    const method = version === 0 ? 0 : take(2) & 15;
    take(2);
    const base = take(baseSize);
    const extentCount = take(2);
    const extents: { offset: number; length: number }[] = [];
    for (let extent = 0; extent < extentCount; extent += 1) {
      scan.budget.skipBox();
      take(indexSize);
      const offset = base + take(offsetSize);
      extents.push({ offset, length: take(lengthSize) });
    }
    locations.set(id, { method, extents });
  }
}

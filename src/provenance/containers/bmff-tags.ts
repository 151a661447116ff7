import { caps } from '../caps.js';
import { decodeText, decodeUtf16, latin1 } from '../decode-text.js';
import { readNamedText } from '../fields/read-text.js';
import { u32be } from '../numbers.js';
import type { MarkPlace } from '../report.js';
import type { Scan } from '../scan.js';
import { ScanStop } from '../scan-stop.js';
import type { IsoBox } from './iso-box.js';
import { forEachBox, shownType, textName } from './iso-box.js';

/**
 * Metadata list of a film: `keys` names the items, `ilst` holds them (QuickTime metadata), or the items
 * have names of four letters or `----` triplets (iTunes). GB 45438 labels of MP4 stand here.
 */
export async function readMetaTags(scan: Scan, meta: IsoBox, path: string): Promise<void> {
  const names: string[] = [];
  const start = await startOfMeta(scan, meta);
  await forEachBox(scan, start, meta.end, async (box) => {
    const place = { path: `${path}/${shownType(box.type)}`, offset: box.offset };
    await scan.attempt(place, async () => {
      if (box.type === 'keys') names.push(...(await readKeys(scan, box)));
      else if (box.type === 'ilst') await readItems(scan, box, names, path);
    });
  });
}

/** ISO files put version and flags first, QuickTime files do not. */
export async function startOfMeta(scan: Scan, meta: IsoBox): Promise<number> {
  const head = await scan.reader.upTo(meta.start, 8);
  const isPlain = /^[A-Za-z]{4}$/u.test(latin1(head.subarray(4, 8)));
  return isPlain ? meta.start : meta.start + 4;
}

async function readKeys(scan: Scan, box: IsoBox): Promise<string[]> {
  const sizeBytes = box.end - box.start;
  if (sizeBytes > caps.jsonBytes) throw new ScanStop('too-big');
  const bytes = await scan.reader.bytes(box.start, sizeBytes);
  const count = u32be(bytes, 4);
  if (count > caps.boxes) throw new ScanStop('too-big');
  const names: string[] = [];
  let at = 8;
  for (let index = 0; index < count; index += 1) {
    const size = u32be(bytes, at);
    if (size < 8) throw new ScanStop('malformed');
    names.push(decodeText(bytes.subarray(at + 8, at + size)));
    at += size;
  }
  return names;
}

async function readItems(
  scan: Scan,
  list: IsoBox,
  names: readonly string[],
  path: string,
): Promise<void> {
  await forEachBox(scan, list.start, list.end, async (item) => {
    // Covers are pictures; a picture's own marks are not the film's.
    if (item.type === 'covr') return;
    const index = u32be(await scan.reader.bytes(item.offset + 4, 4), 0);
    const named = { name: names[index - 1] ?? textName(item.type) };
    const texts: string[] = [];
    const outer = { path: `${path}/ilst`, offset: item.offset };
    await scan.attempt(outer, () => readItem(scan, item, named, texts));
    // Reverse domain names ("com.apple.quicktime.comment") end in the name that counts.
    const short = /^(?:com|mdta)\.[a-z0-9.]{1,64}\.([A-Za-z_]+)$/u.exec(named.name)?.[1];
    const name = short ?? named.name;
    const shown = name.slice(0, 64).replace(/[^\x20-\x7e©]/gu, '?');
    const place: MarkPlace = { path: `${path}/${shown}`, offset: item.offset };
    for (const text of texts)
      await scan.attempt(place, () => readNamedText(scan, name, text, place));
  });
}

async function readItem(
  scan: Scan,
  item: IsoBox,
  named: { name: string },
  texts: string[],
): Promise<void> {
  await forEachBox(scan, item.start, item.end, async (box) => {
    const sizeBytes = box.end - box.start;
    if (sizeBytes > caps.textBytes) throw new ScanStop('too-big');
    const bytes = await scan.reader.bytes(box.start, sizeBytes);
    if (box.type === 'name') named.name = decodeText(bytes.subarray(4));
    if (box.type !== 'data') return;
    // Well-known types: 0 unspecified, 1 UTF-8, 2 UTF-16; others are numbers and pictures.
    const type = u32be(bytes, 0) & 0xff_ffff;
    const value = bytes.subarray(8);
    if (type === 2) texts.push(decodeUtf16(value, 'utf-16be'));
    else if (type <= 1) texts.push(decodeText(value));
  });
}

import { caps } from '../caps.js';
import { decodeText } from '../decode-text.js';
import { readNamedText } from '../fields/read-text.js';
import { u8 } from '../numbers.js';
import type { Scan } from '../scan.js';
import { ScanStop } from '../scan-stop.js';

interface Element {
  readonly id: number;
  readonly offset: number;
  readonly start: number;
  /** Null: of unknown size, as live recordings write. */
  readonly end: number | null;
}

const segmentId = 0x18538067;
const clusterId = 0x1f43b675;
const seekHeadId = 0x114d9b74;
const infoId = 0x1549a966;
const tagsId = 0x1254c367;
const tagId = 0x7373;
const simpleTagId = 0x67c8;
/** Elements that may follow a cluster of unknown size. */
const topLevelIds = new Set([segmentId, clusterId, seekHeadId, infoId, tagsId, 0x1654ae6b]);
const infoNames: Readonly<Record<number, string>> = {
  0x7ba9: 'Title',
  0x4d80: 'Software',
  0x5741: 'WritingApp',
};

/** WebM and Matroska: `Info` and `Tags` of the segment; clusters are stepped over. */
export async function walkEbml(scan: Scan): Promise<number | null> {
  const { reader } = scan;
  const header = await readElement(scan, 0, reader.sizeBytes);
  if (header.id !== 0x1a45dfa3 || header.end === null) throw new ScanStop('malformed');
  const segment = await readElement(scan, header.end, reader.sizeBytes);
  if (segment.id !== segmentId) throw new ScanStop('malformed');
  const end = Math.min(segment.end ?? reader.sizeBytes, reader.sizeBytes);
  // Read once each, however often the seek head and the walk lead there.
  const read = new Set<number>();
  const sought: number[] = [];
  const visit = async (element: Element): Promise<void> => {
    const isRead = element.id === infoId || element.id === tagsId;
    if (element.id === seekHeadId)
      sought.push(...(await readSeekHead(scan, element, segment.start)));
    if (!isRead || read.has(element.offset)) return;
    read.add(element.offset);
    const path = element.id === infoId ? 'Segment/Info' : 'Segment/Tags';
    const place = { path, offset: element.offset };
    await scan.attempt(place, () =>
      element.id === infoId ? readInfo(scan, element) : readTags(scan, element, path, 2),
    );
  };
  let at = segment.start;
  while (at < end) {
    const element = await readElement(scan, at, end);
    if (element.end === null && element.id === clusterId) break;
    await visit(element);
    at = element.end ?? end;
  }
  for (const offset of sought) {
    if (offset < segment.start || offset >= end) continue;
    const place = { path: 'Segment/SeekHead', offset };
    await scan.attempt(place, async () => visit(await readElement(scan, offset, end)));
  }
  if (segment.end !== null && segment.end > reader.sizeBytes) throw new ScanStop('truncated');
  return segment.end;
}

async function readElement(scan: Scan, offset: number, limit: number): Promise<Element> {
  const head = await scan.reader.upTo(offset, 12);
  const idSize = Math.clz32(u8(head, 0)) - 23;
  if (idSize > 4) throw new ScanStop('malformed');
  let id = 0;
  for (let index = 0; index < idSize; index += 1) id = id * 256 + u8(head, index);
  const sizeSize = Math.clz32(u8(head, idSize)) - 23;
  if (sizeSize > 8) throw new ScanStop('malformed');
  let size = u8(head, idSize) & (0xff >> sizeSize);
  let isUnknown = size === 0xff >> sizeSize;
  for (let index = 1; index < sizeSize; index += 1) {
    const byte = u8(head, idSize + index);
    isUnknown &&= byte === 0xff;
    size = size * 256 + byte;
  }
  if (id === clusterId || !topLevelIds.has(id)) scan.budget.skipBox();
  else scan.budget.openBox('element');
  const start = offset + idSize + sizeSize;
  if (isUnknown) return { id, offset, start, end: null };
  if (!Number.isSafeInteger(start + size)) throw new ScanStop('malformed');
  if (start + size > limit && id !== segmentId) throw new ScanStop('truncated');
  return { id, offset, start, end: start + size };
}

async function forEachElement(
  scan: Scan,
  parent: Element,
  visit: (element: Element) => Promise<void>,
): Promise<void> {
  if (parent.end === null) throw new ScanStop('malformed');
  let at = parent.start;
  while (at < parent.end) {
    const element = await readElement(scan, at, parent.end);
    scan.budget.openBox('element');
    await visit(element);
    if (element.end === null) throw new ScanStop('malformed');
    at = element.end;
  }
}

async function readSeekHead(scan: Scan, head: Element, origin: number): Promise<number[]> {
  const offsets: number[] = [];
  await forEachElement(scan, head, async (seek) => {
    let target = 0;
    let position = null as number | null;
    await forEachElement(scan, seek, async (element) => {
      const bytes = await contentOf(scan, element, 8);
      const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
      if (element.id === 0x53ab) target = value;
      if (element.id === 0x53ac) position = value;
    });
    if ((target === tagsId || target === infoId) && position !== null) {
      offsets.push(origin + position);
    }
  });
  return offsets;
}

async function readInfo(scan: Scan, info: Element): Promise<void> {
  await forEachElement(scan, info, async (element) => {
    const name = infoNames[element.id];
    if (name === undefined) return;
    const place = { path: `Segment/Info/${name}`, offset: element.offset };
    await scan.attempt(place, async () =>
      readNamedText(scan, name, decodeText(await contentOf(scan, element)), place),
    );
  });
}

async function readTags(scan: Scan, parent: Element, path: string, depth: number): Promise<void> {
  scan.budget.checkDepth(depth);
  await forEachElement(scan, parent, async (element) => {
    if (element.id === tagId) await readTags(scan, element, `${path}/Tag`, depth + 1);
    else if (element.id === simpleTagId) await readSimpleTag(scan, element, path, depth + 1);
  });
}

async function readSimpleTag(scan: Scan, tag: Element, path: string, depth: number): Promise<void> {
  scan.budget.checkDepth(depth);
  let name = '';
  let text = null as string | null;
  await forEachElement(scan, tag, async (element) => {
    if (element.id === 0x45a3) name = decodeText(await contentOf(scan, element, 256));
    // TagString, TagBinary
    else if (element.id === 0x4487 || element.id === 0x4485) {
      text = decodeText(await contentOf(scan, element));
    } else if (element.id === simpleTagId) {
      await readSimpleTag(scan, element, `${path}/SimpleTag`, depth + 1);
    }
  });
  if (text === null) return;
  const shown = name.replace(/[^\x20-\x7e]/gu, '?').slice(0, 64);
  const place = { path: `${path}/SimpleTag/${shown}`, offset: tag.offset };
  readNamedText(scan, name, text, place);
}

async function contentOf(
  scan: Scan,
  element: Element,
  maxBytes: number = caps.textBytes,
): Promise<Uint8Array> {
  if (element.end === null) throw new ScanStop('malformed');
  const sizeBytes = element.end - element.start;
  if (sizeBytes > maxBytes) throw new ScanStop('too-big');
  return scan.reader.bytes(element.start, sizeBytes);
}

import { latin1 } from '../decode-text.js';
import { u32be, u64be } from '../numbers.js';
import type { Scan } from '../scan.js';
import { ScanStop } from '../scan-stop.js';

/** A box of ISO base media, JPEG XL and QuickTime, without its content. */
export interface IsoBox {
  readonly type: string;
  /** Offset of the header. */
  readonly offset: number;
  /** First byte behind the header. */
  readonly start: number;
  /** First byte behind the box; never behind the box around it. */
  readonly end: number;
  /** The stated size led past the box or file around it. */
  readonly isCut: boolean;
}

/** Boxes that come with the media in large numbers and say nothing. */
const mediaTypes = new Set([
  'mdat',
  'moof',
  'sidx',
  'styp',
  'emsg',
  'prft',
  'free',
  'skip',
  'wide',
  'jxlc',
  'jxlp',
]);

/**
 * The box at `offset`, inside of `limit`. Sizes only ever lead forward, so boxes cannot form a ring.
 *
 * @throws ScanStop `malformed` for a size smaller than its header
 */
export async function readIsoBox(scan: Scan, offset: number, limit: number): Promise<IsoBox> {
  const head = await scan.reader.bytes(offset, 8);
  const shortSize = u32be(head, 0);
  const type = latin1(head.subarray(4, 8));
  const isLong = shortSize === 1;
  const size = isLong ? u64be(await scan.reader.bytes(offset + 8, 8), 0) : shortSize;
  const headerSize = isLong ? 16 : 8;
  // Zero: to the end of the file.
  const end = shortSize === 0 ? limit : offset + size;
  if (end < offset + headerSize) throw new ScanStop('malformed');
  if (mediaTypes.has(type)) scan.budget.skipBox();
  else scan.budget.openBox('box');
  const start = Math.min(offset + headerSize, limit);
  return { type, offset, start, end: Math.min(end, limit), isCut: end > limit };
}

/**
 * The outermost boxes of a file. Answers where they end: behind the last, or where bytes follow that
 * cannot be a box.
 */
export async function forEachOuterBox(
  scan: Scan,
  visit: (box: IsoBox) => Promise<void>,
): Promise<number> {
  const { sizeBytes } = scan.reader;
  let at = 0;
  while (at + 8 <= sizeBytes) {
    const type = latin1(await scan.reader.bytes(at + 4, 4));
    if (!/^[\x20-\x7e\u00a9]{4}$/u.test(type)) return at;
    const box = await readIsoBox(scan, at, sizeBytes);
    await visit(box);
    if (box.isCut) throw new ScanStop('truncated');
    at = box.end;
  }
  return at;
}

/** A type for showing in a path. */
export const shownType = (type: string): string =>
  type
    .replace(/\u00a9/gu, '©')
    .replace(/[^\x20-\x7e©]/gu, '?')
    .trim();

/**
 * Every box between two offsets, in order. A cut one is visited too, since its beginning may tell
 * something.
 *
 * @throws ScanStop `truncated` behind a cut box
 */
export async function forEachBox(
  scan: Scan,
  start: number,
  end: number,
  visit: (box: IsoBox) => Promise<void>,
): Promise<void> {
  let at = start;
  // QuickTime ends lists with four zero bytes.
  while (at + 8 <= end) {
    const box = await readIsoBox(scan, at, end);
    await visit(box);
    if (box.isCut) throw new ScanStop('truncated');
    at = box.end;
  }
}

/** Names of the old four-letter tags that matter for hints. */
export const textName = (type: string): string => {
  const names: Readonly<Record<string, string>> = {
    '\u00a9cmt': 'comment',
    '\u00a9des': 'description',
    desc: 'description',
    '\u00a9nam': 'Title',
    '\u00a9too': '©too',
    '\u00a9swr': 'Software',
    '\u00a9ART': 'Artist',
  };
  return names[type] ?? shownType(type);
};

import ExifReader from 'exifreader';
import { describe, expect, it } from 'vitest';
import * as boxes from '../../fixtures/provenance/box-file.js';
import { concat, utf16be, utf16le, utf8 } from '../../fixtures/provenance/bytes.js';
import * as jpeg from '../../fixtures/provenance/jpeg-file.js';
import { mutate } from '../../fixtures/provenance/mutate.js';
import * as png from '../../fixtures/provenance/png-file.js';
import * as riff from '../../fixtures/provenance/riff-file.js';
import { ofKind, scan, statesOf } from '../../fixtures/provenance/scan.js';
import { tiffFile, type TiffTag } from '../../fixtures/provenance/tiff-file.js';

/**
 * Our reader of directories against a well-kept library. It is ours because a TIFF file needs one anyway (C2PA,
 * XMP and IPTC are tags there), because marks name the byte where they stand, because of the caps of `caps.ts`,
 * and because the library does not read the comment in which most generators leave their prompt.
 */
const trace = 'a face, Job ID: 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';
const ascii = utf8(`${trace}\0`);

interface Field {
  /** The library's name of the tag, and ours. */
  readonly theirs: string;
  readonly ours: string;
  readonly isInExif?: boolean;
  readonly tag: (isLittle: boolean) => TiffTag;
}
const text = (tag: number, theirs: string, ours = theirs): Field => ({
  theirs,
  ours,
  tag: () => ({ tag, type: 2, value: ascii }),
});
const wide = (tag: number, theirs: string, ours: string): Field => ({
  theirs,
  ours,
  tag: () => ({ tag, type: 1, value: concat(utf16le(trace), [0, 0]) }),
});
const comment = (value: (isLittle: boolean) => Uint8Array): Field => ({
  theirs: 'UserComment',
  ours: 'UserComment',
  isInExif: true,
  tag: (isLittle) => ({ tag: 0x9286, type: 7, value: value(isLittle) }),
});
const fields: Readonly<Record<string, Field>> = {
  DocumentName: text(0x010d, 'DocumentName'),
  ImageDescription: text(0x010e, 'ImageDescription'),
  Make: text(0x010f, 'Make'),
  Model: text(0x0110, 'Model'),
  Software: text(0x0131, 'Software'),
  Artist: text(0x013b, 'Artist'),
  Copyright: text(0x8298, 'Copyright'),
  XPTitle: wide(0x9c9b, 'XPTitle', 'Title'),
  XPComment: wide(0x9c9c, 'XPComment', 'Comment'),
  XPAuthor: wide(0x9c9d, 'XPAuthor', 'Author'),
  XPKeywords: wide(0x9c9e, 'XPKeywords', 'Keywords'),
  XPSubject: wide(0x9c9f, 'XPSubject', 'Subject'),
  'UserComment, ASCII': comment(() => concat('ASCII\0\0\0', utf8(trace))),
};
const containers: Readonly<Record<string, (exif: Uint8Array) => Uint8Array>> = {
  jpeg: (exif) => jpeg.jpegFile([jpeg.jfif, jpeg.exifSegment(exif)]),
  png: (exif) => png.pngFile([png.chunk('eXIf', exif)]),
  webp: (exif) => riff.webpFile([riff.riffChunk('EXIF', exif)]),
  tiff: (exif) => exif,
  avif: (exif) => boxes.pictureFile('avif', [boxes.exifItem(exif)]),
  heif: (exif) => boxes.pictureFile('heic', [boxes.exifItem(exif)]),
  'jpeg-xl': (exif) => boxes.jxlFile([boxes.box('Exif', [0, 0, 0, 0], exif)]),
};

function fileOf({ tag, isInExif = false }: Field, isLittle: boolean): Uint8Array {
  const other: TiffTag = { tag: 0x0100, type: 4, value: 640 };
  return isInExif
    ? tiffFile([other], { isLittle, exif: [tag(isLittle)] })
    : tiffFile([other, tag(isLittle)], { isLittle });
}

function theirText(bytes: Uint8Array, name: string): string | null {
  try {
    const found = ExifReader.load(Uint8Array.from(bytes).buffer) as Partial<
      Record<string, { description?: unknown }>
    >;
    const said = found[name]?.description;
    return typeof said === 'string' ? said : null;
  } catch {
    return null;
  }
}
const ourText = async (bytes: Uint8Array, name: string): Promise<string | null> =>
  ofKind(await scan(bytes), 'generator').find(({ field }) => field === name)?.value ?? null;

describe.each(Object.entries(containers))('EXIF of a %s file', (_, make) => {
  it.each(Object.entries(fields))('%s: the text that the library reads', async (_name, field) => {
    for (const isLittle of [true, false]) {
      const bytes = make(fileOf(field, isLittle));
      expect(theirText(bytes, field.theirs)).toBe(trace);
      expect(await ourText(bytes, field.ours)).toBe(trace);
    }
  });
});

it('the comment in UTF-16, which the library leaves encoded, is read in either order of bytes', async () => {
  for (const text of [utf16le(trace), utf16be(trace)]) {
    const field = comment(() => concat('UNICODE\0', text));
    const bytes = containers['jpeg']!(fileOf(field, true));
    expect(theirText(bytes, field.theirs)).toBe('[Unicode encoded text]');
    expect(await ourText(bytes, field.ours)).toBe(trace);
  }
});

it('in 2,000 damaged pictures a trace that the library reads is read, or its directory named', async () => {
  const field = fields['Software']!;
  const whole = fileOf(field, true);
  let readCount = 0;
  let namedCount = 0;
  for (let seed = 1; seed <= 2000; seed += 1) {
    const bytes = containers['jpeg']!(mutate(whole, seed));
    if (theirText(bytes, field.theirs) !== trace) continue;
    readCount += 1;
    if ((await ourText(bytes, field.ours)) !== null) continue;
    expect(statesOf(await scan(bytes)), `seed ${seed}`).not.toEqual([]);
    namedCount += 1;
  }
  expect(readCount).toBeGreaterThan(100);
  expect(namedCount).toBeLessThan(readCount / 20);
});

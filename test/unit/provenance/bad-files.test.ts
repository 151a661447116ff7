import { describe, expect, it } from 'vitest';
import { caps } from '../../../src/provenance/caps.js';
import type { ByteSource } from '../../../src/provenance/byte-source.js';
import { scanFile } from '../../../src/provenance/scan-file.js';
import * as boxes from '../../fixtures/provenance/box-file.js';
import { be32, concat, le32, noise, utf8 } from '../../fixtures/provenance/bytes.js';
import { element, ebmlFile, simpleTag, tags } from '../../fixtures/provenance/ebml-file.js';
import { commentExtension, gifFile } from '../../fixtures/provenance/gif-file.js';
import { exifSegment, jfif, jpegFile } from '../../fixtures/provenance/jpeg-file.js';
import { aigcJson, stableDiffusionText, xmpPacket } from '../../fixtures/provenance/labels.js';
import { richFiles } from '../../fixtures/provenance/labelled-files.js';
import {
  chunk,
  internationalChunk,
  pngFile,
  textChunk,
} from '../../fixtures/provenance/png-file.js';
import { webpFile } from '../../fixtures/provenance/riff-file.js';
import { ofKind, scan, statesOf } from '../../fixtures/provenance/scan.js';
import { tiffFile } from '../../fixtures/provenance/tiff-file.js';

const states = async (bytes: Uint8Array): Promise<string[]> => statesOf(await scan(bytes));
const zip = concat('PK\x03\x04\x14\0\0\0', noise(60), 'PK\x05\x06', new Uint8Array(18));

describe('bad files', () => {
  it('an empty file is empty, unknown bytes are no container', async () => {
    expect(await states(new Uint8Array(0))).toEqual(['empty']);
    expect(await states(noise(2000))).toEqual(['not-a-known-container']);
    expect(await states(utf8('<html>'))).toEqual(['not-a-known-container']);
    expect(await states(concat('RIFF', le32(4), 'XXXX'))).toEqual(['not-a-known-container']);
  });

  it.each(Object.entries(richFiles))('a %s file cut anywhere never rejects', async (_, bytes) => {
    for (let length = 0; length < bytes.length; length += Math.max(1, bytes.length >> 6)) {
      const report = await scan(bytes.subarray(0, length));
      expect(report.sizeBytes).toBe(length);
    }
  });

  it.each([
    ['jpeg', 'truncated'],
    ['png', 'truncated'],
    ['webp', 'truncated'],
    ['gif', 'truncated'],
    ['mp4', 'truncated'],
    ['avif', 'truncated'],
    ['jpeg-xl', 'truncated'],
    ['avi', 'truncated'],
    ['webm', 'truncated'],
  ])('a %s file without its last bytes is %s', async (format, state) => {
    const bytes = richFiles[format]!;
    const report = await scan(bytes.subarray(0, bytes.length - 40));
    expect(statesOf(report)).toContain(state);
    if (format !== 'webm') expect(report.marks.length).toBeGreaterThan(0);
  });

  it('a JPEG that breaks off is truncated, also behind a thumbnail and 64 KiB into its pixels', async () => {
    const thumbnail = exifSegment(concat('II*\0', le32(0), jpegFile([])));
    const pixels = concat(...Array.from({ length: 900 }, () => concat(noise(120), [0xff, 0])));
    const whole = concat(jpegFile([jfif, thumbnail]).slice(0, -2), pixels, [0xff, 0xd9]);
    expect(await states(whole)).toEqual([]);
    for (const cut of [2, 50, pixels.length - 100, pixels.length]) {
      expect(await states(whole.subarray(0, whole.length - cut))).toEqual(['truncated']);
    }
    // Restart markers belong to the pixels.
    const restarts = concat(...Array.from({ length: 900 }, () => concat(noise(120), [0xff, 0xd3])));
    expect(await states(concat(jpegFile([jfif]).slice(0, -2), restarts))).toEqual(['truncated']);
    // Cut in its head, the walk says so, and nothing is said to go on.
    expect(await states(whole.subarray(0, 200))).toEqual(['truncated']);
  });

  it('more than 64 KiB behind a JPEG go on after its end', async () => {
    const other = concat(...Array.from({ length: 700 }, () => concat(noise(120), [0xff, 0x42])));
    expect(await states(concat(jpegFile([jfif]), other))).toEqual(['odd-ending']);
  });

  it('a text that was cut off is truncated, and its half is not taken for the whole', async () => {
    const whole = pngFile([textChunk('parameters', stableDiffusionText)]);
    const cut = await scan(whole.subarray(0, 33 + 8 + 11 + stableDiffusionText.length - 5));
    expect(cut.marks).toEqual([]);
    expect(new Set(statesOf(cut))).toEqual(new Set(['truncated']));
  });

  it.each([
    [{ fileName: 'face.png' }, ['wrong-type']],
    [{ mediaType: 'video/mp4; codecs="avc1"' }, ['wrong-type']],
    [{ fileName: 'face.JPG', mediaType: 'image/jpeg' }, []],
    [{ fileName: 'face.unknown' }, []],
    [{ fileName: 'constructor' }, []],
  ])('a JPEG called %j has the notes %j', async (declared, notes) => {
    expect(statesOf(await scan(jpegFile([jfif]), declared))).toEqual(notes);
  });

  it('names of one family do not count as wrong', async () => {
    expect(statesOf(await scan(richFiles['mov']!, { fileName: 'a.mp4' }))).toEqual([]);
    expect(statesOf(await scan(richFiles['avif']!, { fileName: 'a.heic' }))).toEqual([]);
    expect(statesOf(await scan(richFiles['mp4']!, { fileName: 'a.webm' }))).toEqual(['wrong-type']);
  });

  it.each([
    ['a zip behind a JPEG', concat(jpegFile([]), zip)],
    ['a zip behind a PNG', concat(pngFile([]), zip)],
    ['a film behind a JPEG', concat(jpegFile([]), boxes.mp4File([]))],
    ['a PNG behind a GIF', concat(gifFile([]), pngFile([]))],
    ['a page behind a GIF', concat(gifFile([]), '<html><script>1</script>')],
    ['a PDF behind a WebP', concat(webpFile([]), '%PDF-1.7')],
    ['a zip behind an MP4', concat(boxes.mp4File([]), zip)],
    ['a JPEG behind an MP4', concat(boxes.mp4File([]), jpegFile([jfif]))],
  ])('%s is more than one container', async (_, bytes) => {
    expect(await states(bytes)).toEqual(
      expect.arrayContaining(['odd-ending', 'more-than-one-container']),
    );
  });

  it('boxes of size zero and smaller than their header end the walk', async () => {
    const tiny = (size: number): Uint8Array => concat(be32(size), 'udta', noise(40));
    for (const size of [2, 4, 7]) {
      expect(await states(boxes.mp4File([boxes.movie(tiny(size))]))).toContain('malformed');
    }
    // Zero means "to the end": a rest that says so again and again must not loop.
    expect(await states(concat(boxes.fileType('isom'), tiny(0)))).toEqual([]);
    const zeroLength = concat(be32(1), 'moov', be32(0), be32(0));
    expect(await states(concat(boxes.fileType('isom'), zeroLength))).toContain('malformed');
  });

  it('directories in a ring are read once', async () => {
    const ring = tiffFile([{ tag: 0x0131, type: 2, value: utf8('Midjourney\0') }], { next: 8 });
    const report = await scan(ring);
    expect(statesOf(report)).toEqual(['malformed']);
    expect(report.marks).toHaveLength(1);
    const exifRing = tiffFile([{ tag: 0x8769, type: 4, value: 8 }]);
    expect(await states(exifRing)).toEqual(['malformed']);
  });

  it('a directory with too many entries is named, and those in front of the cap are read', async () => {
    const bytes = tiffFile([{ tag: 0x0131, type: 2, value: utf8('Midjourney\0') }]);
    bytes.set([0xff, 0xff], 8);
    const report = await scan(bytes);
    expect(statesOf(report)).toEqual(['too-big']);
    expect(report.marks).toHaveLength(1);
  });

  it('is named also where all its entries are there', async () => {
    const label = { tag: 0x0131, type: 2, value: utf8('Midjourney\0') } as const;
    const full = tiffFile(Array.from({ length: caps.boxes + 1 }, () => label));
    expect(statesOf(await scan(full))).toContain('too-big');
  });

  it('a tag of a type that there is not is named, and the next one is read', async () => {
    const bytes = tiffFile([
      { tag: 0x010e, type: 2, value: utf8('Midjourney\0') },
      { tag: 0x0131, type: 2, value: utf8('Midjourney\0') },
    ]);
    bytes[12] = 99;
    const report = await scan(bytes);
    expect(report.notes).toMatchObject([{ state: 'malformed' }]);
    expect(report.notes[0]?.place.path).toContain('ImageDescription');
    expect(report.marks).toHaveLength(1);
  });

  it('marks of JPEG XL behind brotli are named, pixels behind it are not', async () => {
    const packed = (type: string): Uint8Array =>
      boxes.jxlFile([boxes.box('brob', type, noise(20))]);
    for (const type of ['xml ', 'Exif', 'jumb']) {
      expect(await states(packed(type))).toEqual(['not-decompressed']);
    }
    expect(await states(packed('jbrd'))).toEqual([]);
  });

  it('a seek head that points at itself, at clusters and outside is harmless', async () => {
    for (const position of [0, 5, 40, 1 << 30]) {
      const seek = element(
        0x4dbb,
        element(0x53ab, [0x12, 0x54, 0xc3, 0x67]),
        element(0x53ac, be32(position)),
      );
      const file = ebmlFile([element(0x114d9b74, seek), tags(simpleTag('AIGC', aigcJson))]);
      expect(ofKind(await scan(file), 'aigc')).toHaveLength(1);
    }
  });

  it('XMP nested 40 deep is too deep, with a document type malformed, cut truncated', async () => {
    const xmp = (elements: string): Uint8Array =>
      pngFile([internationalChunk('XML:com.adobe.xmp', xmpPacket({ elements }))]);
    expect(await states(xmp('<a>'.repeat(40) + '</a>'.repeat(40)))).toEqual(['too-deep']);
    const bomb = '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>';
    expect(await states(pngFile([internationalChunk('XML:com.adobe.xmp', bomb)]))).toEqual([
      'malformed',
    ]);
    expect(await states(xmp('<a b="'))).toEqual(['malformed']);
  });

  it('what follows a broken chunk is still read', async () => {
    const file = pngFile([
      chunk('zTXt', concat('Comment', [0, 0], noise(50))),
      chunk('eXIf', noise(50)),
      chunk('caBX', noise(50)),
      textChunk('AIGC', aigcJson),
    ]);
    const report = await scan(file);
    expect(ofKind(report, 'aigc')).toHaveLength(1);
    expect(report.notes.map(({ place }) => place.path)).toEqual(['zTXt', 'eXIf', 'caBX']);
  });

  it('a thousand marks are cut with a note', async () => {
    const many = Array.from({ length: 400 }, (_, index) => textChunk('hf-job-id', `job ${index}`));
    const report = await scan(pngFile(many));
    expect(report.marks).toHaveLength(256);
    expect(statesOf(report)).toEqual(['marks-left-out']);
  });

  it('a source that rejects, lies about its size or answers short is named', async () => {
    const bytes = pngFile([textChunk('AIGC', aigcJson)]);
    const source = (change: Partial<ByteSource>): ByteSource => ({
      sizeBytes: bytes.length,
      read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
      ...change,
    });
    const notes = async (change: Partial<ByteSource>): Promise<string[]> =>
      statesOf(await scanFile(source(change)));
    expect(await notes({ read: () => Promise.reject(new Error('gone')) })).toEqual(['unreadable']);
    expect(
      await notes({
        read: () => {
          throw new Error('gone');
        },
      }),
    ).toEqual(['unreadable']);
    expect(await notes({ sizeBytes: Number.NaN })).toEqual(['empty']);
    expect(await notes({ sizeBytes: -5 })).toEqual(['empty']);
    expect(await notes({ sizeBytes: 1e9 })).not.toContain('empty');
    expect(await notes({ read: () => Promise.resolve(bytes.subarray(0, 20)) })).toContain(
      'truncated',
    );
  });
});

describe('reading little', () => {
  /** A film of a gigabyte whose media is never in memory. */
  function hugeFilm(): { source: ByteSource; ranges: [number, number][] } {
    const mediaBytes = 1 << 30;
    const head = concat(
      boxes.fileType('isom'),
      boxes.longBox('mdat', new Uint8Array(0), 16 + mediaBytes),
    );
    const tail = boxes.movie(boxes.box('udta', boxes.keyedMeta([['AIGC', aigcJson]])));
    const ranges: [number, number][] = [];
    const source: ByteSource = {
      sizeBytes: head.length + mediaBytes + tail.length,
      read(offset, length) {
        ranges.push([offset, length]);
        const bytes = new Uint8Array(length);
        const copy = (part: Uint8Array, at: number): void => {
          for (let index = 0; index < part.length; index += 1) {
            const to = at + index - offset;
            if (to >= 0 && to < length) bytes[to] = part[index]!;
          }
        };
        copy(head, 0);
        copy(tail, head.length + mediaBytes);
        return Promise.resolve(bytes);
      },
    };
    return { source, ranges };
  }

  it('a label behind a gigabyte of media is found with a few small reads', async () => {
    const { source, ranges } = hugeFilm();
    const report = await scanFile(source);
    expect(ofKind(report, 'aigc')).toHaveLength(1);
    expect(report.notes).toEqual([]);
    expect(report.readBytes).toBeLessThan(256 << 10);
    expect(ranges.length).toBeLessThan(6);
  });

  it('a picture of 2 MB costs its head and its tail', async () => {
    const report = await scan(jpegFile([jfif], 2 << 20));
    expect(report.readBytes).toBeLessThanOrEqual(3 * (64 << 10));
  });

  it('a GIF of a gigabyte is read up to the cap, and so are endless pixel chunks', async () => {
    const head = gifFile([commentExtension('Midjourney')]).slice(0, -1);
    const endless: ByteSource = {
      sizeBytes: 1 << 30,
      read(offset, length) {
        const bytes = new Uint8Array(length).fill(200);
        if (offset < head.length) bytes.set(head.subarray(offset, offset + length));
        if (offset === 0) bytes.set([0x21, 0xfe], head.length);
        return Promise.resolve(bytes);
      },
    };
    const report = await scanFile(endless);
    expect(statesOf(report)).toContain('too-big');
    expect(report.readBytes).toBeLessThanOrEqual(24 << 20);
    const empty = [...chunk('IDAT', new Uint8Array(0))];
    const many = Uint8Array.from(Array.from({ length: 70_000 }, () => empty).flat());
    const png = pngFile([]);
    expect(await states(concat(png.subarray(0, 33), many, png.subarray(33)))).toContain('too-big');
  });

  it('a reader that is out of time says so and keeps what it has', async () => {
    const report = await scan(richFiles['png']!, { scanMs: -1 });
    expect(statesOf(report)).toEqual(['too-slow']);
    expect(report.marks).toEqual([]);
  });

  it('a PNG with thousands of pixel chunks is no bomb', async () => {
    const report = await scan(pngFile([textChunk('AIGC', aigcJson)], { idatCount: 5000 }));
    expect(ofKind(report, 'aigc')).toHaveLength(1);
    expect(report.notes).toEqual([]);
  });
});

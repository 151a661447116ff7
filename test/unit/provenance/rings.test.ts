import { describe, expect, it } from 'vitest';
import * as boxes from '../../fixtures/provenance/box-file.js';
import { be16, be32, be64, concat, le16, le32, utf8 } from '../../fixtures/provenance/bytes.js';
import { ebmlFile, element, simpleTag, tags } from '../../fixtures/provenance/ebml-file.js';
import { exifSegment, jfif, jpegFile } from '../../fixtures/provenance/jpeg-file.js';
import { aigcJson, aigcXmp } from '../../fixtures/provenance/labels.js';
import { superbox } from '../../fixtures/provenance/manifest-store.js';
import { chunk, pngFile } from '../../fixtures/provenance/png-file.js';
import { riffChunk, webpFile } from '../../fixtures/provenance/riff-file.js';
import { itemInfo, selfReferringFiles } from '../../fixtures/provenance/rings.js';
import { ofKind, processorMs, scan, statesOf } from '../../fixtures/provenance/scan.js';
import { tiffFile } from '../../fixtures/provenance/tiff-file.js';

const software = { tag: 0x0131, type: 2, value: utf8('Midjourney\0') } as const;

/** `II*`, then directories of one number each that name the next: offsets in the file. */
function chainedDirectories(nextOf: readonly number[]): Uint8Array {
  return concat(
    'II*\0',
    le32(8),
    ...nextOf.map((next) => concat(le16(1), le16(0x0100), le16(4), le32(1), le32(640), le32(next))),
  );
}
const directoryBytes = 18;
const directoryAt = (index: number): number => 8 + index * directoryBytes;

describe('what leads back to itself', () => {
  it.each(Object.entries(selfReferringFiles))(
    'in a %s is followed once, named, and costs no more than the file',
    async (_, { bytes, state }) => {
      const report = await scan(bytes);
      expect(statesOf(report)).toContain(state);
      expect(report.notes.length).toBeLessThan(8);
      expect(report.readBytes).toBeLessThanOrEqual(2 * bytes.length);
    },
  );

  it('a ring of directories is walked once round, whatever its length', async () => {
    for (const length of [1, 2, 3, 40]) {
      const ring = Array.from({ length }, (_, index) => directoryAt((index + 1) % length));
      expect(statesOf(await scan(chainedDirectories(ring)))).toEqual(['malformed']);
    }
    const open = [directoryAt(1), directoryAt(2), 0];
    expect(statesOf(await scan(chainedDirectories(open)))).toEqual([]);
  });

  it('a ring in the EXIF of a picture leaves its marks, and what stands behind it is read', async () => {
    const ring = tiffFile([software, { tag: 0x8769, type: 4, value: 8 }], { next: 8 });
    const picture = await scan(jpegFile([jfif, exifSegment(ring)]));
    expect(statesOf(picture)).toEqual(['malformed', 'malformed']);
    expect(ofKind(picture, 'generator')).toHaveLength(1);
    const webp = await scan(webpFile([riffChunk('EXIF', ring), riffChunk('XMP ', utf8(aigcXmp))]));
    expect(ofKind(webp, 'aigc')).toHaveLength(1);
  });

  it('a box is never entered again, however its size leads back', async () => {
    // Sizes that, added to where the box stands, land on its own start or before it in 32 or 64 bits.
    const back = [
      be64(0),
      be64(8),
      be64(15),
      [...be32(0xffff_ffff), ...be32(0xffff_fff0)],
      [...be32(0x8000_0000), ...be32(0)],
      [...be32(0x0020_0000), ...be32(0)],
    ];
    for (const size of back) {
      const looped = concat(be32(1), 'udta', size, boxes.box('AIGC', aigcJson));
      for (const bytes of [
        concat(boxes.fileType('isom'), looped),
        boxes.mp4File([boxes.movie(looped)]),
        boxes.mp4File([boxes.movie(boxes.fullBox('meta', looped))]),
      ]) {
        const report = await scan(bytes);
        expect(statesOf(report)).toEqual(['malformed']);
        expect(report.marks).toEqual([]);
      }
    }
  });

  it('a box that fills the one around it, 2,000 deep, is not followed down', async () => {
    const endless = concat(...Array.from({ length: 2000 }, () => concat(be32(0), 'udta')));
    const report = await scan(concat(boxes.fileType('isom'), be32(0), 'moov', endless));
    expect(report.readBytes).toBeLessThan(64 << 10);
    const store = (depth: number): Uint8Array =>
      depth === 0 ? boxes.box('free') : superbox('urn:c2pa:x', store(depth - 1));
    expect(statesOf(await scan(pngFile([chunk('caBX', store(40))])))).toContain('too-deep');
  });

  it('an element that is its own parent by size, and a seek to itself, end with the file', async () => {
    const seek = (position: number): Uint8Array =>
      element(
        0x114d9b74,
        element(
          0x4dbb,
          concat(element(0x53ab, [0x11, 0x4d, 0x9b, 0x74]), element(0x53ac, be32(position))),
        ),
      );
    const report = await scan(
      ebmlFile([seek(0), seek(0), seek(0), tags(simpleTag('AIGC', aigcJson))]),
    );
    expect(ofKind(report, 'aigc')).toHaveLength(1);
  });

  it('an item built of items is not taken for one of bytes', async () => {
    const plain = boxes.pictureFile('avif', [boxes.xmpItem(aigcXmp)], { isInIdat: true });
    expect(ofKind(await scan(plain), 'aigc')).toHaveLength(1);
    const built = Uint8Array.from(plain);
    // Behind the type: version and flags, sizes, count, item number; then the way it is built.
    const methodAt = Buffer.from(plain).indexOf('iloc') + 4 + 4 + 2 + 2 + 2;
    built.set(be16(2), methodAt);
    const report = await scan(built);
    expect(report.marks).toEqual([]);
    expect(statesOf(report)).toEqual(['malformed']);
  });

  it('pieces of an item that repeat one place are not put together', async () => {
    const pieces = Array.from({ length: 50_000 }, () => concat(be32(0), be32(60_000)));
    const bytes = concat(
      boxes.fileType('avif', 'mif1'),
      boxes.fullBox(
        'meta',
        itemInfo,
        boxes.box(
          'iloc',
          [1, 0, 0, 0],
          [0x44, 0],
          be16(1),
          concat(be16(1), be16(0), be16(0), be16(pieces.length)),
          ...pieces,
        ),
      ),
    );
    const start = process.cpuUsage();
    expect(statesOf(await scan(bytes))).toEqual(['too-big']);
    // Together they would be 3 GB.
    expect(processorMs(start)).toBeLessThan(1000);
  });
});

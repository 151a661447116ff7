import { zlibSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import * as boxes from '../../fixtures/provenance/box-file.js';
import { be16, be32, be64, concat, le32, utf8 } from '../../fixtures/provenance/bytes.js';
import { ebmlFile, element, simpleTag, tags } from '../../fixtures/provenance/ebml-file.js';
import { commentExtension, gifFile, xmpExtension } from '../../fixtures/provenance/gif-file.js';
import * as jpeg from '../../fixtures/provenance/jpeg-file.js';
import { aigcFields, xmpPacket } from '../../fixtures/provenance/labels.js';
import { manifest, manifestStore, superbox } from '../../fixtures/provenance/manifest-store.js';
import { chunk, pngFile, textChunk } from '../../fixtures/provenance/png-file.js';
import * as riff from '../../fixtures/provenance/riff-file.js';
import { processorMs, scan, statesOf } from '../../fixtures/provenance/scan.js';
import { tiffFile } from '../../fixtures/provenance/tiff-file.js';

type Bomb = readonly [string, () => Uint8Array];
const megabytes = (count: number): Uint8Array => new Uint8Array(count << 20).fill(0x20);
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const packed = (sizeMiB: number): Uint8Array => zlibSync(megabytes(sizeMiB), { level: 9 });
const bigXmp = (sizeMiB: number): string =>
  xmpPacket({ elements: `<a>${' '.repeat(sizeMiB << 20)}</a>` });
const bigLabel = (sizeKiB: number): string =>
  JSON.stringify({ AIGC: { ...aigcFields, ReservedCode1: 'x'.repeat(sizeKiB << 10) } });
const film = (...children: Uint8Array[]): Uint8Array => boxes.mp4File([boxes.movie(...children)]);
const pngStore = (...children: Uint8Array[]): Uint8Array =>
  pngFile([chunk('caBX', manifestStore(...children))]);
const cborAssertion = (content: Uint8Array): Uint8Array =>
  pngStore(manifest({ assertions: [superbox('c2pa.actions.v2', boxes.box('cbor', content))] }));

/** Twelve sizes or counts for each of ten ways to make a reader work or swell. */
const bombs: readonly Bomb[] = [
  ...[2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32].map((size): Bomb => [
    `zTXt that inflates to ${size} MiB`,
    () => pngFile([chunk('zTXt', concat('Comment', [0, 0], packed(size)))]),
  ]),
  ...[2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32].map((size): Bomb => [
    `compressed XMP of ${size} MiB`,
    () => pngFile([chunk('iTXt', concat('XML:com.adobe.xmp', [0, 1, 0, 0, 0], packed(size)))]),
  ]),
  ...[2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 30].map((count): Bomb => [
    `${count} texts that inflate to 600 KiB each`,
    () => {
      const text = zlibSync(new Uint8Array(600 << 10), { level: 9 });
      return pngFile(many(count, () => chunk('zTXt', concat('Comment', [0, 0], text))));
    },
  ]),
  ...[1030, 1100, 1500, 2000, 3000, 5000, 8000, 12_000, 20_000, 40_000, 60_000, 100_000].map(
    (count): Bomb => [
      `${count} boxes beside each other`,
      () => film(boxes.box('udta', many(count, () => [...boxes.box('name', 'x')]).flat())),
    ],
  ),
  ...[1030, 1100, 1500, 2000, 3000, 5000, 8000, 12_000, 20_000, 40_000, 60_000, 100_000].map(
    (count): Bomb => [
      `${count} text chunks, extensions or segments`,
      () => {
        if (count % 3 === 0) return pngFile(many(count, () => textChunk('k', 'v')));
        if (count % 2 === 0) return gifFile(many(count, () => commentExtension('v')));
        return jpeg.jpegFile(many(count, () => jpeg.segment(0xfe, utf8('v'))));
      },
    ],
  ),
  ...[1.1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12].map((size): Bomb => [
    `plain XMP of ${size} MiB`,
    () => {
      const packet = bigXmp(size);
      if (size < 3) return gifFile([xmpExtension(packet)]);
      if (size < 5) return riff.webpFile([riff.riffChunk('XMP ', utf8(packet))]);
      if (size < 7) return boxes.mp4File([boxes.xmpBox(packet)]);
      if (size < 9) return tiffFile([{ tag: 0x02bc, type: 1, value: utf8(packet) }]);
      return boxes.pictureFile('avif', [boxes.xmpItem(packet)]);
    },
  ]),
  ...[65, 70, 80, 100, 128, 200, 256, 300, 400, 500, 700, 900].map((size): Bomb => [
    `label of ${size} KiB`,
    () => {
      const label = bigLabel(size);
      if (size < 90) return pngFile([textChunk('AIGC', label)]);
      if (size < 210) return film(boxes.keyedMeta([['AIGC', label]]));
      if (size < 350) return ebmlFile([tags(simpleTag('AIGC', label))]);
      return riff.aviFile([riff.infoList({ AIGC: label })]);
    },
  ]),
  ...many(12, (index): Bomb => {
    const count = 17_000 + index * 20_000;
    return [
      `CBOR list or map of ${count} items`,
      () =>
        cborAssertion(
          index % 2 === 0
            ? concat([0x9a], be32(count), new Uint8Array(count))
            : concat([0xba], be32(count), new Uint8Array(2 * count)),
        ),
    ];
  }),
  ...many(12, (index): Bomb => {
    const count = 1100 + index * 1500;
    return [
      `${count} boxes in a manifest store`,
      () => pngStore(superbox('urn:c2pa:x', ...many(count, () => boxes.box('free')))),
    ];
  }),
  ...many(12, (index): Bomb => {
    const claimed = 2 ** (21 + index);
    return [
      `a field that claims ${claimed} bytes or entries`,
      () => {
        const kinds: (() => Uint8Array)[] = [
          // TIFF: a count of text, and a directory with 65,535 entries.
          () => concat('II*\0', le32(8), [1, 0, 0x0e, 1, 2, 0], le32(claimed), le32(8), le32(0)),
          () => concat('II*\0', le32(8), [255, 255], new Uint8Array(100)),
          // MP4: number of keys.
          () =>
            film(
              boxes.fullBox(
                'meta',
                boxes.fullBox('keys', be32(Math.min(claimed, 2 ** 31)), be32(0)),
              ),
            ),
          // HEIF: 65,535 items of one extent each.
          () =>
            concat(
              boxes.fileType('heic'),
              boxes.fullBox(
                'meta',
                boxes.box('iloc', [1, 0, 0, 0], [0x44, 0], be16(65_535), new Uint8Array(600_000)),
              ),
            ),
          // Extended XMP of a JPEG.
          () =>
            jpeg.jpegFile([
              jpeg.segment(
                0xe1,
                concat(
                  'http://ns.adobe.com/xmp/extension/\0',
                  'A'.repeat(32),
                  be32(Math.min(claimed, 2 ** 31)),
                  be32(0),
                  'x',
                ),
              ),
            ]),
          // A text of EBML with its true length.
          () =>
            ebmlFile([tags(element(0x67c8, element(0x45a3, 'k'), element(0x4487, megabytes(2))))]),
          // BigTIFF: a directory of 2^50 entries.
          () =>
            concat(
              'II+\0',
              [8, 0, 0, 0],
              [16, 0, 0, 0, 0, 0, 0, 0],
              be64(2 ** 50).reverse(),
              new Uint8Array(64),
            ),
        ];
        return kinds[index % kinds.length]!();
      },
    ];
  }),
];

describe('bombs', () => {
  beforeAll(async () => {
    await scan(pngFile([]));
  });

  it('there are 120', () => {
    expect(bombs).toHaveLength(120);
  });

  it.each(bombs)('%s is answered too-big', async (_, make) => {
    const bytes = make();
    const start = process.cpuUsage();
    const report = await scan(bytes);
    expect(processorMs(start)).toBeLessThan(2000);
    expect(statesOf(report)).toContain('too-big');
  });
});

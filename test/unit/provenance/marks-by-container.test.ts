import { describe, expect, it } from 'vitest';
import type { ContainerKind } from '../../../src/provenance/report.js';
import { richFiles } from '../../fixtures/provenance/labelled-files.js';
import { latin1 } from '../../../src/provenance/decode-text.js';
import { linesOf, ofKind, scan, statesOf } from '../../fixtures/provenance/scan.js';

/** Every mark of every rich file, with its place and certainty, in document order. */
const expected: Readonly<Record<string, { container: ContainerKind; lines: readonly string[] }>> = {
  jpeg: {
    container: 'jpeg',
    lines: [
      'generator hint @ APP1/EXIF/IFD0/Software',
      'aigc unusual @ APP1/EXIF/ExifIFD/UserComment',
      'source-type stated @ APP1/XMP/Iptc4xmpExt:DigitalSourceType',
      'generator hint @ APP13/IPTC:Credit',
      'generator hint @ COM',
      'c2pa stated @ APP11/JUMBF',
    ],
  },
  png: {
    container: 'png',
    lines: [
      'c2pa stated @ caBX',
      'source-type stated @ iTXt/XML:com.adobe.xmp/Iptc4xmpExt:DigitalSourceType',
      'generator hint @ zTXt/parameters',
      'aigc stated @ tEXt/AIGC',
      'generator hint @ eXIf/EXIF/IFD0/Software',
      'aigc unusual @ eXIf/EXIF/ExifIFD/UserComment',
    ],
  },
  webp: {
    container: 'webp',
    lines: [
      'generator hint @ WEBP/EXIF/IFD0/Software',
      'aigc unusual @ WEBP/EXIF/ExifIFD/UserComment',
      'aigc stated @ WEBP/XMP/TC260:AIGC',
      'c2pa stated @ WEBP/C2PA',
    ],
  },
  gif: {
    container: 'gif',
    lines: [
      'c2pa stated @ application/C2PA_GIF',
      'source-type stated @ application/XMP Data/Iptc4xmpExt:DigitalSourceType',
      'aigc unusual @ comment',
    ],
  },
  tiff: {
    container: 'tiff',
    lines: [
      'aigc unusual @ TIFF/IFD0/ImageDescription',
      'source-type stated @ TIFF/IFD0/XMP/Iptc4xmpExt:DigitalSourceType',
      'c2pa stated @ TIFF/IFD0/C2PA',
      'aigc unusual @ TIFF/ExifIFD/UserComment',
    ],
  },
  'jpeg-xl': {
    container: 'jpeg-xl',
    lines: [
      'source-type stated @ xml/Iptc4xmpExt:DigitalSourceType',
      'generator hint @ Exif/IFD0/Software',
      'aigc unusual @ Exif/ExifIFD/UserComment',
      'c2pa stated @ jumb',
    ],
  },
  avif: {
    container: 'avif',
    lines: [
      'aigc stated @ meta/XMP/TC260:AIGC',
      'generator hint @ meta/EXIF/IFD0/Software',
      'aigc unusual @ meta/EXIF/ExifIFD/UserComment',
      'c2pa stated @ uuid/C2PA',
    ],
  },
  heif: {
    container: 'heif',
    lines: [
      'source-type stated @ meta/XMP/Iptc4xmpExt:DigitalSourceType',
      'generator hint @ meta/EXIF/IFD0/Software',
      'aigc unusual @ meta/EXIF/ExifIFD/UserComment',
    ],
  },
  mp4: {
    container: 'mp4',
    lines: [
      'c2pa stated @ uuid/C2PA',
      'source-type stated @ uuid/XMP/Iptc4xmpExt:DigitalSourceType',
      'aigc stated @ moov/udta/meta/AIGC',
    ],
  },
  mov: { container: 'mov', lines: ['aigc stated @ moov/meta/AIGC'] },
  webm: { container: 'webm', lines: ['aigc stated @ Segment/Tags/Tag/SimpleTag/AIGC'] },
  matroska: {
    container: 'matroska',
    lines: [
      'generator hint @ Segment/Info/WritingApp',
      'aigc stated @ Segment/Tags/Tag/SimpleTag/AIGC',
    ],
  },
  'webm (live)': { container: 'webm', lines: ['aigc stated @ Segment/Tags/Tag/SimpleTag/AIGC'] },
  avi: {
    container: 'avi',
    lines: [
      'aigc stated @ AVI/INFO/AIGC',
      'generator hint @ AVI/INFO/ISFT',
      'c2pa stated @ AVI/C2PA',
    ],
  },
  wav: {
    container: 'wav',
    lines: [
      'aigc stated @ WAVE/INFO/AIGC',
      'source-type stated @ WAVE/_PMX/Iptc4xmpExt:DigitalSourceType',
    ],
  },
};

describe('marks by container', () => {
  it.each(Object.entries(richFiles))('every mark of a %s file is found', async (format, bytes) => {
    const report = await scan(bytes);
    expect(report.container).toBe(expected[format]?.container);
    expect(linesOf(report)).toEqual(expected[format]?.lines);
    expect(statesOf(report)).toEqual([]);
  });

  it.each(Object.entries(richFiles))(
    'the places in a %s file lead to the marks',
    async (_, bytes) => {
      const report = await scan(bytes);
      expect(report.marks.length).toBeGreaterThan(0);
      // Each offset lies in the file, and behind it stands something of the mark within its box.
      for (const mark of report.marks) {
        expect(mark.place.offset).toBeGreaterThanOrEqual(0);
        const around = latin1(bytes.subarray(mark.place.offset, mark.place.offset + 6000));
        if (mark.kind === 'c2pa') expect(around).toContain('jumb');
        if (mark.kind === 'aigc' && !mark.place.path.includes('iTXt')) {
          expect(around).toContain('ContentProducer');
        }
      }
    },
  );

  it('every label says the same, wherever it stands', async () => {
    for (const bytes of Object.values(richFiles)) {
      for (const mark of ofKind(await scan(bytes), 'aigc')) {
        expect(mark).toMatchObject({
          label: 'declared',
          producer: '001191110108MA01ABCD2X00001',
          producerCode: '91110108MA01ABCD2X',
          produceId: 'produce-0001',
          propagatorCode: '91440300MA5FYBFG1P',
          reservedCode2: 'sm2-code-2',
        });
      }
    }
  });

  it('files without marks have an empty report and no note', async () => {
    const { jpegFile, jfif } = await import('../../fixtures/provenance/jpeg-file.js');
    const report = await scan(jpegFile([jfif]));
    expect(report).toMatchObject({ container: 'jpeg', marks: [], notes: [] });
  });
});

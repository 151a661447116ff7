import { describe, expect, it } from 'vitest';
import * as boxes from '../../fixtures/provenance/box-file.js';
import { concat, utf8 } from '../../fixtures/provenance/bytes.js';
import { ebmlFile, simpleTag, tags } from '../../fixtures/provenance/ebml-file.js';
import * as gif from '../../fixtures/provenance/gif-file.js';
import * as jpeg from '../../fixtures/provenance/jpeg-file.js';
import { richFiles } from '../../fixtures/provenance/labelled-files.js';
import {
  aigcFields,
  aigcJson,
  escapeXml,
  wrappedJson,
  xmpPacket,
} from '../../fixtures/provenance/labels.js';
import * as png from '../../fixtures/provenance/png-file.js';
import * as riff from '../../fixtures/provenance/riff-file.js';
import { ofKind, scan, statesOf } from '../../fixtures/provenance/scan.js';
import { tiffFile } from '../../fixtures/provenance/tiff-file.js';

type Place = (text: string) => Uint8Array;
const movie = (...children: Uint8Array[]): Uint8Array => boxes.mp4File([boxes.movie(...children)]);
const exif = (text: string): Uint8Array =>
  tiffFile([], { exif: [{ tag: 0x9286, type: 7, value: concat('ASCII\0\0\0', utf8(text)) }] });

/** Where a container keeps an XMP packet. */
const packetPlaces: Readonly<Record<string, Place>> = {
  jpeg: (packet) => jpeg.jpegFile([jpeg.xmpSegment(packet)]),
  png: (packet) => png.pngFile([png.internationalChunk('XML:com.adobe.xmp', packet)]),
  'png, compressed': (packet) =>
    png.pngFile([png.internationalChunk('XML:com.adobe.xmp', packet, true)]),
  webp: (packet) => riff.webpFile([riff.riffChunk('XMP ', utf8(packet))]),
  gif: (packet) => gif.gifFile([gif.xmpExtension(packet)]),
  tiff: (packet) => tiffFile([{ tag: 0x02bc, type: 1, value: utf8(packet) }]),
  'jpeg-xl': (packet) => boxes.jxlFile([boxes.box('xml ', utf8(packet))]),
  avif: (packet) => boxes.pictureFile('avif', [boxes.xmpItem(packet)]),
  heif: (packet) => boxes.pictureFile('heic', [boxes.xmpItem(packet)], { isInIdat: true }),
  mp4: (packet) => boxes.mp4File([boxes.xmpBox(packet)]),
  mov: (packet) => boxes.mp4File([boxes.xmpBox(packet)], 'qt  '),
  'mov, user data': (packet) =>
    boxes.mp4File([boxes.movie(boxes.box('udta', boxes.box('XMP_', utf8(packet))))], 'qt  '),
  avi: (packet) => riff.aviFile([riff.riffChunk('_PMX', utf8(packet))]),
  wav: (packet) => riff.wavFile([riff.riffChunk('_PMX', utf8(packet))]),
};

const escaped = escapeXml(aigcJson);
const element = (name: string, value: string): string => `<${name}>${value}</${name}>`;
const typo = 'xmlns:C260="http://www.tc260.org.cn/ns/AIGC/1.0/"';
/** Spellings of the property (platforms.md 7.4), and whether each is that of the standard. */
const packets: Readonly<Record<string, readonly [string, 'stated' | 'unusual']>> = {
  element: [xmpPacket({ elements: element('TC260:AIGC', escaped) }), 'stated'],
  attribute: [xmpPacket({ attributes: `TC260:AIGC="${escaped}"` }), 'stated'],
  'element, wrapped': [
    xmpPacket({ elements: element('TC260:AIGC', escapeXml(wrappedJson)) }),
    'stated',
  ],
  'element, not encoded': [xmpPacket({ elements: element('TC260:AIGC', aigcJson) }), 'stated'],
  'element, encoded twice': [
    xmpPacket({ elements: element('TC260:AIGC', escapeXml(escaped)) }),
    'unusual',
  ],
  'prefix C260': [
    xmpPacket({ namespaces: typo, elements: element('C260:AIGC', escaped) }),
    'unusual',
  ],
  'prefix C260, attribute': [
    xmpPacket({ namespaces: typo, attributes: `C260:AIGC="${escaped}"` }),
    'unusual',
  ],
};

/** Where a container keeps a text that is named after the label. */
const namedPlaces: Readonly<Record<string, Place>> = {
  'png tEXt': (text) => png.pngFile([png.textChunk('AIGC', text)]),
  'png zTXt': (text) => png.pngFile([png.packedChunk('AIGC', text)]),
  'png iTXt': (text) => png.pngFile([png.internationalChunk('AIGC', text)]),
  gif: (text) => gif.gifFile([gif.aigcExtension(text)]),
  'mp4 moov.udta.meta': (text) => movie(boxes.box('udta', boxes.keyedMeta([['AIGC', text]]))),
  'mp4 moov.meta': (text) => movie(boxes.keyedMeta([['AIGC', text]])),
  'mov moov.meta': (text) =>
    boxes.mp4File([boxes.movie(boxes.keyedMeta([['AIGC', text]], { isQuickTime: true }))], 'qt  '),
  webm: (text) => ebmlFile([tags(simpleTag('AIGC', text))]),
  matroska: (text) => ebmlFile([tags(simpleTag('AIGC', text))], 'matroska'),
  avi: (text) => riff.aviFile([riff.infoList({ AIGC: text })]),
  'wav INFO': (text) => riff.wavFile([riff.infoList({ AIGC: text })]),
  'wav chunk': (text) => riff.wavFile([riff.riffChunk('AIGC', utf8(text))]),
};

/** Where a container keeps a text of another name. */
const otherPlaces: Readonly<Record<string, Place>> = {
  'jpeg COM': (text) => jpeg.jpegFile([jpeg.segment(0xfe, utf8(text))]),
  'jpeg EXIF': (text) => jpeg.jpegFile([jpeg.exifSegment(exif(text))]),
  'png comment': (text) => png.pngFile([png.textChunk('Comment', text)]),
  'png EXIF': (text) => png.pngFile([png.chunk('eXIf', exif(text))]),
  'webp EXIF': (text) => riff.webpFile([riff.riffChunk('EXIF', exif(text))]),
  'gif comment': (text) => gif.gifFile([gif.commentExtension(text)]),
  'tiff EXIF': exif,
  'tiff ImageDescription': (text) => tiffFile([{ tag: 0x010e, type: 2, value: utf8(text) }]),
  'jpeg-xl EXIF': (text) => boxes.jxlFile([boxes.box('Exif', [0, 0, 0, 0], exif(text))]),
  'avif EXIF': (text) => boxes.pictureFile('avif', [boxes.exifItem(exif(text))]),
  'heif EXIF': (text) => boxes.pictureFile('heic', [boxes.exifItem(exif(text))]),
  'mp4 comment': (text) => movie(boxes.box('udta', boxes.namedMeta({ '\u00a9cmt': text }))),
  'mp4 key comment': (text) => movie(boxes.keyedMeta([['comment', text]])),
  'mp4 key aigc_info': (text) => movie(boxes.keyedMeta([['aigc_info', text]])),
  'webm comment': (text) => ebmlFile([tags(simpleTag('COMMENT', text))]),
  'matroska comment': (text) => ebmlFile([tags(simpleTag('COMMENT', text))], 'matroska'),
  'avi ICMT': (text) => riff.aviFile([riff.infoList({ ICMT: text })]),
  'wav ICMT': (text) => riff.wavFile([riff.infoList({ ICMT: text })]),
};

const numbers = JSON.stringify({ ...aigcFields, Label: 1 });
/** Spellings of the object, and whether each is that of the standard. */
const objects: Readonly<Record<string, readonly [string, 'stated' | 'unusual']>> = {
  bare: [aigcJson, 'stated'],
  'in its wrapper': [wrappedJson, 'stated'],
  'in another order': [
    JSON.stringify(Object.fromEntries(Object.entries(aigcFields).reverse())),
    'stated',
  ],
  'with a number for the text': [numbers, 'unusual'],
  'with the number in its wrapper': [`{"AIGC":${numbers}}`, 'unusual'],
  'encoded for XML': [escaped, 'unusual'],
  'encoded for XML in its wrapper': [escapeXml(wrappedJson), 'unusual'],
};

async function expectOneLabel(bytes: Uint8Array, certainty: 'stated' | 'unusual'): Promise<void> {
  const report = await scan(bytes);
  expect(ofKind(report, 'aigc')).toMatchObject([
    { label: 'declared', certainty, producerCode: '91110108MA01ABCD2X' },
  ]);
  expect(statesOf(report)).toEqual([]);
}

describe('every spelling of a GB 45438 label, in every place of every container', () => {
  it('the places are those of every container that is read', async () => {
    const all = [packetPlaces, namedPlaces, otherPlaces].flatMap((places) => Object.values(places));
    const found = await Promise.all(all.map(async (make) => (await scan(make('<a/>'))).container));
    const rich = await Promise.all(
      Object.values(richFiles).map(async (bytes) => (await scan(bytes)).container),
    );
    expect([...new Set(found)].toSorted()).toEqual([...new Set(rich)].toSorted());
  });

  describe.each(Object.entries(packetPlaces))('XMP of %s', (_, make) => {
    it.each(Object.entries(packets))('%s', async (_name, [packet, certainty]) =>
      expectOneLabel(make(packet), certainty),
    );
  });

  describe.each(Object.entries(namedPlaces))('%s, under its name', (_, make) => {
    it.each(Object.entries(objects))('%s', async (_name, [text, certainty]) =>
      expectOneLabel(make(text), certainty),
    );
  });

  describe.each(Object.entries(otherPlaces))('%s, under another name', (_, make) => {
    it.each(Object.entries(objects))('%s', async (_name, [text]) =>
      expectOneLabel(make(text), 'unusual'),
    );
  });
});

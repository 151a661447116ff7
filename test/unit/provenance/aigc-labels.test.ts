import { describe, expect, it } from 'vitest';
import { foldFacts } from '../../../src/provenance/fold-facts.js';
import { provenanceStance } from '../../../src/ui/provenance-stance.js';
import * as boxes from '../../fixtures/provenance/box-file.js';
import { concat, utf16be, utf8 } from '../../fixtures/provenance/bytes.js';
import { ebmlFile, element, simpleTag, tags } from '../../fixtures/provenance/ebml-file.js';
import { aigcExtension, commentExtension, gifFile } from '../../fixtures/provenance/gif-file.js';
import * as jpeg from '../../fixtures/provenance/jpeg-file.js';
import {
  aigcFields,
  aigcJson,
  aigcXmp,
  escapeXml,
  wrappedJson,
  xmpPacket,
} from '../../fixtures/provenance/labels.js';
import { packedChunk, pngFile, textChunk } from '../../fixtures/provenance/png-file.js';
import * as riff from '../../fixtures/provenance/riff-file.js';
import { ofKind, scan, statesOf } from '../../fixtures/provenance/scan.js';
import { tiffFile } from '../../fixtures/provenance/tiff-file.js';

const xmpJpeg = (packet: string): Uint8Array => jpeg.jpegFile([jpeg.xmpSegment(packet)]);
const numbers = { ...aigcFields, Label: 1, ProduceID: 42 };
const reversed = Object.fromEntries(Object.entries(aigcFields).reverse());
const escaped = escapeXml(aigcJson);
const typo = 'xmlns:C260="http://www.tc260.org.cn/ns/AIGC/1.0/"';
const meta = (texts: [string, string][]): Uint8Array => boxes.keyedMeta(texts);
const mp4 = (...children: Uint8Array[]): Uint8Array => boxes.mp4File([boxes.movie(...children)]);
const userComment = (text: Uint8Array): Uint8Array =>
  jpeg.jpegFile([
    jpeg.exifSegment(tiffFile([], { exif: [{ tag: 0x9286, type: 7, value: text }] })),
  ]);

/** Places and spellings of platforms.md 7.4: file, certainty. */
const variants: readonly (readonly [string, Uint8Array, 'stated' | 'unusual'])[] = [
  ['XMP element, entity-encoded', xmpJpeg(aigcXmp), 'stated'],
  ['XMP attribute', xmpJpeg(xmpPacket({ attributes: `TC260:AIGC="${escaped}"` })), 'stated'],
  [
    'XMP attribute in single quotes',
    xmpJpeg(xmpPacket({ attributes: `TC260:AIGC='${aigcJson}'` })),
    'stated',
  ],
  [
    'XMP element with the JSON as it is',
    xmpJpeg(xmpPacket({ elements: `<TC260:AIGC>${aigcJson}</TC260:AIGC>` })),
    'stated',
  ],
  [
    'XMP element with CDATA',
    xmpJpeg(xmpPacket({ elements: `<TC260:AIGC><![CDATA[${aigcJson}]]></TC260:AIGC>` })),
    'stated',
  ],
  [
    'XMP element encoded twice',
    xmpJpeg(xmpPacket({ elements: `<TC260:AIGC>${escapeXml(escaped)}</TC260:AIGC>` })),
    'unusual',
  ],
  [
    'XMP element with the wrapper inside',
    xmpJpeg(xmpPacket({ elements: `<TC260:AIGC>${escapeXml(wrappedJson)}</TC260:AIGC>` })),
    'stated',
  ],
  [
    'XMP with the prefix C260',
    xmpJpeg(xmpPacket({ namespaces: typo, elements: `<C260:AIGC>${escaped}</C260:AIGC>` })),
    'unusual',
  ],
  [
    'XMP with the prefix C260 that was never declared',
    xmpJpeg(xmpPacket({ namespaces: '', attributes: `C260:AIGC="${escaped}"` })),
    'unusual',
  ],
  [
    'XMP structure of single properties',
    xmpJpeg(
      xmpPacket({
        elements:
          '<TC260:AIGC rdf:parseType="Resource">' +
          Object.entries(aigcFields)
            .map(([key, value]) => `<TC260:${key}>${value}</TC260:${key}>`)
            .join('') +
          '</TC260:AIGC>',
      }),
    ),
    'unusual',
  ],
  [
    'XMP in UTF-16',
    jpeg.jpegFile([
      jpeg.segment(0xe1, concat('http://ns.adobe.com/xap/1.0/\0', [0xfe, 0xff], utf16be(aigcXmp))),
    ]),
    'stated',
  ],
  [
    'XMP in extended segments',
    jpeg.jpegFile(
      jpeg.extendedXmpSegments(xmpPacket({ elements: `<TC260:AIGC>${escaped}</TC260:AIGC>` }), 100),
    ),
    'stated',
  ],
  ['PNG text, bare object', pngFile([textChunk('AIGC', aigcJson)]), 'stated'],
  ['PNG text, wrapped object', pngFile([textChunk('AIGC', wrappedJson)]), 'stated'],
  ['PNG compressed text', pngFile([packedChunk('AIGC', aigcJson)]), 'stated'],
  ['PNG text behind the pixels', pngFile([], { after: [textChunk('AIGC', aigcJson)] }), 'stated'],
  ['PNG text of another name', pngFile([textChunk('Comment', wrappedJson)]), 'unusual'],
  ['numbers for strings', pngFile([textChunk('AIGC', JSON.stringify(numbers))]), 'unusual'],
  ['other order of keys', pngFile([textChunk('AIGC', JSON.stringify(reversed))]), 'stated'],
  ['entities without XML', pngFile([textChunk('AIGC', escaped)]), 'unusual'],
  [
    'JSON inside of a JSON string',
    pngFile([textChunk('AIGC', JSON.stringify(aigcJson))]),
    'unusual',
  ],
  [
    'the wrapped object as a string',
    pngFile([textChunk('AIGC', JSON.stringify({ AIGC: aigcJson }))]),
    'stated',
  ],
  [
    'padding and a byte-order mark',
    pngFile([textChunk('AIGC', `\ufeff  ${aigcJson}\n\0\0`)]),
    'stated',
  ],
  ['the name glued to the object', pngFile([textChunk('AIGC', `AIGC${aigcJson}`)]), 'unusual'],
  [
    'JPEG application segment, glued',
    jpeg.jpegFile([jpeg.jfif, jpeg.segment(0xef, utf8(`AIGC${aigcJson}`))]),
    'unusual',
  ],
  ['JPEG, bare bytes behind JFIF', jpeg.jpegFile([jpeg.jfif, utf8(`AIGC${aigcJson}`)]), 'unusual'],
  ['JPEG comment', jpeg.jpegFile([jpeg.segment(0xfe, utf8(wrappedJson))]), 'unusual'],
  ['JPEG, appended behind the end', concat(jpeg.jpegFile([]), utf8(`AIGC${aigcJson}`)), 'unusual'],
  ['PNG, XMP appended behind the end', concat(pngFile([]), utf8(aigcXmp)), 'unusual'],
  ['EXIF UserComment, ASCII', userComment(concat('ASCII\0\0\0', wrappedJson)), 'unusual'],
  ['EXIF UserComment, UNICODE', userComment(concat('UNICODE\0', utf16be(wrappedJson))), 'unusual'],
  [
    'EXIF ImageDescription with provider and user',
    jpeg.jpegFile([
      jpeg.exifSegment(
        tiffFile([
          {
            tag: 0x010e,
            type: 2,
            value: utf8(
              JSON.stringify({
                Label: '1',
                ServiceProvider: aigcFields.ContentProducer,
                ServiceUser: 'u',
                ContentId: 'c',
              }),
            ),
          },
        ]),
      ),
    ]),
    'unusual',
  ],
  ['GIF application extension', gifFile([aigcExtension(aigcJson)]), 'stated'],
  ['GIF comment', gifFile([commentExtension(`AIGC: ${aigcJson}`)]), 'unusual'],
  ['MP4 moov.udta.meta', mp4(boxes.box('udta', meta([['AIGC', aigcJson]]))), 'stated'],
  ['MP4 moov.meta', mp4(meta([['AIGC', aigcJson]])), 'stated'],
  [
    'MP4 moov.meta in QuickTime form',
    mp4(boxes.keyedMeta([['AIGC', aigcJson]], { isQuickTime: true })),
    'stated',
  ],
  [
    'MP4 key behind others',
    mp4(
      meta([
        ['vendor', 'x'],
        ['com.apple.quicktime.title', 'y'],
        ['AIGC', wrappedJson],
      ]),
    ),
    'stated',
  ],
  [
    'MP4 value without a type',
    mp4(boxes.keyedMeta([['AIGC', aigcJson]], { textType: 0 })),
    'stated',
  ],
  ['MP4 key aigc_info', mp4(meta([['aigc_info', aigcJson]])), 'unusual'],
  ['MP4 comment', mp4(boxes.box('udta', boxes.namedMeta({ '\u00a9cmt': wrappedJson }))), 'unusual'],
  ['MP4 free-form item', mp4(boxes.box('udta', boxes.freeformMeta('AIGC', aigcJson))), 'stated'],
  ['MP4 box of its own', mp4(boxes.box('udta', boxes.box('AIGC', utf8(aigcJson)))), 'stated'],
  [
    'MP4 behind the media',
    concat(boxes.mp4File([]), boxes.movie(meta([['AIGC', aigcJson]]))),
    'stated',
  ],
  ['Matroska SimpleTag', ebmlFile([tags(simpleTag('AIGC', aigcJson))], 'matroska'), 'stated'],
  [
    'Matroska SimpleTag inside of another',
    ebmlFile([
      tags(
        element(
          0x67c8,
          element(0x45a3, 'GROUP'),
          element(0x4487, 'x'),
          simpleTag('AIGC', wrappedJson),
        ),
      ),
    ]),
    'stated',
  ],
  ['AVI LIST INFO', riff.aviFile([riff.infoList({ AIGC: aigcJson })]), 'stated'],
  ['AVI comment', riff.aviFile([riff.infoList({ ICMT: wrappedJson })]), 'unusual'],
  ['WAV LIST INFO', riff.wavFile([riff.infoList({ AIGC: aigcJson })]), 'stated'],
  ['WAV chunk', riff.wavFile([riff.riffChunk('AIGC', utf8(aigcJson))]), 'stated'],
];

describe('labels of GB 45438-2025', () => {
  it.each(variants)('%s is read', async (_, bytes, certainty) => {
    const report = await scan(bytes);
    const [label, second] = ofKind(report, 'aigc');
    expect(label).toMatchObject({
      label: 'declared',
      certainty,
      producerCode: '91110108MA01ABCD2X',
    });
    expect(second).toBeUndefined();
    expect(statesOf(report)).not.toContain('contradicting');
  });

  it.each([
    ['1', 'declared'],
    ['2', 'possible'],
    ['3', 'suspected'],
    ['4', 'unreadable'],
    ['', 'unreadable'],
    ['toString', 'unreadable'],
  ])('Label %j means %s', async (Label, label) => {
    const json = JSON.stringify({ ...aigcFields, Label });
    const report = await scan(pngFile([textChunk('AIGC', json)]));
    expect(ofKind(report, 'aigc')).toMatchObject([{ label }]);
  });

  it.each([
    ['a label without any other key', '{"Label":"1"}'],
    ['prose about AIGC', 'AIGC is short for {generated content}'],
    ['a table of labels', '{"Label":"cat","Score":1}'],
    ['an array', '[{"Label":"1","ContentProducer":"x"'],
    ['nothing', ''],
  ])('%s in a comment is no label', async (_, text) => {
    const report = await scan(pngFile([textChunk('Comment', text)]));
    expect(report.marks).toEqual([]);
  });

  it('a foreign property called AIGC needs the keys of the standard', async () => {
    const foreign = (value: string): Uint8Array =>
      xmpJpeg(xmpPacket({ namespaces: 'xmlns:a="urn:a"', attributes: `a:Tool='${value}'` }));
    expect((await scan(foreign('{"Label":"1"}'))).marks).toEqual([]);
    expect(ofKind(await scan(foreign(aigcJson)), 'aigc')).toHaveLength(1);
  });

  it.each([
    ['rubbish', 'yes'],
    ['a cut object', aigcJson.slice(0, 60)],
    ['an object of another kind', '{"a":1}'],
    ['a list', '[1,2]'],
    ['Python quotes', "{'Label':'1'}"],
  ])('%s under the name is a label that cannot be read, never none', async (_, text) => {
    const report = await scan(pngFile([textChunk('AIGC', text)]));
    expect(ofKind(report, 'aigc')).toMatchObject([{ label: 'unreadable', producer: null }]);
    expect(statesOf(report)).toContain('malformed');
  });

  it('an object of more than 64 KiB is named too big', async () => {
    const json = JSON.stringify({ ...aigcFields, ReservedCode1: 'x'.repeat(70_000) });
    const report = await scan(pngFile([textChunk('AIGC', json)]));
    expect(statesOf(report)).toEqual(['too-big']);
  });

  it('one label written twice is one claim; two different labels contradict', async () => {
    const other = JSON.stringify({ ...aigcFields, Label: '3' });
    const same = await scan(
      pngFile([textChunk('AIGC', aigcJson), textChunk('Comment', wrappedJson)]),
    );
    expect(ofKind(same, 'aigc')).toHaveLength(2);
    expect(statesOf(same)).toEqual([]);
    const two = await scan(
      pngFile([textChunk('AIGC', aigcJson), textChunk('Comment', `AIGC${other}`)]),
    );
    expect(ofKind(two, 'aigc').map((mark) => mark.label)).toEqual(['declared', 'suspected']);
    expect(statesOf(two)).toEqual(['contradicting']);
  });

  it('a second label that agrees about AI silences nothing, whatever else it says', async () => {
    for (const change of [{ PropagateID: 'other' }, { ContentProducer: 'other' }]) {
      const other = JSON.stringify({ ...aigcFields, ...change });
      const report = await scan(
        pngFile([textChunk('AIGC', aigcJson), textChunk('Comment', `AIGC${other}`)]),
      );
      expect(statesOf(report)).toEqual(['labels-differ']);
      const facts = foldFacts(report, null);
      expect(provenanceStance({ state: 'read', facts })).toBe('says-ai');
    }
  });

  it('values arrive without control, bidirectional and invisible characters, cut to length', async () => {
    const json = JSON.stringify({
      ...aigcFields,
      ContentProducer: 'a\u202eb\u0000c\u200bd<img src=x onerror=alert(1)>',
      ProduceID: '\ud800x'.repeat(4000),
    });
    const [label] = ofKind(await scan(pngFile([textChunk('AIGC', json)])), 'aigc');
    // Markup stays text: nothing that shows it builds HTML.
    expect(label?.producer).toBe('a b c d<img src=x onerror=alert(1)>');
    expect(label?.producerCode).toBeNull();
    expect(label?.produceId?.length).toBeLessThanOrEqual(256);
    expect(label?.produceId).not.toMatch(/\p{Cs}/u);
  });

  it('keys that reach for prototypes change nothing', async () => {
    const json = `{"__proto__":{"label":"1"},"constructor":"x",${aigcJson.slice(1)}`;
    const [label] = ofKind(await scan(pngFile([textChunk('AIGC', json)])), 'aigc');
    expect(label?.label).toBe('declared');
    expect(({} as { label?: string }).label).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import * as boxes from '../../fixtures/provenance/box-file.js';
import { concat, utf16be, utf8 } from '../../fixtures/provenance/bytes.js';
import * as jpeg from '../../fixtures/provenance/jpeg-file.js';
import { sourceTypeUrl, stableDiffusionText, xmpPacket } from '../../fixtures/provenance/labels.js';
import { internationalChunk, pngFile, textChunk } from '../../fixtures/provenance/png-file.js';
import { ofKind, scan, statesOf } from '../../fixtures/provenance/scan.js';
import { tiffFile } from '../../fixtures/provenance/tiff-file.js';

const text = (key: string, value: string): Uint8Array => pngFile([textChunk(key, value)]);
const xmp = (elements: string, namespaces: string): Uint8Array =>
  jpeg.jpegFile([jpeg.xmpSegment(xmpPacket({ elements, namespaces }))]);
const comfy = JSON.stringify({ 3: { class_type: 'KSampler', inputs: { seed: 1 } } });
const job = 'a face --v 6.1 Job ID: 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

describe('traces of generators', () => {
  it.each([
    ['stable-diffusion', text('parameters', stableDiffusionText)],
    [
      'stable-diffusion',
      jpeg.jpegFile([
        jpeg.exifSegment(
          tiffFile([], {
            isLittle: true,
            exif: [
              // The popular web interface writes big endian whatever the file's order is.
              { tag: 0x9286, type: 7, value: concat('UNICODE\0', utf16be(stableDiffusionText)) },
            ],
          }),
        ),
      ]),
    ],
    ['comfyui', text('prompt', comfy)],
    ['comfyui', text('workflow', '{"last_node_id":9,"nodes":[]}')],
    ['comfyui', boxes.mp4File([boxes.movie(boxes.keyedMeta([['prompt', comfy]]))])],
    [
      'comfyui',
      boxes.mp4File([boxes.movie(boxes.box('udta', boxes.namedMeta({ '\u00a9cmt': comfy })))]),
    ],
    ['novelai', text('Software', 'NovelAI')],
    ['novelai', text('Title', 'NovelAI generated image')],
    ['novelai', text('Source', 'NovelAI Diffusion V4 37C2B166')],
    ['invokeai', text('invokeai_metadata', '{"app_version":"5"}')],
    ['invokeai', text('sd-metadata', '{}')],
    ['invokeai', text('Dream', '"face" -s 50')],
    ['fooocus', text('fooocus_scheme', 'fooocus')],
    ['fooocus', text('parameters', '{"prompt":"x","version":"Fooocus v2.5.5"}')],
    ['midjourney', text('Description', job)],
    ['midjourney', text('Author', 'Midjourney')],
    ['dall-e', text('Software', 'DALL·E 3')],
    [
      'dall-e',
      jpeg.jpegFile([
        jpeg.exifSegment(tiffFile([{ tag: 0x0131, type: 2, value: utf8('OpenAI ChatGPT\0') }])),
      ]),
    ],
    [
      'firefly',
      xmp(
        '<xmp:CreatorTool>Adobe Firefly</xmp:CreatorTool>',
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
      ),
    ],
    [
      'firefly',
      xmp(
        '<xmpMM:History><rdf:Seq><rdf:li stEvt:action="created" stEvt:softwareAgent="Adobe Firefly 3"/></rdf:Seq></xmpMM:History>',
        'xmlns:xmpMM="urn:mm" xmlns:stEvt="urn:evt"',
      ),
    ],
    ['google-ai', jpeg.jpegFile([jpeg.photoshopSegment([[110, 'Made with Google AI']])])],
    [
      'google-ai',
      xmp(
        '<photoshop:Credit>Edited with Google AI</photoshop:Credit>',
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"',
      ),
    ],
    [
      'bytedance',
      boxes.mp4File([
        boxes.movie(
          boxes.keyedMeta([['aigc_info', '{"aigc_label_type":0,"source_info":"dreamina"}']]),
        ),
      ]),
    ],
    ['bytedance', text('Comment', '{"os":"web","product":"dreamina","exportType":"generation"}')],
    ['other', text('hf-job-id', '5f0c')],
  ])('%s is recognised, as a hint', async (generator, bytes) => {
    const report = await scan(bytes);
    expect(ofKind(report, 'generator')).toMatchObject([{ generator, certainty: 'hint' }]);
  });

  it.each([
    ['Description', 'This is not made with Midjourney or DALL-E. Made with Google AI? No.'],
    ['Comment', 'Steps: 30 of the recipe'],
    ['Title', 'How to use Stable Diffusion'],
    ['prompt', 'what the teacher asked'],
    ['Software', 'GIMP 3.0'],
    ['workflow', 'approved by the desk'],
    ['Comment', 'a product called dreamina'],
    ['Comment', '{"product":"dreamina lamp"}'],
    // In every file that one downloads from TikTok.
    ['vid_md5', '5e9d3ad8e1f4b0c2a7d6f1e8b9c0d1e2'],
    ['aigc_info', '{"aigc_label_type":0}'],
    ['aigc_info', '{}'],
  ])('%s: %j is no hint', async (key, value) => {
    const report = await scan(text(key, value));
    expect(report.marks).toEqual([]);
    expect(report.notes).toEqual([]);
  });
});

const iptc = 'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"';
describe('IPTC in XMP', () => {
  it('a camera contradicts nothing where nothing says "made by AI"', async () => {
    const form = `<Iptc4xmpExt:DigitalSourceType>${sourceTypeUrl}digitalCapture</Iptc4xmpExt:DigitalSourceType>`;
    const report = await scan(xmp(form, iptc));
    expect(ofKind(report, 'source-type')).toMatchObject([{ nature: 'camera' }]);
    expect(statesOf(report)).toEqual([]);
  });

  it.each([
    [`${sourceTypeUrl}trainedAlgorithmicMedia`, 'trainedAlgorithmicMedia', 'ai-made'],
    [
      'https://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic',
      'compositeSynthetic',
      'part-ai',
    ],
    ['compositeWithTrainedAlgorithmicMedia', 'compositeWithTrainedAlgorithmicMedia', 'part-ai'],
    ['digsrctype:algorithmicMedia', 'algorithmicMedia', 'computer-made'],
    [`${sourceTypeUrl}digitalCapture`, 'digitalCapture', 'camera'],
    [`${sourceTypeUrl}trainedAlgorithmicMedia/`, 'trainedAlgorithmicMedia', 'ai-made'],
    [`${sourceTypeUrl}TrainedAlgorithmicMedia`, 'TrainedAlgorithmicMedia', 'ai-made'],
    ['DIGITALCAPTURE', 'DIGITALCAPTURE', 'camera'],
    [`${sourceTypeUrl}negativeFilm`, 'negativeFilm', 'other'],
    [`${sourceTypeUrl}constructor`, 'constructor', 'other'],
  ])('%s is the term %s', async (value, sourceType, nature) => {
    const forms = [
      `<Iptc4xmpExt:DigitalSourceType>${value}</Iptc4xmpExt:DigitalSourceType>`,
      `<Iptc4xmpExt:DigitalSourceType rdf:resource="${value}"/>`,
      `<Iptc4xmpExt:DigitalSourceType><rdf:Alt><rdf:li>${value}</rdf:li></rdf:Alt></Iptc4xmpExt:DigitalSourceType>`,
    ];
    for (const form of forms) {
      const report = await scan(xmp(form, iptc));
      expect(ofKind(report, 'source-type')).toMatchObject([
        { sourceType, nature, certainty: 'stated' },
      ]);
    }
  });

  const packed = (value: string, own = ''): Uint8Array => {
    const type = `<Iptc4xmpExt:DigitalSourceType>${value}</Iptc4xmpExt:DigitalSourceType>`;
    const item = `<rdf:li><rdf:Description>${type}</rdf:Description></rdf:li>`;
    const pantry = `<xmpMM:Pantry><rdf:Bag>${item}</rdf:Bag></xmpMM:Pantry>`;
    return xmp(pantry + own, `${iptc} xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"`);
  };

  it.each([
    ['the pantry', (type: string) => `<a:Pantry><rdf:Bag><rdf:li ${type}/></rdf:Bag></a:Pantry>`],
    [
      'an ingredient',
      (type: string) => `<a:Ingredients><rdf:Description ${type}/></a:Ingredients>`,
    ],
    [
      'a structure in what the file was derived from',
      (type: string) =>
        `<a:DerivedFrom><a:deep><rdf:Description ${type}/></a:deep></a:DerivedFrom>`,
    ],
  ])('a generated picture in %s makes the file partly generated', async (_, around) => {
    const type = 'Iptc4xmpExt:DigitalSourceType="trainedAlgorithmicMedia"';
    const report = await scan(xmp(around(type), `${iptc} xmlns:a="urn:a"`));
    expect(ofKind(report, 'source-type')).toMatchObject([{ nature: 'part-ai' }]);
  });

  it('a photograph among the ingredients says nothing of the file, and contradicts nothing', async () => {
    expect((await scan(packed('digitalCapture'))).marks).toEqual([]);
    const own =
      '<Iptc4xmpExt:DigitalSourceType>trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>';
    const report = await scan(packed('digitalCapture', own));
    expect(ofKind(report, 'source-type')).toMatchObject([{ nature: 'ai-made' }]);
    expect(report.notes).toEqual([]);
  });

  it('a source type under a foreign namespace is unusual, rubbish is malformed', async () => {
    const form = (value: string): string => `<a:DigitalSourceType>${value}</a:DigitalSourceType>`;
    const foreign = await scan(xmp(form('compositeSynthetic'), 'xmlns:a="urn:a"'));
    expect(ofKind(foreign, 'source-type')).toMatchObject([{ certainty: 'unusual' }]);
    expect(statesOf(await scan(xmp(form('&lt;script&gt;'), iptc)))).toContain('malformed');
  });

  it('the AI fields of 2025.1 are read', async () => {
    const fields = [
      'AISystemUsed',
      'AISystemVersionUsed',
      'AIPromptInformation',
      'AIPromptWriterName',
    ];
    const elements = fields.map(
      (field) => `<Iptc4xmpExt:${field}>${field} 1</Iptc4xmpExt:${field}>`,
    );
    const report = await scan(xmp(elements.join(''), iptc));
    expect(ofKind(report, 'iptc-ai').map(({ field, value }) => [field, value])).toEqual(
      fields.map((field) => [field, `${field} 1`]),
    );
  });

  it('an address of a remote manifest is named and nothing is asked there', async () => {
    const form = '<dcterms:provenance>https://tracker.example/m.c2pa</dcterms:provenance>';
    const report = await scan(xmp(form, 'xmlns:dcterms="http://purl.org/dc/terms/"'));
    expect(ofKind(report, 'remote-manifest')).toMatchObject([
      { value: 'https://tracker.example/m.c2pa' },
    ]);
  });

  it('marks in front of a fault in the packet stay', async () => {
    const packet = xmpPacket({
      namespaces: iptc,
      elements: '<Iptc4xmpExt:AISystemUsed>a</Iptc4xmpExt:AISystemUsed><broken',
    });
    const report = await scan(pngFile([internationalChunk('XML:com.adobe.xmp', packet)]));
    expect(ofKind(report, 'iptc-ai')).toHaveLength(1);
    expect(statesOf(report)).toEqual(['malformed']);
  });
});

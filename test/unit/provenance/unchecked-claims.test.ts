import { describe, expect, it } from 'vitest';
import { box } from '../../fixtures/provenance/box-file.js';
import { noise } from '../../fixtures/provenance/bytes.js';
import { cbor } from '../../fixtures/provenance/cbor.js';
import { jpegFile, jumbfSegments } from '../../fixtures/provenance/jpeg-file.js';
import {
  cborBox,
  createdAction,
  jsonBox,
  manifest,
  manifestStore,
  superbox,
} from '../../fixtures/provenance/manifest-store.js';
import { chunk, internationalChunk, pngFile } from '../../fixtures/provenance/png-file.js';
import { sourceTypeXmp } from '../../fixtures/provenance/labels.js';
import { ofKind, scan, statesOf } from '../../fixtures/provenance/scan.js';

const png = (store: Uint8Array): Uint8Array => pngFile([chunk('caBX', store)]);

describe('C2PA claims without verification', () => {
  it('generator, title, action and source type of the active manifest are listed', async () => {
    const [mark] = ofKind(await scan(png(manifestStore())), 'c2pa');
    expect(mark?.claim).toMatchObject({
      generator: 'Test Painter 2.1',
      title: 'face.jpg',
      actions: [
        {
          action: 'c2pa.created',
          sourceType: 'trainedAlgorithmicMedia',
          nature: 'ai-made',
          softwareAgent: 'Painter Model 4',
        },
      ],
      manifestCount: 1,
      carriesTimeStamp: false,
    });
  });

  it('version 1 claims are read too', async () => {
    const old = manifest({
      claimLabel: 'c2pa.claim',
      claim: { claim_generator: 'old_tool/1.0 c2pa-rs/0.9', 'dc:title': 'x' },
      assertions: [
        cborBox('c2pa.actions', {
          actions: [
            { action: 'c2pa.opened' },
            {
              action: 'c2pa.edited',
              softwareAgent: 'Editor',
              parameters: { digitalSourceType: 'compositeWithTrainedAlgorithmicMedia' },
            },
          ],
        }),
      ],
    });
    const [mark] = ofKind(await scan(png(manifestStore(old))), 'c2pa');
    expect(mark?.claim?.generator).toBe('old_tool/1.0 c2pa-rs/0.9');
    expect(mark?.claim?.actions[1]).toMatchObject({ nature: 'part-ai', softwareAgent: 'Editor' });
  });

  it('the last manifest is the active one, and an ingredient brings its own source types', async () => {
    const label = 'urn:c2pa:00000000-0000-4000-8000-0000000000aa';
    const composite = manifest({
      assertions: [
        createdAction('compositeCapture'),
        cborBox('c2pa.ingredient.v3__1', {
          'dc:title': 'generated face',
          relationship: 'componentOf',
          activeManifest: { url: `self#jumbf=/c2pa/${label}`, hash: new Uint8Array(32) },
        }),
      ],
    });
    const [mark] = ofKind(await scan(png(manifestStore(manifest({ label }), composite))), 'c2pa');
    expect(mark?.claim?.actions[0]?.nature).toBe('other');
    expect(mark?.claim?.ingredients).toEqual([
      {
        title: 'generated face',
        relationship: 'componentOf',
        sourceTypes: ['trainedAlgorithmicMedia'],
        natures: ['ai-made'],
      },
    ]);
    expect(mark?.claim?.manifestCount).toBe(2);
  });

  const idOf = (number: number): string => `urn:c2pa:${String(number).padStart(36, '0')}`;
  const made = manifest({ label: idOf(0) });
  const opened = (number: number, of: number): Uint8Array =>
    manifest({
      label: idOf(number),
      assertions: [
        cborBox('c2pa.actions.v2', { actions: [{ action: 'c2pa.opened' }] }),
        cborBox('c2pa.ingredient.v3', {
          relationship: 'parentOf',
          activeManifest: { url: `self#jumbf=/c2pa/${idOf(of)}`, hash: new Uint8Array(32) },
        }),
      ],
    });
  const naturesOf = async (...manifests: Uint8Array[]): Promise<unknown> =>
    ofKind(await scan(png(manifestStore(...manifests))), 'c2pa')[0]?.claim?.natures;

  it('a generated picture stays one, however often it is opened and signed again', async () => {
    expect(await naturesOf(made, opened(1, 0))).toEqual(['ai-made']);
    expect(await naturesOf(made, opened(1, 0), opened(2, 1))).toEqual(['ai-made']);
    const often = Array.from({ length: 60 }, (_, index) => opened(index + 1, index));
    expect(await naturesOf(made, ...often)).toEqual(['ai-made']);
  });

  it('manifests that name each other in a ring, or themselves, end and say nothing', async () => {
    expect(await naturesOf(opened(1, 2), opened(2, 1))).toEqual([]);
    expect(await naturesOf(opened(1, 1))).toEqual([]);
    expect(await naturesOf(opened(1, 9))).toEqual([]);
  });

  it('manifests that all name all before them are each read once', async () => {
    const names = (number: number): Uint8Array =>
      manifest({
        label: idOf(number),
        assertions: Array.from({ length: number }, (_, of) =>
          cborBox(`c2pa.ingredient.v3__${of + 1}`, {
            relationship: 'componentOf',
            activeManifest: { url: idOf(of) },
          }),
        ),
      });
    const all = Array.from({ length: 20 }, (_, index) => names(index + 1));
    const report = await scan(png(manifestStore(made, ...all)), { scanMs: 2000 });
    expect(ofKind(report, 'c2pa')[0]?.claim).toMatchObject({ natures: ['part-ai'] });
  });

  it('a generated part counts though it stands behind more than are listed', async () => {
    const part = (label: number): Uint8Array =>
      cborBox(`c2pa.ingredient.v3__${label}`, {
        relationship: 'componentOf',
        activeManifest: { url: idOf(label === 40 ? 0 : 9) },
      });
    const many = manifest({ assertions: Array.from({ length: 40 }, (_, at) => part(at + 1)) });
    const [mark] = ofKind(await scan(png(manifestStore(made, many))), 'c2pa');
    expect(mark?.claim?.ingredients).toHaveLength(32);
    expect(mark?.claim?.natures).toEqual(['part-ai']);
  });

  it('a source type in a metadata assertion counts', async () => {
    const store = manifestStore(
      manifest({
        assertions: [
          jsonBox('cawg.metadata', {
            '@context': {},
            'Iptc4xmpExt:DigitalSourceType': 'https://cv.iptc.org/x/compositeSynthetic',
          }),
        ],
      }),
    );
    const [mark] = ofKind(await scan(png(store)), 'c2pa');
    expect(mark?.claim?.actions).toMatchObject([{ action: 'cawg.metadata', nature: 'part-ai' }]);
  });

  it('a store split over many segments of a JPEG is put together, in any order', async () => {
    const segments = jumbfSegments(
      manifestStore(
        manifest({
          assertions: [
            superbox('c2pa.thumbnail.claim', box('bidb', noise(3000))),
            createdAction('trainedAlgorithmicMedia'),
          ],
        }),
      ),
      200,
    );
    const swapped = [segments[0]!, ...segments.slice(1).reverse()];
    const [mark] = ofKind(await scan(jpegFile(swapped)), 'c2pa');
    expect(segments.length).toBeGreaterThan(10);
    expect(mark?.claim?.actions[0]?.nature).toBe('ai-made');
  });

  it.each([
    ['no manifest', manifestStore(box('free')), 'malformed'],
    ['cut boxes', manifestStore().slice(0, 200), 'truncated'],
    ['CBOR that ends early', manifestStore(manifest({ assertions: [cborBoxCut()] })), 'truncated'],
    [
      'a compressed manifest',
      manifestStore(superbox('urn:c2pa:x', box('brob', noise(20)))),
      'not-decompressed',
    ],
    [
      'boxes nested 40 deep',
      manifestStore(
        Array.from({ length: 40 }).reduce<Uint8Array>((inner) => superbox('x', inner), box('free')),
      ),
      'too-deep',
    ],
    [
      'CBOR nested 40 deep',
      manifestStore(
        manifest({
          assertions: [superbox('c2pa.actions.v2', box('cbor', new Uint8Array(60).fill(0x81)))],
        }),
      ),
      'too-deep',
    ],
    [
      'a list of four billion items',
      manifestStore(
        manifest({
          assertions: [superbox('c2pa.actions.v2', box('cbor', [0x9a, 255, 255, 255, 255, 0]))],
        }),
      ),
      'truncated',
    ],
    [
      'more boxes than are opened',
      manifestStore(superbox('urn:c2pa:x', ...Array.from({ length: 1100 }, () => box('free')))),
      'too-big',
    ],
  ])('credentials with %s are there, but unreadable', async (_, store, state) => {
    const report = await scan(png(store));
    expect(ofKind(report, 'c2pa')).toHaveLength(1);
    expect(statesOf(report)).toContain(state);
  });

  it('a store larger than the cap is still a hit', async () => {
    const big = manifestStore(manifest(), superbox('pad', box('bidb', new Uint8Array(9 << 20))));
    const report = await scan(png(big));
    expect(ofKind(report, 'c2pa')).toMatchObject([{ claim: null, sizeBytes: big.length }]);
    expect(statesOf(report)).toContain('too-big');
  });

  it.each([
    ['only the box type', box('jumb', 'xxxx')],
    ['only the store label', box('free', 'c2pa')],
  ])('%s is no hit', async (_, bytes) => {
    const report = await scan(png(bytes));
    expect(report.marks).toEqual([]);
    expect(statesOf(report)).toEqual(['malformed']);
  });

  it('a camera in the claim contradicts "made by AI" in XMP', async () => {
    const store = manifestStore(manifest({ assertions: [createdAction('digitalCapture')] }));
    const xmp = internationalChunk('XML:com.adobe.xmp', sourceTypeXmp('trainedAlgorithmicMedia'));
    const report = await scan(pngFile([chunk('caBX', store), xmp]));
    expect(statesOf(report)).toEqual(['contradicting']);
  });

  it('a signer that cannot be read leaves the rest of the claim', async () => {
    const store = manifestStore(manifest({ signature: cbor('no signature') }));
    const report = await scan(png(store));
    expect(ofKind(report, 'c2pa')[0]?.claim).toMatchObject({
      signerName: null,
      generator: 'Test Painter 2.1',
    });
    expect(statesOf(report)).toEqual(['malformed']);
  });
});

function cborBoxCut(): Uint8Array {
  return superbox('c2pa.actions.v2', box('cbor', cbor({ actions: ['x'] }).slice(0, 5)));
}

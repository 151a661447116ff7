import { describe, expect, it } from 'vitest';
import { annotationLines, mediaFragment } from '../../../src/evidence/package/annotations.js';
import { readUtf8 } from '../../../src/evidence/bytes.js';
import type { Claim, Dossier } from '../../../src/evidence/package/dossier.js';
import { layout } from '../../../src/evidence/package/package-layout.js';
import { readPackageZip } from '../../../src/evidence/verify/read-package-zip.js';
import { sampleDossier, samplePackage } from './sample-case.js';

const frame = 'media/frame-0001.png';
const claim: Claim = {
  id: 'c',
  kind: 'face-swap',
  text: 'The edge of the face.',
  time: { startS: 1.5, endS: 3 },
  region: { x: 0.1, y: 0.2, width: 0.25, height: 0.5 },
  frame,
};
const size = { widthPx: 1280, heightPx: 720 };

function annotationOf(changes: Partial<Claim>, dossier: Partial<Dossier> = {}, sizePx = size) {
  const whole = { ...sampleDossier, ...dossier, claims: [{ ...claim, ...changes }] };
  const line = annotationLines(whole, '2026-11-28T00:00:00.000Z', (path) =>
    path === frame ? sizePx : null,
  );
  return JSON.parse(line) as { body: { value: string }[]; target: unknown };
}
const selector = (value: string) => ({
  type: 'FragmentSelector',
  conformsTo: 'http://www.w3.org/TR/media-frags/',
  value,
});
const content = {
  type: 'SpecificResource',
  source: sampleDossier.contentUrl.canonical,
  state: { type: 'TimeState', sourceDate: sampleDossier.seenAt },
};

describe('the annotation of a claim', () => {
  it('is of the moments of the video, and of a part of the one picture it was marked on', () => {
    const hashes = [{ path: frame, sha256: 'ab'.repeat(32), pdq: null }];
    expect(annotationOf({}, { hashes })).toMatchObject({
      motivation: 'assessing',
      target: [
        { ...content, selector: selector('t=1.5,3') },
        {
          type: 'SpecificResource',
          source: frame,
          'seam:sha256': 'ab'.repeat(32),
          selector: selector('xywh=pixel:128,144,320,360'),
        },
      ],
    });
  });

  it('never says of a whole range of moments what one picture shows', () => {
    for (const mediaType of ['video', 'image'] as const) {
      for (const time of [claim.time, null]) {
        expect(JSON.stringify(annotationOf({ time }, { mediaType }))).not.toMatch(/t=[^"]*xywh/);
      }
    }
  });

  it('names a picture without a part as a whole, and needs no picture', () => {
    expect(annotationOf({ region: null }).target).toEqual([
      { ...content, selector: selector('t=1.5,3') },
      { type: 'SpecificResource', source: frame },
    ]);
    expect(annotationOf({ region: null, frame: null, time: null }).target).toEqual(content);
  });

  it('has a part in hundredths where the size of the picture is not known, or none is named', () => {
    const unknown = annotationOf({ frame: 'media/frame-0009.png' }).target;
    expect(unknown).toMatchObject([{}, { selector: selector('xywh=percent:10,20,25,50') }]);
    // Written by hand: reviews of ours name a picture beside each part.
    expect(annotationOf({ frame: null }).target).toEqual({
      ...content,
      selector: selector('t=1.5,3&xywh=percent:10,20,25,50'),
    });
  });

  it('has a text only where the person wrote one', () => {
    expect(annotationOf({}).body.map(({ value }) => value)).toEqual([claim.text, 'face-swap']);
    expect(annotationOf({ text: '' }).body.map(({ value }) => value)).toEqual(['face-swap']);
  });

  it('in a package measures the part in pixels of the frozen file', async () => {
    const { zip } = await samplePackage();
    const read = readPackageZip(zip);
    if (!read.ok) throw new Error(read.fault);
    const [line = ''] = readUtf8(read.files.get(layout.annotations)!)!.split('\n');
    // The picture has 6 by 6 pixels.
    expect(JSON.parse(line)).toMatchObject({
      target: [{ selector: selector('t=1.5,3') }, { selector: selector('xywh=pixel:0,1,3,4') }],
    });
  });
});

describe('a media fragment', () => {
  it('has seconds with an end after the start, and nothing for the whole', () => {
    const t = (startS: number, endS: number) =>
      mediaFragment({ time: { startS, endS }, region: null });
    expect([t(100, 120), t(0, 1e-7), t(12.5, 12.5)]).toEqual(['t=100,120', 't=0,1', 't=12.5,13.5']);
    expect(mediaFragment({ time: null, region: null })).toBe('');
  });

  it('has whole numbers that hold the part and stay inside, and never an empty one', () => {
    const percents = (x: number, y: number, width: number, height: number) =>
      mediaFragment({ time: null, region: { x, y, width, height } });
    expect(percents(0, 0, 1, 1)).toBe('xywh=percent:0,0,100,100');
    expect(percents(0.1234, 0.2, 0.3, 0.1)).toBe('xywh=percent:12,20,31,10');
    expect(percents(1, 1, 0, 0)).toBe('xywh=percent:99,99,1,1');
    expect(percents(0.5, 0.5, 0, 0)).toBe('xywh=percent:50,50,1,1');
  });
});

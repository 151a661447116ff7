import { describe, expect, it } from 'vitest';
import { foldFacts } from '../../../src/provenance/fold-facts.js';
import { provenanceStance } from '../../../src/ui/provenance-stance.js';
import * as boxes from '../../fixtures/provenance/box-file.js';
import { aigcJson } from '../../fixtures/provenance/labels.js';
import { pngFile, textChunk } from '../../fixtures/provenance/png-file.js';
import { ofKind, scan, statesOf } from '../../fixtures/provenance/scan.js';

/** A film as the platform hands it out. */
const download = (...more: readonly (readonly [string, string])[]): Uint8Array =>
  boxes.mp4File([
    boxes.movie(
      boxes.keyedMeta([
        ['vid_md5', '5e9d3ad8e1f4b0c2a7d6f1e8b9c0d1e2'],
        ['comment', 'vid:v12044gd0000c1'],
        ...more,
      ]),
    ),
  ]);
const info = (type: unknown): string => JSON.stringify({ aigc_label_type: type });
const stanceOf = async (file: Uint8Array): Promise<string> =>
  provenanceStance({ state: 'read', facts: foldFacts(await scan(file), null) });

describe('labels that TikTok and Douyin write into files', () => {
  it('a download without a label says nothing at all', async () => {
    expect(await stanceOf(download())).toBe('no-marks');
    expect(await stanceOf(download(['aigc_info', info(0)]))).toBe('no-marks');
  });

  it.each([
    [1, 'platform-declared', 'says-ai'],
    ['1', 'platform-declared', 'says-ai'],
    [2, 'platform-suspected', 'may-be-ai'],
    [7, 'platform-suspected', 'may-be-ai'],
  ])('type %j is the label %s', async (type, label, stance) => {
    const file = download(['aigc_info', info(type)]);
    expect(ofKind(await scan(file), 'aigc')).toMatchObject([
      { label, certainty: 'stated', producer: null },
    ]);
    expect(await stanceOf(file)).toBe(stance);
  });

  it('as an object inside another text it is the same label', async () => {
    for (const inner of [{ aigc_label_type: 1 }, info(1)]) {
      const file = pngFile([textChunk('Comment', JSON.stringify({ aigc_info: inner, data: {} }))]);
      expect(ofKind(await scan(file), 'aigc')).toMatchObject([{ label: 'platform-declared' }]);
    }
  });

  it.each(['yes', '[1]', 'null', info(-1), info(1.5), info('x'), info({}), '{"aigc_label_type":'])(
    '%j is malformed, and no label',
    async (text) => {
      const report = await scan(download(['aigc_info', text]));
      expect(report.marks).toEqual([]);
      expect(statesOf(report)).toEqual(['malformed']);
    },
  );

  it('one of more than 64 KiB is named too big', async () => {
    const text = JSON.stringify({ aigc_label_type: 1, pad: 'x'.repeat(70_000) });
    const report = await scan(download(['aigc_info', text]));
    expect(report.marks).toEqual([]);
    expect(statesOf(report)).toEqual(['too-big']);
  });

  it.each(['a caption about "aigc_info"', '{"aigc_info":null}', '{"aigc_label_type":1}'])(
    'the comment %j is none',
    async (text) => {
      const report = await scan(pngFile([textChunk('Comment', text)]));
      expect(report.marks).toEqual([]);
      expect(report.notes).toEqual([]);
    },
  );

  it('it stands beside the label of GB 45438 and contradicts nothing there', async () => {
    const report = await scan(download(['AIGC', aigcJson], ['aigc_info', info(2)]));
    expect(ofKind(report, 'aigc').map(({ label }) => label)).toEqual([
      'declared',
      'platform-suspected',
    ]);
    expect(statesOf(report)).toEqual([]);
  });
});

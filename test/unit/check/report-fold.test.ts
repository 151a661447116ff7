import { describe, expect, test } from 'vitest';
import { medianOf, ReportFold } from '../../../src/check/report-fold.js';
import { fileAsItIs, kindOfBytes, kindOfFile } from '../../../src/check/open-file.js';
import { richFiles } from '../../fixtures/provenance/labelled-files.js';
import type { FaceDetail, SampleOutcome } from '../../../src/protocol/pixel-port.js';
import type { TrackId } from '../../../src/shared/ids.js';
import type { TrackVerdict } from '../../../src/shared/verdict.js';

const a = 'a' as TrackId;
const b = 'b' as TrackId;

function track(trackId: TrackId, score: number): TrackVerdict {
  return {
    trackId,
    level: 'weak',
    reasons: [],
    score,
    framesGood: 3,
    framesRefused: { 'too-dark': 2, 'face-too-small': 1 },
    box: { x: 0, y: 0, width: 1, height: 1 },
    firstSeenS: 0,
    lastSeenS: 1,
  };
}

function detail(trackId: TrackId, composite: number | null, xPx = 0): FaceDetail {
  return {
    trackId,
    box: { xPx, yPx: 0, widthPx: 10, heightPx: 10 },
    logits: composite === null ? null : { composite, synthetic: -composite },
    score: null,
    refused: null,
    quality: { facePx: 10, sharpness: 1, luma: 100 },
  };
}

function outcome(tracks: readonly TrackVerdict[], details: readonly FaceDetail[]): SampleOutcome {
  return {
    refused: null,
    verdict: { level: 'weak', reasons: [], tracks, modelId: 'm', backend: 'wasm' },
    follow: [],
    detectNext: true,
    looks: [],
    detail: details,
  };
}

describe('ReportFold', () => {
  test('a face keeps its last place and the medians of what the model said', () => {
    const fold = new ReportFold();
    fold.add(outcome([track(a, 0.1)], [detail(a, 1, 5)]), 0);
    fold.add(outcome([track(a, 0.2)], [detail(a, 9, 6)]), 0);
    fold.add(outcome([track(a, 0.3)], [detail(a, 2, 7)]), 0);
    fold.add(outcome([track(a, 0.3)], [detail(a, null, 8)]), 0);
    const [face] = fold.faces();
    expect(face).toMatchObject({ composite: 2, synthetic: -2, score: 0.3, framesRefused: 3 });
    expect(face?.box?.xPx).toBe(8);
  });

  test('a face that the engine has forgotten since stays in the report', () => {
    const fold = new ReportFold();
    fold.add(outcome([track(a, 0.1)], [detail(a, 1)]), 0);
    fold.add(outcome([track(b, 0.9)], [detail(b, 1)]), 0);
    expect(fold.faces().map((face) => face.trackId)).toEqual([a, b]);
  });

  test('a face that was never scored has no numbers, not zeros', () => {
    const fold = new ReportFold();
    fold.add(outcome([track(a, 0.1)], []), 0);
    expect(fold.faces()[0]).toMatchObject({ composite: null, synthetic: null, box: null });
  });

  test('every score keeps its moment; looks without one leave no point', () => {
    const fold = new ReportFold();
    const scored = { ...detail(a, 1), score: 0.25 };
    fold.add(outcome([track(a, 0.1)], [scored]), 0.5);
    fold.add(outcome([track(a, 0.1)], [detail(a, 1)]), 1);
    fold.add(outcome([track(a, 0.1)], [{ ...scored, score: 0.75 }]), 1.5);
    expect(fold.scores).toEqual([
      { trackId: a, timeS: 0.5, score: 0.25 },
      { trackId: a, timeS: 1.5, score: 0.75 },
    ]);
  });

  test('a refused look is named and does not change the verdict', () => {
    const fold = new ReportFold();
    expect(fold.add({ ...outcome([], []), refused: 'timeout' }, 0)).toBe(false);
    expect(fold.add({ ...outcome([], []), refused: 'timeout' }, 0)).toBe(false);
    expect(fold.reasons).toEqual(['timeout']);
    expect(fold.verdict).toBeNull();
  });
});

describe('medianOf', () => {
  test.each([
    [[], null],
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
  ])('of %j is %j', (values, wanted) => {
    expect(medianOf(values)).toBe(wanted);
  });
});

describe('the kind of a file', () => {
  test.each(Object.entries(richFiles))(
    'of %s bytes is that of its bytes',
    async (format, bytes) => {
      const isVideo = /mp4|mov|webm|matroska|avi/.test(format) && format !== 'avif';
      const isSound = format === 'wav';
      const wanted = isSound ? null : isVideo ? 'video' : 'image';
      expect(kindOfBytes(bytes.subarray(0, 4096))).toBe(wanted);
      const named = new File([Uint8Array.from(bytes)], 'a.bin', {
        type: isVideo ? 'image/png' : 'video/mp4',
      });
      const opened = await fileAsItIs(named);
      // Under its wrong name no browser would read it.
      if (!isSound) expect([opened.kind, opened.body.type]).toEqual([wanted, '']);
    },
  );

  test('of bytes that announce nothing is what it is called', async () => {
    const file = new File(['text'], 'a.mp4', { type: 'video/mp4' });
    expect(await fileAsItIs(file)).toEqual({ kind: 'video', body: file });
  });
});

describe('kindOfFile', () => {
  test.each([
    ['a.mp4', 'video/mp4', 'video'],
    ['a.MKV', '', 'video'],
    ['a.png', 'image/png', 'image'],
    ['a', '', 'image'],
  ] as const)('%s of type "%s" is a %s', (name, type, kind) => {
    expect(kindOfFile({ name, type })).toBe(kind);
  });
});

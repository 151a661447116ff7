import { describe, expect, it } from 'vitest';
import type { CaptureRecord } from '../../../src/evidence/log/capture-record.js';
import type { Claim } from '../../../src/evidence/package/dossier.js';
import { faceWords } from '../../../src/evidence/report-page/face-words.js';
import { meantFaces } from '../../../src/report/meant-faces.js';
import { limits } from '../../../src/shared/limits.js';
import type { MediaRecord } from '../../../src/shared/media-record.js';
import type { BoxFraction, TrackVerdict } from '../../../src/shared/verdict.js';
import { capturedBase } from '../evidence/sample-case.js';
import { aRecord, aTrack, aVerdict } from '../ui/records.js';

const box = (x: number, y = 0.3, width = 0.1, height = 0.2): BoxFraction => ({
  x,
  y,
  width,
  height,
});
const [left, middle, right] = [box(0.1), box(0.45), box(0.8)];
const frame = 'media/frame-0001.png';

/** A frozen picture and the faces that were cut from it; `found` more than those lay partly outside. */
function picture(faces: readonly BoxFraction[], found = faces.length, at = 1): CaptureRecord[] {
  const record: CaptureRecord = {
    ...capturedBase(at),
    ...{ version: 1, caseId: 'c', key: 'ab'.repeat(32), seq: at, clock: 'steady' },
    ...{ previous: '00'.repeat(32), path: frame, encodedSha256: null, encodedBytes: null },
    scores: { faces: found },
  };
  const crops = faces.map((region) => ({ ...record, kind: 'crop' as const, path: null, region }));
  return [record, ...crops];
}

function claimOn(region: Claim['region'], changes: Partial<Claim> = {}): Claim {
  return { id: 'claim-1', kind: 'face-swap', text: '', time: null, region, frame, ...changes };
}

const nothing = { record: null, mediaType: 'video' as const };
const marked = (region: Claim['region'], records: readonly CaptureRecord[]) =>
  meantFaces(nothing, records, [claimOn(region)]);

it('never counts as many faces as the engine may leave some out of', () => {
  const crowd = Array.from({ length: limits.maxFacesPerSample }, (_, at) =>
    box(at / 17, 0.4, 0.02),
  );
  expect(marked(crowd[3]!, picture(crowd))[0]?.place).not.toHaveProperty('rank');
});

describe('the face that a claim marks', () => {
  it('is counted from the left among the faces of its very picture, with the moment of it', () => {
    const records = [
      ...picture([right, left, middle]),
      // Of another picture, and of another run with the same clock.
      ...picture([box(0.2), box(0.3), box(0.5), box(0.7)], 4, 2).map((one) => ({
        ...one,
        path: one.kind === 'frame' ? 'media/frame-0002.png' : null,
      })),
      { ...picture([box(0.6)])[1]!, session: 'session-2' },
    ];
    for (const [at, region] of [left, middle, right].entries()) {
      const place = { from: 'left', rank: at + 1, count: 3 };
      expect(marked(region, records)).toEqual([{ claim: 'claim-1', atS: 0.5, place }]);
      // Drawn by hand around it.
      const around = { ...region, x: region.x - 0.05, width: 0.2 };
      expect(marked(around, records)).toEqual([{ claim: 'claim-1', atS: 0.5, place }]);
    }
  });

  it('is nothing to tell where there was one face, or all of them are marked', () => {
    for (const region of [left, right]) expect(marked(region, picture([left]))).toEqual([]);
    expect(marked(left, picture([]))).toEqual([]);
    expect(marked({ x: 0, y: 0, width: 1, height: 1 }, picture([left, right]))).toEqual([]);
    // No part, no picture, or one that was not looked at.
    expect(marked(null, picture([left, right]))).toEqual([]);
    expect(meantFaces(nothing, picture([left, right]), [claimOn(left, { frame: null })])).toEqual(
      [],
    );
    expect(marked(left, [])).toEqual([]);
  });

  it('is the one that a button marked, also where the square around it reaches to another', () => {
    const [a, b] = [box(0.2, 0.2, 0.2, 0.2), box(0.25, 0.1, 0.5, 0.5)];
    expect(marked(b, picture([a, b, box(0.8)]))[0]?.place).toEqual({
      from: 'left',
      rank: 2,
      count: 3,
    });
  });

  it('is counted from the top where faces stand above one another, and else told by the part', () => {
    const [high, low] = [box(0.4, 0.05), box(0.42, 0.7)];
    expect(marked(low, picture([high, low]))[0]?.place).toEqual({ from: 'top', rank: 2, count: 2 });
    // A grid, as of a meeting: no order that everybody would count the same.
    const grid = [box(0.1, 0.1), box(0.8, 0.1), box(0.1, 0.7), box(0.8, 0.7)];
    expect(marked(grid[2]!, picture(grid))[0]?.place).toEqual({ across: 'left', down: 'bottom' });
  });

  it('is told by the part where not every face is known, nobody would count, or no one face is marked', () => {
    const part = { across: 'right', down: 'middle' };
    expect(marked(right, picture([left, right], 3))[0]?.place).toEqual(part);
    const many = Array.from({ length: 10 }, (_, at) => box(0.02 + at * 0.095, 0.4, 0.05));
    expect(marked(many[9]!, picture(many))[0]?.place).toEqual(part);
    expect(marked(many[8]!, picture(many.slice(0, 9)))[0]?.place).toMatchObject({ rank: 9 });
    // Between two of three, and where no face was found.
    const two = { x: 0.4, y: 0.2, width: 0.6, height: 0.5 };
    expect(marked(two, picture([left, middle, right]))[0]?.place).toEqual(part);
    expect(marked(box(0.9, 0.9, 0.1, 0.1), picture([left, middle]))[0]?.place).toEqual({
      across: 'right',
      down: 'bottom',
    });
  });

  it('of an image has no moment', () => {
    const still = picture([left, right]).map((one) => ({ ...one, mediaTimeS: null }));
    expect(marked(left, still)).toMatchObject([{ atS: null, place: { rank: 1 } }]);
  });
});

describe('the face that the detector points to', () => {
  const pointed = (tracks: readonly TrackVerdict[], changes: Partial<MediaRecord> = {}) => {
    const verdict = aVerdict('strong', { tracks });
    const record = aRecord('strong', { verdict, ...changes });
    return meantFaces({ record, mediaType: record.kind }, [], []);
  };
  const strong = (place: BoxFraction, changes: Partial<TrackVerdict> = {}) =>
    aTrack('strong', { box: place, ...changes });
  const calm = (place: BoxFraction, changes: Partial<TrackVerdict> = {}) =>
    aTrack('none-found', { box: place, ...changes });

  it('is the one with the most serious signs, placed at its last look', () => {
    const place = { from: 'left', rank: 2, count: 3 };
    const weak = aTrack('weak', { box: left });
    const found = [{ claim: null, atS: 14, place }];
    expect(pointed([calm(right), weak, strong(middle)])).toEqual(found);
    expect(pointed([calm(right), weak, strong(middle)], { kind: 'image' })).toEqual([
      { ...found[0], atS: null },
    ]);
    // What cannot be judged is a face all the same, and the verdict says that it was left out.
    const tracks = [aTrack('cannot-tell', { box: left }), strong(right)];
    const verdict = aVerdict('strong', { tracks, reasons: ['faces-left-out'] });
    expect(pointed([], { verdict })[0]?.place).toEqual({ from: 'left', rank: 2, count: 2 });
  });

  it('is nothing to tell of one face, of all faces, or without signs', () => {
    expect(pointed([strong(left)])).toEqual([]);
    expect(pointed([strong(left), strong(right)])).toEqual([]);
    expect(pointed([])).toEqual([]);
    expect(meantFaces(nothing, [], [])).toEqual([]);
    for (const level of ['none-found', 'cannot-tell'] as const) {
      const tracks = [aTrack(level), aTrack('none-found')];
      const verdict = aVerdict(level, {
        tracks: level === 'none-found' ? [...tracks, aTrack('cannot-tell')] : tracks,
      });
      const record = aRecord(level, { verdict });
      expect(meantFaces({ record, mediaType: 'video' }, [], []), level).toEqual([]);
    }
  });

  it('is told by its moment alone where nobody was beside it', () => {
    const earlier = { firstSeenS: 0, lastSeenS: 5 };
    const tracks = [strong(left, earlier), calm(right, { firstSeenS: 8, lastSeenS: 14 })];
    expect(pointed(tracks)).toEqual([{ claim: null, atS: 5, place: null }]);
    // A track that ended at the very place of the next was the same face.
    const [before, after] = [
      calm(left, { firstSeenS: 0, lastSeenS: 5 }),
      { firstSeenS: 5.5, lastSeenS: 5.5 },
    ];
    expect(pointed([before, strong(left, after)])[0]).toMatchObject({ atS: 5.5, place: null });
    expect(pointed([{ ...before, box: right }, strong(left, after)])[0]?.place).toMatchObject({
      count: 2,
    });
  });

  it('is told by the part where the others moved on', () => {
    const part = { across: 'left', down: 'middle' };
    // A look later is the same picture to anybody.
    const late = pointed([strong(left, { lastSeenS: 13.5 }), calm(right)]);
    expect(late[0]?.place).toEqual({ from: 'left', rank: 1, count: 2 });
    const tracks = [strong(left, { lastSeenS: 5 }), calm(right), calm(middle)];
    expect(pointed(tracks)).toEqual([{ claim: null, atS: 5, place: part }]);
  });

  it('are three at most, those with the highest scores', () => {
    const tracks = [0.1, 0.3, 0.5, 0.7].map((x, at) => strong(box(x), { score: at / 10 }));
    const ranks = pointed([calm(box(0.9)), ...tracks]).map(({ place }) => place);
    expect(ranks).toMatchObject([{ rank: 4 }, { rank: 3 }, { rank: 2 }]);
  });
});

describe('the words for a place', () => {
  const across = ['left', 'middle', 'right'] as const;
  const down = ['top', 'middle', 'bottom'] as const;

  it('are plain, and another for each place', () => {
    for (const say of Object.values(faceWords)) {
      const parts = across.flatMap((a) => down.map((d) => say({ across: a, down: d }, null)));
      const orders = (['left', 'top'] as const).flatMap((from) =>
        [2, 3].flatMap((count) =>
          Array.from({ length: count }, (_, at) => say({ from, rank: at + 1, count }, null)),
        ),
      );
      const all = [...parts, ...orders, say(null, '0:05')];
      expect(new Set(all).size).toBe(9 + 10 + 1);
      for (const words of all) expect(words).not.toMatch(/undefined|null|NaN| {2}|^ | $/);
    }
  });

  it('read as a person would say them', () => {
    expect(faceWords.en({ from: 'left', rank: 1, count: 2 }, null)).toBe(
      'the left one of two faces',
    );
    expect(faceWords.en({ from: 'top', rank: 2, count: 2 }, '0:14')).toBe(
      'the lower one of two faces (at 0:14)',
    );
    expect(faceWords.en({ across: 'right', down: 'top' }, null)).toBe(
      'at the upper right of the picture',
    );
    expect(faceWords.en({ across: 'middle', down: 'bottom' }, null)).toBe(
      'in the lower part of the picture',
    );
    expect(faceWords.en(null, '0:05')).toBe('the face seen at 0:05');
    expect(faceWords['zh-CN']({ from: 'left', rank: 2, count: 2 }, '0:14')).toBe(
      '两张人脸中右侧的一张（0:14）',
    );
    expect(faceWords['zh-CN']({ across: 'left', down: 'bottom' }, null)).toBe('画面左下方');
    expect(faceWords.ko({ from: 'top', rank: 3, count: 3 }, null)).toBe(
      '얼굴 3개 중 위에서 세 번째',
    );
    // A package may say anything.
    expect(faceWords.en({ from: 'left', rank: 12, count: 14 }, null)).toBe(
      'the number 12 of 14 faces from the left',
    );
  });
});

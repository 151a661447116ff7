import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LookBook } from '../../../src/sampling/look-book.js';
import { ScoreHistory } from '../../../src/sampling/score-history.js';
import type { FaceLook } from '../../../src/shared/face-look.js';
import type { TrackId } from '../../../src/shared/ids.js';
import { limits } from '../../../src/shared/limits.js';
import type { RgbaPicture } from '../../../src/shared/picture.js';

function aLook(changes: Partial<FaceLook> = {}): FaceLook {
  return {
    trackId: 'face' as TrackId,
    mediaTimeS: 0,
    box: { xPx: 10, yPx: 20, widthPx: 100, heightPx: 120 },
    score: 0.4,
    isSign: false,
    refused: null,
    quality: { facePx: 120, sharpness: 3, luma: 90 },
    ...changes,
  };
}

const pixels: RgbaPicture = {
  format: 'RGBA',
  widthPx: 2,
  heightPx: 2,
  data: new Uint8Array(16),
};

describe('the scores over time', () => {
  test('keep the moment, the mean and the sign of each stretch', () => {
    const history = new ScoreHistory();
    history.add(aLook({ mediaTimeS: 4.1, score: 0.2 }));
    history.add(aLook({ mediaTimeS: 4.4, score: 0.6, isSign: true }));
    history.add(aLook({ mediaTimeS: 1, score: null, refused: 'too-dark' }));
    expect(history.read()[0]?.points).toEqual([
      { fromS: 1, toS: 1.5, score: null, isSign: false, looks: 1, refused: 1 },
      { fromS: 4, toS: 4.5, score: 0.4, isSign: true, looks: 2, refused: 0 },
    ]);
  });

  test('lose no look and stay within their bound however long a film is', () => {
    const look = fc.record({
      mediaTimeS: fc.double({ min: 0, max: 20_000, noNaN: true }),
      score: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      isSign: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(look, { maxLength: 900, size: 'max' }), (looks) => {
        const history = new ScoreHistory();
        for (const each of looks) history.add(aLook(each));
        const points = history.read()[0]?.points ?? [];
        expect(points.length).toBeLessThanOrEqual(limits.maxHistoryPoints);
        const counted = points.reduce((sum, point) => sum + point.looks, 0);
        expect(counted).toBe(looks.length);
        expect(points.reduce((sum, point) => sum + point.refused, 0)).toBe(
          looks.filter(({ score }) => score === null).length,
        );
        expect(points.some(({ isSign }) => isSign)).toBe(
          looks.some(({ score, isSign }) => score !== null && isSign),
        );
        for (const { mediaTimeS } of looks) {
          const owner = points.filter(({ fromS, toS }) => fromS <= mediaTimeS && mediaTimeS < toS);
          expect(owner).toHaveLength(1);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('forget the face that was not seen for longest', () => {
    const history = new ScoreHistory();
    for (let face = 0; face < limits.maxTracksPerMedia; face += 1) {
      history.add(aLook({ trackId: `${face}` as TrackId }));
    }
    history.add(aLook({ trackId: '0' as TrackId }));
    history.add(aLook({ trackId: 'new' as TrackId }));
    const kept = history.read().map(({ trackId }) => trackId);
    expect(kept).toHaveLength(limits.maxTracksPerMedia);
    expect(kept).toContain('0');
    expect(kept).not.toContain('1');
  });
});

describe('the pictures of the faces', () => {
  test('are those of the look that said most', () => {
    const book = new LookBook();
    const cuts: number[] = [];
    const cut = (rect: { widthPx: number }): RgbaPicture => {
      cuts.push(rect.widthPx);
      return pixels;
    };
    book.take([aLook({ mediaTimeS: 1, score: null, refused: 'too-dark' })], cut);
    book.take([aLook({ mediaTimeS: 2, score: 0.5 })], cut);
    book.take([aLook({ mediaTimeS: 3, score: 0.505 })], cut);
    book.take([aLook({ mediaTimeS: 4, score: 0.9 })], cut);
    book.take([aLook({ mediaTimeS: 5, score: 0.1 })], cut);
    expect(book.view().shots).toMatchObject([{ trackId: 'face', mediaTimeS: 4, score: 0.9 }]);
    // 1.6 times the longer side; the look that was hardly better was not worth a cut.
    expect(cuts).toEqual([192, 192, 192]);
  });

  test('are few, and the least telling one makes room', () => {
    const book = new LookBook();
    const scores = [0.3, 0.1, 0.4, 0.2, 0.9, 0.05];
    for (const [face, score] of scores.entries()) {
      book.take([aLook({ trackId: `${face}` as TrackId, score })], () => pixels);
    }
    const kept = book.view().shots.map(({ score }) => score);
    expect(kept.toSorted()).toEqual([0.2, 0.3, 0.4, 0.9]);
  });

  test('are not cut from a face too large to keep, nor from outside the frame', () => {
    const book = new LookBook();
    const box = { xPx: 0, yPx: 0, widthPx: 900, heightPx: 900 };
    book.take([aLook({ box })], () => {
      throw new Error('nothing should be cut');
    });
    book.take([aLook()], () => null);
    expect(book.view().shots).toEqual([]);
    expect(book.view().tracks).toHaveLength(1);
  });
});

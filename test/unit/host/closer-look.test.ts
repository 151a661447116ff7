import { describe, expect, it } from 'vitest';
import {
  inSource,
  isRough,
  joinFaces,
  piecesOf,
  withinPiece,
  type SeenFace,
} from '../../../src/engine/host/closer-look.js';
import { lookAtSample } from '../../../src/engine/host/look-at-sample.js';
import { newMediaMemory } from '../../../src/engine/host/media-memory.js';
import type { Crop, WantedRect } from '../../../src/protocol/pixel-port.js';
import type { DetectedFace } from '../../../src/protocol/worker-link.js';
import { overlap, type BoxPx, type SizePx } from '../../../src/shared/geometry.js';
import type { MediaId } from '../../../src/shared/ids.js';
import { limits } from '../../../src/shared/limits.js';
import type { Picture } from '../../../src/shared/picture.js';
import { model } from './model-decisions.js';

const box = (xPx: number, yPx: number, sidePx: number): BoxPx => ({
  xPx,
  yPx,
  widthPx: sidePx,
  heightPx: sidePx,
});
const seen = (place: BoxPx, shrunkBy: number): SeenFace => ({
  box: place,
  confidence: 0.9,
  keyPoints: [],
  shrunkBy,
});
const found = (place: BoxPx): DetectedFace => ({ box: place, confidence: 0.9, keyPoints: [] });
const size = (widthPx: number, heightPx: number): SizePx => ({ widthPx, heightPx });
const picture = (widthPx: number, heightPx: number): Picture => ({
  format: 'RGBA',
  widthPx,
  heightPx,
  data: new Uint8Array(4),
});

const holds = (outer: BoxPx, inner: BoxPx): boolean =>
  outer.xPx <= inner.xPx &&
  outer.yPx <= inner.yPx &&
  outer.xPx + outer.widthPx >= inner.xPx + inner.widthPx &&
  outer.yPx + outer.heightPx >= inner.yPx + inner.heightPx;

describe('the pieces of a large still', () => {
  it('a picture that loses little as a whole has none', () => {
    expect(piecesOf(size(1000, 750))).toEqual([]);
    expect(piecesOf(size(500, 1000))).toEqual([]);
    expect(piecesOf(size(1001, 750)).length).toBeGreaterThan(1);
  });

  it.each([
    ['a photograph of 12 megapixels', size(4000, 3000)],
    ['a screen', size(1920, 1080)],
    ['a long page', size(500, 6000)],
    ['the longest page that is decoded', size(2440, 16_384)],
    ['a panorama', size(12_000, 1600)],
    ['the largest square that is decoded', size(6324, 6324)],
  ])(
    '%s: at most 16, small ones, and every face that the whole picture may hide lies within one',
    (_name, frame) => {
      const pieces = piecesOf(frame);
      expect(pieces.length).toBeLessThanOrEqual(16);
      for (const { rect, shrink } of pieces) {
        expect(Math.max(rect.widthPx, rect.heightPx) / shrink).toBeLessThanOrEqual(
          limits.smallPictureLongSidePx,
        );
        expect([rect.xPx % 2, rect.yPx % 2]).toEqual([0, 0]);
        expect(holds({ xPx: 0, yPx: 0, ...frame }, rect)).toBe(true);
      }
      // Of its 640 px the whole picture hides faces of less than 64.
      const longPx = Math.max(frame.widthPx, frame.heightPx);
      const sidePx = Math.min(frame.widthPx, frame.heightPx, Math.floor((64 / 640) * longPx));
      const places = (lengthPx: number): number[] =>
        Array.from({ length: 80 }, (_, at) => ((lengthPx - sidePx) * at) / 79);
      for (const xPx of places(frame.widthPx)) {
        for (const yPx of places(frame.heightPx)) {
          const face = box(xPx, yPx, sidePx);
          if (!pieces.some(({ rect }) => holds(rect, face)))
            throw new Error(`no piece holds ${JSON.stringify(face)}`);
        }
      }
    },
  );
});

describe('faces of pieces', () => {
  const frame = size(4000, 3000);
  const piece = (xPx: number, yPx: number): Crop => ({
    key: 'piece',
    rect: box(xPx, yPx, 1280),
    picture: picture(640, 640),
  });

  it('are brought into the source with their key points', () => {
    const [face] = inSource(
      [{ box: box(10, 20, 50), confidence: 0.8, keyPoints: [{ xPx: 15, yPx: 25 }] }],
      box(1000, 500, 1280),
      picture(640, 640),
    );
    expect(face).toEqual({
      box: box(1020, 540, 100),
      confidence: 0.8,
      keyPoints: [{ xPx: 1030, yPx: 550 }],
      shrunkBy: 2,
    });
  });

  it.each([
    ['left', box(-1, 300, 60)],
    ['top', box(300, -1, 60)],
    ['right', box(581, 300, 60)],
    ['bottom', box(300, 581, 60)],
  ])('one that the %s edge of its piece cuts is left to the neighbour', (_edge, place) => {
    expect(withinPiece([found(place)], piece(1000, 1000), frame)).toEqual([]);
  });

  it('where the picture itself ends, nothing shows it better', () => {
    expect(withinPiece([found(box(-5, -5, 60))], piece(0, 0), frame)).toHaveLength(1);
    // The last piece may end a few pixels before the picture.
    const [right, bottom] = [4000 - 1280 - 2, 3000 - 1280 - 2];
    expect(withinPiece([found(box(590, 590, 60))], piece(right, bottom), frame)).toHaveLength(1);
  });

  it('count once, though neighbours and the whole picture show them as well', () => {
    const whole = seen(box(100, 100, 400), 6.25);
    const again = [seen(box(110, 105, 390), 2), seen(box(104, 98, 404), 2)];
    expect(joinFaces([whole], again)).toEqual([whole]);
    const twice = [seen(box(2000, 500, 90), 2), seen(box(2004, 502, 88), 2)];
    expect(joinFaces([whole], twice)).toEqual([whole, twice[0]]);
  });

  it('are taken from the piece where the whole picture shows a few pixels', () => {
    const rough = seen(box(2000, 500, 120), 6.25);
    const clear = seen(box(2010, 510, 90), 2);
    expect([isRough(rough), isRough(clear)]).toEqual([true, false]);
    // What was not shrunk has no more pixels to give.
    expect(isRough(seen(box(0, 0, 30), 1))).toBe(false);
    expect(joinFaces([rough], [clear])).toEqual([clear]);
    expect(joinFaces([rough], [])).toEqual([rough]);
  });

  it('an eye or a badge within a face is no second one, two heads before each other are', () => {
    const whole = seen(box(100, 100, 400), 6.25);
    expect(joinFaces([whole], [seen(box(150, 200, 90), 2)])).toEqual([whole]);
    const child = seen(box(280, 300, 260), 2);
    expect(overlap(whole.box, child.box)).toBeLessThan(0.3);
    expect(joinFaces([whole], [child])).toEqual([whole, child]);
  });
});

describe('a small face on a photograph of 12 megapixels', () => {
  const frame = size(4000, 3000);
  const face = box(2100, 1400, 90);
  const look = async (
    kind: 'image' | 'video',
    isThorough: boolean,
  ): Promise<{ asked: WantedRect[][]; boxes: readonly BoxPx[] }> => {
    const asked: WantedRect[][] = [];
    const places = new Map<Picture, BoxPx>();
    const cut = ({ key, rect, shrink }: WantedRect): Crop => {
      const piece = picture(rect.widthPx / shrink, rect.heightPx / shrink);
      places.set(piece, rect);
      return { key, rect, picture: piece };
    };
    const outcome = await lookAtSample(
      {
        mediaTimeS: 0,
        sourceWidthPx: frame.widthPx,
        sourceHeightPx: frame.heightPx,
        small: picture(571, 428),
        crops: [],
        isThorough,
        more: async (_small, wanted) => {
          asked.push([...wanted]);
          return { small: null, crops: wanted.map(cut) };
        },
      },
      newMediaMemory('media' as MediaId, kind, 'tab:1'),
      model,
      {
        // Sees it from 25 px on, as BlazeFace does.
        detect: async (shown) => {
          const rect = places.get(shown) ?? { xPx: 0, yPx: 0, ...frame };
          const shrink = rect.widthPx / shown.widthPx;
          if (!holds(rect, face) || face.widthPx / shrink < 25) return [];
          return [
            found(
              box(
                (face.xPx - rect.xPx) / shrink,
                (face.yPx - rect.yPx) / shrink,
                face.widthPx / shrink,
              ),
            ),
          ];
        },
        classify: async (faces) =>
          faces.map(({ key, box: place }) => ({
            key,
            logits: { composite: 0, synthetic: 0 },
            refused: null,
            box: place,
            template: { luma: new Uint8Array(16), sidePx: 4 },
            quality: { facePx: 90, sharpness: 10, luma: 120 },
            thumbnail: null,
          })),
      },
      () => 'wasm',
    );
    return { asked, boxes: outcome.looks.map((seenFace) => seenFace.box) };
  };

  it('is found and judged once when a person asks, in two questions to the page', async () => {
    const { asked, boxes } = await look('image', true);
    expect(boxes).toEqual([face]);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toHaveLength(1);
  });

  it('is not looked for unasked, nor in a video: pieces cost the page a copy each', async () => {
    expect(await look('image', false)).toEqual({ asked: [], boxes: [] });
    expect(await look('video', true)).toEqual({ asked: [], boxes: [] });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
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
import { overlap, type BoxPx, type PointPx, type SizePx } from '../../../src/shared/geometry.js';
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
/** Eyes, nose, mouth and ears where the detector places them in a box. */
const pointsOf = ({ xPx, yPx, widthPx, heightPx }: BoxPx): PointPx[] =>
  [
    [0.3, 0.3],
    [0.7, 0.3],
    [0.5, 0.5],
    [0.5, 0.75],
    [0.1, 0.35],
    [0.9, 0.35],
  ].map(([x = 0, y = 0]) => ({ xPx: xPx + x * widthPx, yPx: yPx + y * heightPx }));
const seen = (place: BoxPx, shrunkBy: number): SeenFace => ({
  box: place,
  confidence: 0.9,
  keyPoints: pointsOf(place),
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
  it('a picture that the detector gets as it is has none', () => {
    expect(piecesOf(size(640, 480))).toEqual([]);
    expect(piecesOf(size(500, 640))).toEqual([]);
    expect(piecesOf(size(641, 480)).length).toBeGreaterThan(1);
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

  it('a narrow page is shrunk by less across than along, and its faces lie where they are', () => {
    const [face] = inSource(
      [found(box(10, 600, 10))],
      { xPx: 0, yPx: 0, widthPx: 1010, heightPx: 16_384 },
      picture(38, 630),
    );
    expect(face!.box.yPx).toBeCloseTo(600 * (16_384 / 630), 5);
    expect(face!.box.xPx).toBeCloseTo(10 * (1010 / 38), 5);
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

  it('the largest box of one face stands for it, in whatever order the pieces come', () => {
    const [small, large] = [seen(box(2010, 510, 70), 2), seen(box(2000, 500, 90), 2)];
    expect(joinFaces([], [small, large])).toEqual([large]);
    expect(joinFaces([], [large, small])).toEqual([large]);
  });

  it('an eye, the nose or the mouth of a face is no second one', () => {
    const whole = seen(box(100, 100, 400), 6.25);
    for (const point of whole.keyPoints.slice(0, 4)) {
      const part = seen(box(point.xPx - 50, point.yPx - 40, 100), 2);
      expect(joinFaces([whole], [part])).toEqual([whole]);
      expect(joinFaces([], [part, { ...whole, shrunkBy: 2 }])).toHaveLength(1);
    }
  });

  it('people before a poster of a face, and heads before each other, are all judged', () => {
    const poster = seen(box(100, 100, 400), 6.25);
    const speaker = seen(box(330, 380, 150), 2);
    expect(joinFaces([poster], [speaker])).toEqual([poster, speaker]);
    const child = seen(box(280, 300, 260), 2);
    expect(overlap(poster.box, child.box)).toBeLessThan(0.3);
    expect(joinFaces([poster], [child])).toEqual([poster, child]);
  });

  it('none that the whole picture shows well is lost to a closer look', () => {
    const two = [seen(box(100, 100, 1000), 6.25), seen(box(300, 300, 300), 6.25)];
    expect(joinFaces(two, [])).toEqual(two);
    expect(joinFaces([...two].reverse(), [])).toEqual([...two].reverse());
  });

  it.each([box(2125, 1420, 145), box(2088, 1390, 165), box(2060, 1360, 180)])(
    'a guess beside a face that a piece shows is that face: %o',
    (guess) => {
      const clear = seen(box(2110, 1410, 90), 2);
      expect(joinFaces([seen(guess, 6.25)], [clear])).toEqual([clear]);
    },
  );
});

describe('a small face on a photograph of 12 megapixels', () => {
  let jobs: number[];
  beforeEach(() => void (jobs = []));
  const frame = size(4000, 3000);
  const look = async (
    kind: 'image' | 'video',
    isAskedFor: boolean,
    faces: readonly BoxPx[] = [box(2100, 1400, 90)],
    leastPx = 25,
  ): Promise<{ asked: WantedRect[][]; boxes: readonly BoxPx[]; detections: boolean[] }> => {
    const asked: WantedRect[][] = [];
    const detections: boolean[] = [];
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
        isAskedFor,
        more: async (_small, wanted) => {
          asked.push([...wanted]);
          return { small: null, crops: wanted.map(cut) };
        },
      },
      newMediaMemory('media' as MediaId, kind, 'tab:1'),
      model,
      {
        // Sees what is whole and large enough; what has few pixels it draws too large and beside its place.
        detect: async (shown, closeUps) => {
          detections.push(closeUps);
          const rect = places.get(shown) ?? { xPx: 0, yPx: 0, ...frame };
          const shrink = rect.widthPx / shown.widthPx;
          return faces
            .filter((face) => holds(rect, face) && face.widthPx / shrink >= leastPx)
            .map((face) => {
              const sidePx = face.widthPx / shrink;
              const grow = shrink > 1 && sidePx < 40 ? 1.5 : 1;
              const away = grow === 1 ? 0 : 0.3 * sidePx;
              const [left, top] = [face.xPx - rect.xPx, face.yPx - rect.yPx];
              return found(box(left / shrink - away, top / shrink - away, sidePx * grow));
            });
        },
        classify: async (requests) => {
          jobs.push(requests.length);
          return requests.map(({ key, box: place }) => ({
            key,
            logits: { composite: 0, synthetic: 0 },
            refused: null,
            box: place,
            template: { luma: new Uint8Array(16), sidePx: 4 },
            quality: { facePx: 90, sharpness: 10, luma: 120 },
            thumbnail: null,
          }));
        },
      },
      () => 'wasm',
    );
    return { asked, detections, boxes: outcome.looks.map((judged) => judged.box) };
  };

  it('is found and judged once when a person asks, in one piece after the other', async () => {
    const { asked, boxes, detections } = await look('image', true);
    expect(boxes).toEqual([box(2100, 1400, 90)]);
    expect(asked.map(({ length }) => length)).toEqual(Array(asked.length).fill(1));
    expect(asked.length).toBe(piecesOf(frame).length + 1);
    expect(asked.length).toBeLessThanOrEqual(limits.maxPiecesPerStill + 1);
    // A piece is no close-up: faces that fill it are the whole picture's.
    expect(detections).toEqual([true, ...Array<boolean>(detections.length - 1).fill(false)]);
  });

  it('is placed again where a piece shows few of its pixels', async () => {
    const { boxes } = await look('image', true, [box(2100, 1400, 52)]);
    expect(boxes).toHaveLength(1);
    expect(boxes[0]!.widthPx).toBeCloseTo(52);
    expect(boxes[0]!.xPx).toBeCloseTo(2100);
  });

  it('is judged once where the whole picture guesses at it as well', async () => {
    // Found at 12 px, as a guess of 1.5 times its size, and clearly in a piece.
    const { boxes } = await look('image', true, [box(2100, 1400, 90)], 12);
    expect(boxes).toEqual([box(2100, 1400, 90)]);
  });

  it('is not looked for unasked, nor in a video: pieces cost the page a copy each', async () => {
    for (const [kind, isAskedFor] of [
      ['image', false],
      ['video', true],
    ] as const) {
      expect(await look(kind, isAskedFor)).toMatchObject({ asked: [], boxes: [] });
    }
  });

  it('sixteen of them are classified a few at a time', async () => {
    const many = Array.from({ length: 16 }, (_, at) => box(200 + 220 * at, 1400, 90));
    const { boxes } = await look('image', true, many);
    expect(boxes).toHaveLength(16);
    expect(Math.max(...jobs)).toBe(4);
  });
});

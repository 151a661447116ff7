import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planarFrame, type PlanarPixels } from '../../../src/frames/planar-frame.js';
import type { Orientation } from '../../../src/frames/orientation.js';
import { pictureBytes, type Picture } from '../../../src/shared/picture.js';

/** Deterministic bytes, different at every place. */
function noise(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => ((at + seed) * 2654435761) >>> 24);
}

function pixels(
  layout: PlanarPixels['layout'],
  widthPx: number,
  heightPx: number,
  orientation: Orientation = { rotation: 0, flip: false },
): PlanarPixels {
  const bytes = noise(pictureBytes(layout === 'RGBA' ? 'RGBA' : 'I420', widthPx, heightPx), 7);
  return { layout, bytes, widthPx, heightPx, orientation, matrix: 'bt709', fullRange: false };
}

/** Channel values of the raw frame at a pixel, by the definition of the layout. */
function rawAt(p: PlanarPixels, xPx: number, yPx: number): number[] {
  const { widthPx: w, heightPx: h, bytes } = p;
  const cw = Math.ceil(w / 2);
  const ch = Math.ceil(h / 2);
  const [cx, cy] = [xPx >> 1, yPx >> 1];
  if (p.layout === 'RGBA') return [0, 1, 2, 3].map((c) => bytes[4 * (yPx * w + xPx) + c]!);
  const luma = bytes[yPx * w + xPx]!;
  if (p.layout === 'NV12') {
    const at = w * h + cy * 2 * cw + 2 * cx;
    return [luma, bytes[at]!, bytes[at + 1]!];
  }
  return [luma, bytes[w * h + cy * cw + cx]!, bytes[w * h + cw * ch + cy * cw + cx]!];
}

function pictureAt(picture: Picture, xPx: number, yPx: number): number[] {
  const { widthPx, heightPx, data } = picture;
  return rawAt(
    {
      layout: picture.format,
      bytes: data,
      widthPx,
      heightPx,
      orientation: { rotation: 0, flip: false },
      matrix: 'bt709',
      fullRange: false,
    },
    xPx,
    yPx,
  );
}

/** The raw pixel that stands at an upright place: the definition of `VideoFrame.rotation` and `flip`. */
function uprightToRaw(p: PlanarPixels, xPx: number, yPx: number): [number, number] {
  const w = p.widthPx & ~1;
  const h = p.heightPx & ~1;
  const { rotation, flip } = p.orientation;
  const outWidth = rotation === 90 || rotation === 270 ? h : w;
  const x = flip ? outWidth - 1 - xPx : xPx;
  if (rotation === 90) return [yPx, h - 1 - x];
  if (rotation === 180) return [w - 1 - x, h - 1 - yPx];
  if (rotation === 270) return [w - 1 - yPx, x];
  return [x, yPx];
}

const orientations = ([0, 90, 180, 270] as const).flatMap((rotation) =>
  [false, true].map((flip) => ({ rotation, flip })),
);
const layouts = ['I420', 'NV12', 'RGBA'] as const;

describe('a frame over planes in memory', () => {
  it('cuts the very pixels at the wanted place, whatever the layout and orientation', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...layouts),
        fc.constantFrom(...orientations),
        fc.integer({ min: 2, max: 41 }),
        fc.integer({ min: 2, max: 37 }),
        fc.record({
          xPx: fc.integer({ min: -20, max: 40 }),
          yPx: fc.integer({ min: -20, max: 40 }),
          widthPx: fc.integer({ min: 1, max: 60 }),
          heightPx: fc.integer({ min: 1, max: 60 }),
        }),
        (layout, orientation, widthPx, heightPx, wanted) => {
          const raw = pixels(layout, widthPx, heightPx, orientation);
          const frame = planarFrame(raw, () => undefined);
          const piece = frame.cut(wanted, 1);
          if (piece === null) return;
          const { rect, picture } = piece;
          // Whole, even, inside, and covering what was wanted of the frame.
          for (const edge of Object.values(rect)) expect(edge % 2).toBe(0);
          expect(rect.xPx).toBeGreaterThanOrEqual(0);
          expect(rect.xPx + rect.widthPx).toBeLessThanOrEqual(frame.widthPx);
          expect(rect.yPx + rect.heightPx).toBeLessThanOrEqual(frame.heightPx);
          expect([picture.widthPx, picture.heightPx]).toEqual([rect.widthPx, rect.heightPx]);
          expect(picture.data.byteLength).toBe(
            pictureBytes(picture.format, rect.widthPx, rect.heightPx),
          );
          for (let y = 0; y < rect.heightPx; y += 1) {
            for (let x = 0; x < rect.widthPx; x += 1) {
              const [rx, ry] = uprightToRaw(raw, rect.xPx + x, rect.yPx + y);
              expect(pictureAt(picture, x, y)).toEqual(rawAt(raw, rx, ry));
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('shrinks a cut by averaging whole blocks of the very place, whatever the layout and orientation', () => {
    for (const layout of layouts) {
      for (const orientation of orientations) {
        for (const shrink of [2, 3, 5]) {
          const raw = pixels(layout, 96, 70, orientation);
          const frame = planarFrame(raw, () => undefined);
          const wanted = { xPx: 10, yPx: 6, widthPx: 41, heightPx: 47 };
          const { rect, picture } = frame.cut(wanted, shrink)!;
          expect(rect.widthPx).toBe(picture.widthPx * shrink);
          expect(rect.heightPx).toBe(picture.heightPx * shrink);
          expect(picture.widthPx).toBeGreaterThanOrEqual(Math.floor(40 / shrink) & ~1);
          const [x, y] = [picture.widthPx - 1, picture.heightPx >> 1];
          let sum = 0;
          for (let j = 0; j < shrink; j += 1) {
            for (let i = 0; i < shrink; i += 1) {
              const at = uprightToRaw(raw, rect.xPx + x * shrink + i, rect.yPx + y * shrink + j);
              sum += rawAt(raw, ...at)[0]!;
            }
          }
          expect(pictureAt(picture, x, y)[0]).toBe(Math.round(sum / shrink ** 2));
        }
      }
    }
  });

  it('cuts nothing where not one block of the factor is left', () => {
    const frame = planarFrame(pixels('I420', 64, 48), () => undefined);
    expect(frame.cut({ xPx: 60, yPx: 0, widthPx: 10, heightPx: 10 }, 3)).toBeNull();
  });

  it('cuts nothing outside the frame', () => {
    const frame = planarFrame(pixels('I420', 64, 48), () => undefined);
    expect(frame.cut({ xPx: 64, yPx: 0, widthPx: 10, heightPx: 10 }, 1)).toBeNull();
    expect(frame.cut({ xPx: -10, yPx: 0, widthPx: 10, heightPx: 10 }, 1)).toBeNull();
    expect(frame.cut({ xPx: Number.NaN, yPx: 0, widthPx: 10, heightPx: 10 }, 1)).toBeNull();
  });

  it.each([
    [1920, 1080, 640, 360],
    [1280, 720, 640, 360],
    [3840, 2160, 640, 360],
    [854, 480, 426, 240],
    [640, 360, 640, 360],
    [427, 239, 426, 238],
    [1080, 1920, 360, 640],
  ])('shrinks %i x %i to %i x %i by averaging whole blocks', (w, h, smallWidth, smallHeight) => {
    const raw = pixels('I420', w, h);
    const small = planarFrame(raw, () => undefined).small();
    expect([small.widthPx, small.heightPx]).toEqual([smallWidth, smallHeight]);
    const rgba = pixels('RGBA', w, h);
    const smallRgba = planarFrame(rgba, () => undefined).small();
    expect([smallRgba.widthPx, smallRgba.heightPx]).toEqual([smallWidth, smallHeight]);
    const factor = Math.max(1, Math.ceil(Math.max(w, h) / 640));
    for (const [x, y] of [
      [0, 0],
      [smallWidth - 1, smallHeight - 1],
      [smallWidth >> 1, smallHeight >> 2],
    ] as const) {
      const average = (of: PlanarPixels, channel: number) => {
        let sum = 0;
        for (let j = 0; j < factor; j += 1) {
          for (let i = 0; i < factor; i += 1) {
            sum += rawAt(of, x * factor + i, y * factor + j)[channel]!;
          }
        }
        return Math.round(sum / factor ** 2);
      };
      expect(pictureAt(small, x, y)[0]).toBe(average(raw, 0));
      expect(pictureAt(smallRgba, x, y)).toEqual([0, 1, 2, 3].map((c) => average(rgba, c)));
    }
  });

  it('sends a rotated phone video upright', () => {
    // Phones store landscape frames and ask for a turn: 90 degrees clockwise here.
    const raw = pixels('I420', 1920, 1080, { rotation: 90, flip: false });
    const frame = planarFrame(raw, () => undefined);
    expect([frame.widthPx, frame.heightPx]).toEqual([1080, 1920]);
    const small = frame.small();
    expect([small.widthPx, small.heightPx]).toEqual([360, 640]);
    // Its top right corner is the raw top left block.
    let sum = 0;
    for (let j = 0; j < 3; j += 1) for (let i = 0; i < 3; i += 1) sum += rawAt(raw, i, j)[0]!;
    expect(pictureAt(small, 359, 0)[0]).toBe(Math.round(sum / 9));
  });

  it.each(layouts)('carries how to read the colours of %s', (layout) => {
    const small = planarFrame(
      { ...pixels(layout, 32, 32), matrix: 'bt601', fullRange: true },
      () => undefined,
    ).small();
    if (layout === 'RGBA') expect(small.format).toBe('RGBA');
    else expect(small).toMatchObject({ format: 'I420', matrix: 'bt601', fullRange: true });
  });

  it('sends pictures that own exactly their bytes', () => {
    // Structured clone copies the whole buffer behind a view: a view would send the full frame.
    const frame = planarFrame(pixels('I420', 1280, 720), () => undefined);
    for (const picture of [
      frame.small(),
      frame.cut({ xPx: 0, yPx: 0, widthPx: 100, heightPx: 100 }, 1)!.picture,
    ]) {
      expect(picture.data.buffer.byteLength).toBe(picture.data.byteLength);
    }
  });
});

import { afterEach, expect, it, vi } from 'vitest';
import { makeThumbnail, thumbnailSidePx } from '../../../src/engine/thumbnail.js';
import { paintRgba } from './pictures.js';

afterEach(() => vi.unstubAllGlobals());

it('the thumbnail shows the square, 96 px, opaque, as a PNG data URL', async () => {
  let drawn: { data: Uint8ClampedArray; width: number; height: number } | null = null;
  vi.stubGlobal(
    'ImageData',
    vi.fn(function (this: object, data: Uint8ClampedArray, width: number, height: number) {
      Object.assign(this, { data, width, height });
    }),
  );
  vi.stubGlobal(
    'OffscreenCanvas',
    vi.fn(function (this: object) {
      const putImageData = (image: typeof drawn): void => void (drawn = image);
      const convertToBlob = async ({ type }: { type: string }) => new Blob(['png'], { type });
      Object.assign(this, { getContext: () => ({ putImageData }), convertToBlob });
    }),
  );
  const picture = paintRgba(200, 200, (x) => (x < 100 ? [200, 10, 20] : [5, 190, 30]));
  const square = { xPx: 52, yPx: 40, widthPx: 96, heightPx: 96 };
  expect(await makeThumbnail(picture, square)).toBe(`data:image/png;base64,${btoa('png')}`);

  const { data, width, height } = drawn!;
  expect([width, height]).toEqual([thumbnailSidePx, thumbnailSidePx]);
  const pixel = (x: number, y: number): number[] => [
    ...data.subarray((y * 96 + x) * 4).slice(0, 4),
  ];
  expect(pixel(10, 50)).toEqual([200, 10, 20, 255]);
  expect(pixel(47, 95)).toEqual([200, 10, 20, 255]);
  expect(pixel(48, 0)).toEqual([5, 190, 30, 255]);
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BufferPool } from '../../../src/frames/buffer-pool.js';
import { Scratch } from '../../../src/frames/canvas-frame.js';
import { isHeavy, takeImage } from '../../../src/frames/image-pixels.js';
import { placeInCapture, takeFromVisibleTab } from '../../../src/frames/visible-tab.js';
import { readPngSize } from '../../../src/shared/png-size.js';
import { drawn, FakeOffscreenCanvas, type FakeSource } from '../../fixtures/fake-canvas.js';

function image(fields: Partial<HTMLImageElement> & FakeSource = {}) {
  return {
    localName: 'img',
    complete: true,
    naturalWidth: 800,
    naturalHeight: 600,
    decode: vi.fn(() => Promise.resolve()),
    ...fields,
  } as unknown as HTMLImageElement;
}

describe('pixels of an image', () => {
  const take = (element: HTMLImageElement, pool = new BufferPool(1)) =>
    takeImage(element, pool, new Scratch());

  beforeEach(() => {
    vi.stubGlobal('OffscreenCanvas', FakeOffscreenCanvas);
    drawn.reset();
  });
  afterEach(() => vi.unstubAllGlobals());

  it('are taken at the natural size', async () => {
    const taken = await take(image());
    expect(taken).toMatchObject({ ok: true, frame: { widthPx: 800, heightPx: 600 } });
    const small = taken.ok ? taken.frame.small() : null;
    expect(small).toMatchObject({ format: 'RGBA', widthPx: 400, heightPx: 300 });
  });

  it.each([
    ['too many pixels', 8000, 8000],
    ['a side too long', 16_400, 100],
  ])('with %s are refused before anything is decoded', async (_name, w, h) => {
    const decode = vi.fn(() => Promise.resolve());
    const bomb = image({ naturalWidth: w, naturalHeight: h, decode });
    expect(await take(bomb)).toMatchObject({ ok: false, reason: 'unsupported-format' });
    expect(decode).not.toHaveBeenCalled();
    expect(drawn.count).toBe(0);
  });

  it('that are not there yet are named no-pixels', async () => {
    expect(await take(image({ complete: false }))).toMatchObject({ reason: 'no-pixels' });
    expect(await take(image({ naturalWidth: 0, naturalHeight: 0 }))).toMatchObject({
      reason: 'no-pixels',
    });
  });

  it('of more than four megapixels are not kept in full, and count as heavy', async () => {
    const heavy = image({ naturalWidth: 4000, naturalHeight: 3000 });
    expect([isHeavy(heavy), isHeavy(image())]).toEqual([true, false]);
    const widest = vi.spyOn(FakeOffscreenCanvas.prototype, 'getContext');
    const taken = await take(heavy);
    if (taken.ok) taken.frame.small();
    const widths = widest.mock.contexts.map((canvas) => (canvas as FakeOffscreenCanvas).width);
    expect(Math.max(...widths)).toBeLessThanOrEqual(640);
  });

  it('of another origin are named cross-origin, and the place in the pool is free again', async () => {
    const pool = new BufferPool(1);
    expect(await take(image({ isTainted: true }), pool)).toMatchObject({ reason: 'cross-origin' });
    expect(pool.hasRoom).toBe(true);
  });
});

/** Signature and header of a PNG that declares this size. */
function pngHeader(widthPx: number, heightPx: number): Uint8Array {
  const png = new Uint8Array(33);
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  new DataView(png.buffer).setUint32(16, widthPx);
  new DataView(png.buffer).setUint32(20, heightPx);
  return png;
}

const noZoom = { xPx: 0, yPx: 0, scale: 1 };
const viewport = { widthPx: 1000, heightPx: 500 };

describe('a picture of the visible tab', () => {
  beforeEach(() => vi.stubGlobal('OffscreenCanvas', FakeOffscreenCanvas));
  afterEach(() => vi.unstubAllGlobals());

  it('finds the element on a dense screen, through pinch zoom, and cut at the edge', () => {
    const capture = { widthPx: 2000, heightPx: 1000 };
    const rect = { xPx: 100, yPx: 50, widthPx: 400, heightPx: 300 };
    const find = (place: Parameters<typeof placeInCapture>[0]) => placeInCapture(place, capture);
    expect(find({ rect, viewport, zoom: noZoom })).toEqual({
      xPx: 200,
      yPx: 100,
      widthPx: 800,
      heightPx: 600,
    });
    expect(find({ rect, viewport, zoom: { xPx: 100, yPx: 50, scale: 2 } })).toEqual({
      xPx: 0,
      yPx: 0,
      widthPx: 1600,
      heightPx: 1000,
    });
    expect(find({ rect: { ...rect, xPx: -100 }, viewport, zoom: noZoom })).toMatchObject({
      xPx: 0,
      widthPx: 600,
    });
    expect(find({ rect: { ...rect, xPx: 1000 }, viewport, zoom: noZoom })).toBeNull();
  });

  it('is refused by its header before anything is decoded', async () => {
    const decode = vi.fn();
    vi.stubGlobal('createImageBitmap', decode);
    const rect = { xPx: 0, yPx: 0, widthPx: 100, heightPx: 100 };
    const take = (png: Uint8Array) =>
      takeFromVisibleTab(png, { rect, viewport, zoom: noZoom }, new BufferPool(1), new Scratch());
    expect(await take(pngHeader(16_000, 16_000))).toMatchObject({ reason: 'unsupported-format' });
    expect(await take(new Uint8Array(40))).toMatchObject({ reason: 'unsupported-format' });
    expect(decode).not.toHaveBeenCalled();
    expect(readPngSize(pngHeader(3, 4))).toEqual({ widthPx: 3, heightPx: 4 });
  });

  it('gives the part that shows the element, and its memory back', async () => {
    const close = vi.fn();
    vi.stubGlobal('createImageBitmap', () =>
      Promise.resolve({ width: 1000, height: 500, close } as unknown as ImageBitmap),
    );
    const pool = new BufferPool(1);
    const taken = await takeFromVisibleTab(
      pngHeader(1000, 500),
      { rect: { xPx: 10, yPx: 10, widthPx: 200, heightPx: 100 }, viewport, zoom: noZoom },
      pool,
      new Scratch(),
    );
    expect(taken).toMatchObject({ ok: true, frame: { widthPx: 200, heightPx: 100 } });
    if (taken.ok) taken.frame.close();
    expect(close).toHaveBeenCalledOnce();
    expect(pool.hasRoom).toBe(true);
  });
});

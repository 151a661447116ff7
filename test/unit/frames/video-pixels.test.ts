import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BufferPool } from '../../../src/frames/buffer-pool.js';
import { Scratch } from '../../../src/frames/canvas-frame.js';
import { dressCanvasPlayer } from '../../../src/frames/canvas-player.js';
import { createPixelSource } from '../../../src/frames/pixel-source.js';
import { drawVideoFrame, matrixOf, takeVideoFrame } from '../../../src/frames/video-pixels.js';
import {
  FakeOffscreenCanvas,
  fakeVideoFrameClass,
  type FakeFrameShape,
  type FakeSource,
} from '../../fixtures/fake-canvas.js';

const hd = { x: 0, y: 0, width: 1920, height: 1080 };

function video(fields: Partial<HTMLVideoElement> & FakeSource = {}): HTMLVideoElement {
  return {
    localName: 'video',
    videoWidth: 1920,
    videoHeight: 1080,
    readyState: 4,
    mediaKeys: null,
    ...fields,
  } as unknown as HTMLVideoElement;
}

function browserWith(shape: FakeFrameShape) {
  const { FakeVideoFrame, frames } = fakeVideoFrameClass(shape);
  vi.stubGlobal('VideoFrame', FakeVideoFrame);
  return frames;
}

describe('a frame of a video', () => {
  let pool: BufferPool;
  const take = (element = video()) => takeVideoFrame(element, pool, new Scratch());

  beforeEach(() => {
    pool = new BufferPool(1);
    vi.stubGlobal('OffscreenCanvas', FakeOffscreenCanvas);
  });
  afterEach(() => vi.unstubAllGlobals());

  it('is copied at the visible size, not at the coded one', async () => {
    const frames = browserWith({ format: 'I420', visibleRect: hd, codedHeight: 1090 });
    const taken = await take();
    expect(taken).toMatchObject({ ok: true, frame: { widthPx: 1920, heightPx: 1080 } });
    expect(frames[0]!.copied).toMatchObject({
      rect: hd,
      layout: [
        { offset: 0, stride: 1920 },
        { offset: 1920 * 1080, stride: 960 },
        { offset: 1920 * 1080 * 1.25, stride: 960 },
      ],
    });
  });

  it('is closed at once, and gives its buffer back only when the sample is over', async () => {
    const frames = browserWith({ format: 'I420', visibleRect: hd });
    const taken = await take();
    expect(frames[0]!.isClosed).toBe(true);
    expect(pool.hasRoom).toBe(false);
    if (taken.ok) taken.frame.close();
    expect(pool.hasRoom).toBe(true);
  });

  it('is not taken while every buffer is on loan', async () => {
    const frames = browserWith({ format: 'I420', visibleRect: hd });
    pool.borrow(1);
    expect(await take()).toMatchObject({ ok: false, reason: null });
    expect(frames[0]!.isClosed).toBe(true);
  });

  it('of another origin is named cross-origin, by planes and by canvas', async () => {
    browserWith({
      format: 'I420',
      visibleRect: hd,
      createError: new DOMException('Tainted sources.', 'SecurityError'),
    });
    const tainted = video({ isTainted: true });
    expect(await take(tainted)).toMatchObject({ ok: false, reason: 'cross-origin' });
    expect(drawVideoFrame(tainted, pool, new Scratch())).toMatchObject({
      ok: false,
      reason: 'cross-origin',
    });
    expect(pool.hasRoom).toBe(true);
  });

  it('does not taint the canvas that the next video is read with', () => {
    const scratch = new Scratch();
    drawVideoFrame(video({ isTainted: true }), pool, scratch);
    expect(drawVideoFrame(video(), pool, scratch)).toMatchObject({ ok: true });
  });

  it('without a current picture is named no-pixels', async () => {
    browserWith({
      format: 'I420',
      visibleRect: hd,
      createError: new DOMException('No frame.', 'InvalidStateError'),
    });
    expect(await take()).toMatchObject({ ok: false, reason: 'no-pixels' });
    const empty = video({ videoWidth: 0, videoHeight: 0 });
    expect(drawVideoFrame(empty, pool, new Scratch())).toMatchObject({
      ok: false,
      reason: 'no-pixels',
    });
  });

  it('of a hardware decoder is copied as NV12 and sent as I420', async () => {
    const frames = browserWith({ format: 'NV12', visibleRect: hd });
    const taken = await take();
    expect(frames[0]!.copied?.layout).toEqual([
      { offset: 0, stride: 1920 },
      { offset: 1920 * 1080, stride: 1920 },
    ]);
    expect(taken.ok && taken.frame.small().format).toBe('I420');
  });

  it.each(['I444', 'I422', 'I420P10', 'BGRA', 'I420A'])(
    'in %s keeps all its colour: it is converted to RGBA',
    async (format) => {
      const frames = browserWith({ format, visibleRect: hd });
      const taken = await take();
      expect(frames[0]!.copied?.format).toBe('RGBA');
      expect(taken.ok && taken.frame.small().format).toBe('RGBA');
    },
  );

  it.each([
    ['an opaque texture', { format: null, visibleRect: hd }],
    [
      'a format that cannot be copied',
      {
        format: 'I420P12',
        visibleRect: hd,
        copyError: new DOMException('No.', 'NotSupportedError'),
      },
    ],
    ['pixels that are not square', { format: 'I420', visibleRect: hd, displayWidth: 2560 }],
  ])('with %s is drawn instead', async (_name, shape) => {
    const frames = browserWith(shape);
    const taken = await take();
    expect(taken.ok && taken.frame.small().format).toBe('RGBA');
    expect(frames[0]!.isClosed).toBe(true);
  });

  it('that can neither be copied nor drawn is named unsupported-format', async () => {
    browserWith({
      format: 'I420P12',
      visibleRect: hd,
      copyError: new DOMException('No.', 'NotSupportedError'),
    });
    expect(await take(video({ isUndrawable: true }))).toMatchObject({
      ok: false,
      reason: 'unsupported-format',
    });
    expect(pool.hasRoom).toBe(true);
  });

  it('from a phone stands upright', async () => {
    browserWith({
      format: 'I420',
      visibleRect: hd,
      rotation: 90,
      displayWidth: 1080,
      displayHeight: 1920,
    });
    expect(await take()).toMatchObject({ ok: true, frame: { widthPx: 1080, heightPx: 1920 } });
  });
});

describe('the colour matrix', () => {
  it.each([
    ['bt709', 'bt709'],
    ['smpte170m', 'bt601'],
    ['bt470bg', 'bt601'],
    ['bt2020-ncl', 'bt2020'],
    [null, 'bt601'],
  ])('%s is read as %s', (named, read) => {
    expect(matrixOf(named)).toBe(read);
  });
});

describe('the pixel source', () => {
  afterEach(() => vi.unstubAllGlobals());
  const hindrance = (element: HTMLVideoElement) => createPixelSource(true).hindrance(element);

  it('names a video with keys protected before touching its pixels', () => {
    expect(hindrance(video({ mediaKeys: {} as MediaKeys }))).toBe('protected');
    expect(hindrance(video())).toBeNull();
  });

  it('names sound without a picture, and says nothing before the first frame', () => {
    const sound = { videoWidth: 0, videoHeight: 0 };
    expect(hindrance(video({ ...sound, readyState: 4 }))).toBe('no-pixels');
    expect(hindrance(video({ ...sound, readyState: 1 }))).toBeNull();
  });

  it('draws where WebCodecs is missing (plain http) and in Firefox', async () => {
    vi.stubGlobal('OffscreenCanvas', FakeOffscreenCanvas);
    vi.stubGlobal('VideoFrame', undefined);
    const drawnFrame = await createPixelSource(true).take(video());
    expect(drawnFrame.ok && drawnFrame.frame.small().format).toBe('RGBA');
    browserWith({ format: 'I420', visibleRect: hd });
    const inFirefox = await createPixelSource(false).take(video());
    expect(inFirefox.ok && inFirefox.frame.small().format).toBe('RGBA');
  });

  it('draws the canvas of a player that has no video, and names one that shows none', async () => {
    vi.stubGlobal('OffscreenCanvas', FakeOffscreenCanvas);
    browserWith({ format: 'I420', visibleRect: hd });
    const canvas = { width: 1280, height: 720 };
    const player = { localName: 'bwp-video', querySelector: () => canvas } as unknown as Element;
    const taken = await createPixelSource(true).take(player as HTMLVideoElement);
    expect(taken).toMatchObject({ ok: true, frame: { widthPx: 1280, heightPx: 720 } });
    const empty = { localName: 'bwp-video', querySelector: () => null } as unknown as Element;
    dressCanvasPlayer(empty);
    expect(hindrance(empty as HTMLVideoElement)).toBe('no-pixels');
  });

  it('keeps two frames at most', async () => {
    browserWith({ format: 'I420', visibleRect: hd });
    const pixels = createPixelSource(true);
    const first = await pixels.take(video());
    expect(pixels.hasRoom).toBe(true);
    await pixels.take(video());
    expect(pixels.hasRoom).toBe(false);
    if (first.ok) first.frame.close();
    expect(pixels.hasRoom).toBe(true);
  });
});

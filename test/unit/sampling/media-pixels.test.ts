// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { PixelSource } from '../../../src/frames/pixel-source.js';
import { MediaPixels } from '../../../src/sampling/media-pixels.js';
import { limits } from '../../../src/shared/limits.js';

function pixelsOf(answers: Partial<PixelSource>, tag: 'video' | 'img' = 'video'): MediaPixels {
  const source = { hindrance: () => null, isBlack: () => false, ...answers } as PixelSource;
  return new MediaPixels(document.createElement(tag), source);
}
const foreign = () =>
  Promise.resolve({ ok: false, reason: 'cross-origin', mainThreadMs: 0 } as const);
const screen = { png: new Uint8Array(1), place: {} as never };

describe('the pixels of a media', () => {
  it('that are foreign stay named so, whatever else goes wrong', async () => {
    const pixels = pixelsOf({ take: foreign });
    await pixels.take(() => undefined);
    pixels.miss('no-pixels');
    expect(pixels.hindrance).toBe('cross-origin');
    expect(pixels.isReadable).toBe(false);
  });

  it('that are foreign come from the screen once, after a gesture', async () => {
    let taken = 0;
    const takeFromVisibleTab = () =>
      Promise.resolve({ ok: true } as never).finally(() => (taken += 1));
    const pixels = pixelsOf({ take: foreign, takeFromVisibleTab });
    pixels.screen = screen;
    let used = 0;
    await pixels.take(() => (used += 1));
    await pixels.take(() => (used += 1));
    expect([used, taken]).toEqual([1, 1]);
    expect(pixels.read()).toBe(true);
  });

  it('that could not be read may be read after new data; protected ones may not', () => {
    const pixels = pixelsOf({});
    pixels.miss('unsupported-format');
    pixels.unbar();
    expect(pixels.hindrance).toBeNull();
    pixels.bar('protected');
    pixels.unbar();
    expect(pixels.hindrance).toBe('protected');
  });

  it('are named black after some frames of a video, and at once for an image', () => {
    const video = pixelsOf({ isBlack: () => true });
    for (let frame = 1; frame < limits.blackFramesBeforeBlocked; frame += 1) {
      expect(video.noteBlack([])).toBe('black');
    }
    expect(video.noteBlack([])).toBe('named');
    expect([video.hindrance, video.isReadable]).toEqual(['black-frames', true]);
    expect(pixelsOf({ isBlack: () => true }, 'img').noteBlack([])).toBe('named');
  });
});

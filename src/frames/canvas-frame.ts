import type { BoxPx, SizePx } from '../shared/geometry.js';
import { limits } from '../shared/limits.js';
import { pictureBytes, type RgbaPicture } from '../shared/picture.js';
import { cuttable, placementOf, upright } from './orientation.js';
import { shrinkFactor, type RetainedFrame } from './retained-frame.js';
import { asWords, shrinkRgba } from './rgba.js';

/** A canvas of our own, never attached to the page. It only grows. */
export class Scratch {
  #context: OffscreenCanvasRenderingContext2D | null = null;

  /** A context of at least `size`; null when the browser gives none (out of memory). */
  context(size: SizePx): OffscreenCanvasRenderingContext2D | null {
    // Reads follow every draw, so the canvas lives in main memory, not on the GPU.
    this.#context ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const canvas = this.#context?.canvas;
    if (canvas === undefined) return null;
    if (canvas.width < size.widthPx) canvas.width = size.widthPx;
    if (canvas.height < size.heightPx) canvas.height = size.heightPx;
    return this.#context;
  }

  /** Forgets the canvas: its memory, or the taint of a foreign picture. */
  drop(): void {
    this.#context = null;
  }
}

/**
 * A frame over anything a canvas can draw: an image, a bitmap, a canvas with a kept video frame.
 * `area` is the part of `source` that is the picture. `small` and `cut` throw `SecurityError` for
 * foreign pixels, so take a probe first (`canRead`).
 */
export function canvasFrame(
  source: CanvasImageSource,
  area: BoxPx,
  scratch: Scratch,
  release: () => void,
): RetainedFrame {
  const size = { widthPx: area.widthPx & ~1, heightPx: area.heightPx & ~1 };
  return {
    ...size,
    small() {
      const factor = shrinkFactor(size.widthPx, size.heightPx, limits.smallPictureLongSidePx);
      const out = {
        widthPx: Math.max(2, Math.floor(size.widthPx / factor) & ~1),
        heightPx: Math.max(2, Math.floor(size.heightPx / factor) & ~1),
      };
      return read(source, { ...area, ...size }, out, scratch);
    },
    cut(wanted, shrink) {
      const rect = cuttable(wanted, size, shrink);
      if (rect === null) return null;
      const box = { ...rect, xPx: area.xPx + rect.xPx, yPx: area.yPx + rect.yPx };
      return { rect, picture: shrunk(read(source, box, rect, scratch), shrink) };
    },
    close: release,
  };
}

/** Averaged by us, not by the canvas: kernels of browsers differ, and scores must not. */
function shrunk(picture: RgbaPicture, factor: number): RgbaPicture {
  if (factor === 1) return picture;
  const out = { widthPx: picture.widthPx / factor, heightPx: picture.heightPx / factor };
  const data = new Uint8Array(pictureBytes('RGBA', out.widthPx, out.heightPx));
  const from = asWords(picture.data);
  shrinkRgba(from, picture.widthPx, factor, out, asWords(data), placementOf(out, upright));
  return { format: 'RGBA', ...out, data };
}

/** Throws what the browser throws when pixels of `source` may not be read. One pixel: cheap. */
export function probe(source: CanvasImageSource, scratch: Scratch): void {
  const one = { widthPx: 1, heightPx: 1 };
  try {
    read(source, { xPx: 0, yPx: 0, ...one }, one, scratch);
  } catch (error) {
    scratch.drop();
    throw error;
  }
}

function read(source: CanvasImageSource, from: BoxPx, out: SizePx, scratch: Scratch): RgbaPicture {
  const context = scratch.context(out);
  if (context === null) throw new DOMException('No canvas.', 'NotSupportedError');
  context.clearRect(0, 0, out.widthPx, out.heightPx);
  const isShrunk = from.widthPx !== out.widthPx;
  context.imageSmoothingEnabled = isShrunk;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(
    source,
    from.xPx,
    from.yPx,
    from.widthPx,
    from.heightPx,
    0,
    0,
    out.widthPx,
    out.heightPx,
  );
  const { data } = context.getImageData(0, 0, out.widthPx, out.heightPx);
  // A plain array: Firefox refuses to pass on an ImageData of a content script (feasibility.md section 11).
  // Field by field: `out` may be a box, and a picture that carries its place fits no message.
  const { widthPx, heightPx } = out;
  return { format: 'RGBA', widthPx, heightPx, data: new Uint8Array(data) };
}

import type { SizePx } from '../shared/geometry.js';
import { limits } from '../shared/limits.js';
import type { Reason } from '../shared/reason.js';
import type { BufferPool } from './buffer-pool.js';
import { canvasFrame, probe, type Scratch } from './canvas-frame.js';
import { drawFrame } from './drawn-frame.js';
import { reasonOf } from './refusal.js';
import type { TakenFrame } from './retained-frame.js';

/**
 * Why an image of this natural size is not drawn, decided before any decode: 16,000 x 16,000
 * pixels fit in 31 kB of PNG and take 1 GB of memory (threats.md M8, T10).
 */
export function refuseSize(size: SizePx): Reason | null {
  const { widthPx, heightPx } = size;
  if (widthPx < 2 || heightPx < 2) return 'no-pixels';
  if (Math.max(widthPx, heightPx) > limits.maxImageSidePx) return 'unsupported-format';
  if (widthPx * heightPx > limits.maxImageMegapixels * 1e6) return 'unsupported-format';
  return null;
}

/** True for an image whose decoding could hold up the page; it is looked at only on a gesture. */
export function isHeavy(image: HTMLImageElement): boolean {
  return image.naturalWidth * image.naturalHeight > limits.maxUnaskedImageMegapixels * 1e6;
}

/**
 * Takes the pixels of an image element at its natural size. A heavy one is not kept in full (160 MB):
 * crops are drawn from the element itself, which does not move on. Never throws, never asks for the
 * file again.
 */
export async function takeImage(
  image: HTMLImageElement,
  pool: BufferPool,
  scratch: Scratch,
): Promise<TakenFrame> {
  const size = { widthPx: image.naturalWidth, heightPx: image.naturalHeight };
  const refused = image.complete ? refuseSize(size) : 'no-pixels';
  if (refused !== null) return { ok: false, reason: refused, mainThreadMs: 0 };
  if (!isHeavy(image)) return drawFrame(image, size, pool, scratch);
  const release = pool.borrowPlace();
  if (release === null) return { ok: false, reason: null, mainThreadMs: 0 };
  // Decodes away from the main thread where the result fits the browser's cache.
  await image.decode().catch(() => undefined);
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  try {
    probe(image, scratch);
  } catch (error) {
    release();
    return { ok: false, reason: reasonOf(error), mainThreadMs: elapsedMs() };
  }
  const frame = canvasFrame(image, { xPx: 0, yPx: 0, ...size }, scratch, release);
  return { ok: true, frame, mainThreadMs: elapsedMs() };
}

import type { SizePx } from '../shared/geometry.js';
import type { BufferPool } from './buffer-pool.js';
import { canvasFrame, probe, type Scratch } from './canvas-frame.js';
import { reasonOf } from './refusal.js';
import type { TakenFrame } from './retained-frame.js';

/**
 * Draws a video, an image or the canvas of a player once, at source size, into a kept canvas: the small picture and all crops
 * then show one frame, and an image is decoded once. Never throws.
 */
export function drawFrame(
  source: HTMLVideoElement | HTMLImageElement | HTMLCanvasElement,
  size: SizePx,
  pool: BufferPool,
  scratch: Scratch,
): TakenFrame {
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  const { widthPx, heightPx } = size;
  if (widthPx < 2 || heightPx < 2) return { ok: false, reason: 'no-pixels', mainThreadMs: 0 };
  const loan = pool.borrowCanvas(size);
  if (loan === null) return { ok: false, reason: null, mainThreadMs: 0 };
  const { context } = loan;
  try {
    // The canvas holds the frame before, which would shine through a transparent one.
    context.clearRect(0, 0, widthPx, heightPx);
    context.drawImage(source, 0, 0, widthPx, heightPx);
    probe(context.canvas, scratch);
  } catch (error) {
    // A tainted canvas stays tainted.
    loan.spoil();
    return { ok: false, reason: reasonOf(error), mainThreadMs: elapsedMs() };
  }
  const area = { xPx: 0, yPx: 0, widthPx, heightPx };
  const frame = canvasFrame(context.canvas, area, scratch, loan.release);
  return { ok: true, frame, mainThreadMs: elapsedMs() };
}

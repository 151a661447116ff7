import type { SizePx } from '../shared/geometry.js';
import type { I420Picture } from '../shared/picture.js';
import { readOrientation, uprightSize } from './orientation.js';
import { layoutBytes, planarFrame, type PlanarPixels } from './planar-frame.js';
import type { BufferPool, Loan } from './buffer-pool.js';
import type { Scratch } from './canvas-frame.js';
import { drawFrame } from './drawn-frame.js';
import { reasonOf } from './refusal.js';
import type { TakenFrame } from './retained-frame.js';

/** Newer than the types of TypeScript 6. Absent before Chrome 138: then frames come upright or not at all. */
type TurnedVideoFrame = VideoFrame & { readonly rotation?: number; readonly flip?: boolean };

/**
 * Takes the frame a video shows now, in its native planes: 1.6 ms of main thread at 1080p against
 * 10 to 13 ms of any canvas (feasibility.md section 9, Chromium). Buffers are borrowed from `pool`
 * before the first wait. Never throws.
 */
export async function takeVideoFrame(
  video: HTMLVideoElement,
  pool: BufferPool,
  scratch: Scratch,
): Promise<TakenFrame> {
  const startedMs = performance.now();
  let mainThreadMs = 0;
  let loan: Loan | null = null;
  let frame: TurnedVideoFrame | null = null;
  try {
    frame = new VideoFrame(video);
    const layout = layoutOf(frame.format);
    const rect = frame.visibleRect;
    if (layout === null || rect === null) return drawVideoFrame(video, pool, scratch);
    if (rect.width < 2 || rect.height < 2) return refuse('no-pixels', startedMs);
    // Sizes of `visibleRect`: the coded height of 1080p is 1088 or 1090 (feasibility.md section 9).
    const { width: widthPx, height: heightPx } = rect;
    const orientation = readOrientation(frame.rotation, frame.flip);
    if (isSquashed(frame, uprightSize({ widthPx, heightPx }, orientation))) {
      return drawVideoFrame(video, pool, scratch);
    }
    loan = pool.borrow(layoutBytes(layout, widthPx, heightPx));
    if (loan === null) return refuse(null, startedMs);
    const copied = frame.copyTo(loan.bytes, copyOptions(layout, rect));
    mainThreadMs = performance.now() - startedMs;
    await copied;
    const pixels: PlanarPixels = {
      layout,
      bytes: loan.bytes,
      widthPx,
      heightPx,
      orientation,
      matrix: matrixOf(frame.colorSpace.matrix),
      fullRange: frame.colorSpace.fullRange === true,
    };
    return { ok: true, frame: planarFrame(pixels, loan.release), mainThreadMs };
  } catch (error) {
    loan?.release();
    const reason = reasonOf(error);
    // A layout that `copyTo` cannot convert (10 bit, HDR) may still be drawn.
    if (reason === 'unsupported-format') return drawVideoFrame(video, pool, scratch);
    return { ok: false, reason, mainThreadMs: mainThreadMs || performance.now() - startedMs };
  } finally {
    frame?.close();
  }
}

/**
 * The same by canvas: Firefox, where `VideoFrame` costs 26 to 29 ms, pages without a secure
 * context, where it does not exist, and formats that cannot be copied.
 */
export function drawVideoFrame(
  video: HTMLVideoElement,
  pool: BufferPool,
  scratch: Scratch,
): TakenFrame {
  const size = { widthPx: video.videoWidth, heightPx: video.videoHeight };
  return drawFrame(video, size, pool, scratch);
}

function refuse(reason: (TakenFrame & { ok: false })['reason'], startedMs: number): TakenFrame {
  return { ok: false, reason, mainThreadMs: performance.now() - startedMs };
}

/** How to copy a format; null when only a canvas can read it (opaque GPU texture). */
export function layoutOf(format: string | null): PlanarPixels['layout'] | null {
  if (format === null) return null;
  return format === 'I420' || format === 'NV12' ? format : 'RGBA';
}

function copyOptions(
  layout: PlanarPixels['layout'],
  rect: DOMRectReadOnly,
): VideoFrameCopyToOptions {
  const { width, height } = rect;
  const chromaWidth = Math.ceil(width / 2);
  const luma = { offset: 0, stride: width };
  const chromaAt = width * height;
  switch (layout) {
    case 'I420':
      return {
        rect,
        layout: [
          luma,
          { offset: chromaAt, stride: chromaWidth },
          { offset: chromaAt + chromaWidth * Math.ceil(height / 2), stride: chromaWidth },
        ],
      };
    case 'NV12':
      return { rect, layout: [luma, { offset: chromaAt, stride: 2 * chromaWidth }] };
    case 'RGBA':
      return { rect, format: 'RGBA', layout: [{ offset: 0, stride: 4 * width }] };
  }
}

/**
 * Unnamed matrices are 601 whatever the height: so Chromium draws VP9 without colour tags, also at
 * 1080 lines (bit-exact with 601; 709 was off by 5 levels on average. Chromium 156, November 2026).
 */
export function matrixOf(matrix: string | null): I420Picture['matrix'] {
  if (matrix === 'bt709') return 'bt709';
  return matrix === 'bt2020-ncl' ? 'bt2020' : 'bt601';
}

/** True when pixels are not square (anamorphic): faces would be squashed in the native planes. */
export function isSquashed(
  frame: Pick<VideoFrame, 'displayWidth' | 'displayHeight'>,
  shown: SizePx,
) {
  const stretch = (frame.displayWidth / frame.displayHeight) * (shown.heightPx / shown.widthPx);
  return Math.abs(stretch - 1) > 0.02;
}

import type { SizePx } from '../shared/geometry.js';

export interface VideoFile extends SizePx {
  readonly bmp: Blob;
  readonly mainThreadMs: number;
}

/**
 * The frame that a video shows now as a lossless file, written by the browser beside the page's
 * thread. Firefox: 10 to 13 ms of that thread for 1080p, against 45 ms for reading the pixels and
 * sending them; as BMP it is there after 40 to 55 ms, as PNG after 160 to 260 (measured November 2026,
 * side by side). Null where the browser refuses, as for foreign pixels, or writes no BMP.
 */
export async function encodeVideoFrame(video: HTMLVideoElement): Promise<VideoFile | null> {
  let mainThreadMs = 0;
  const timed = <Result>(work: () => Result): Result => {
    const startedMs = performance.now();
    const result = work();
    mainThreadMs += performance.now() - startedMs;
    return result;
  };
  try {
    const bitmap = await timed(() => createImageBitmap(video));
    const { width: widthPx, height: heightPx } = bitmap;
    const canvas = new OffscreenCanvas(widthPx, heightPx);
    // Takes the bitmap over without a copy.
    timed(() => canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap));
    const bmp = await timed(() => canvas.convertToBlob({ type: 'image/bmp' }));
    return bmp.type === 'image/bmp' ? { bmp, widthPx, heightPx, mainThreadMs } : null;
  } catch {
    return null;
  }
}

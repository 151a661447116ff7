import { isVideo, type MediaElement, type PixelSource } from '../frames/pixel-source.js';
import type { VideoFile } from '../frames/video-file.js';
import type { HandedFrame } from '../protocol/freeze-messages.js';

/**
 * The whole picture that an element shows now, at full resolution, for freezing. Costs the page's
 * thread one copy; what leaves it is the name of a `Blob`. `notAtS`: a frame of this media time is
 * known already. `encode`: where a file costs that thread less than pixels do (Firefox).
 */
export async function handFrame(
  element: MediaElement,
  pixels: PixelSource,
  notAtS: number | null,
  encode: ((video: HTMLVideoElement) => Promise<VideoFile | null>) | null,
): Promise<HandedFrame> {
  const refuse = (
    reason: (HandedFrame & { ok: false })['reason'],
    mainThreadMs = 0,
  ): HandedFrame => ({ ok: false, reason, mainThreadMs });
  // A hidden tab is not decoded any more: its picture and its time do not belong together.
  if (element.ownerDocument.visibilityState !== 'visible') return refuse('not-visible');
  const hindrance = pixels.hindrance(element);
  if (hindrance !== null) return refuse(hindrance);
  const moment = {
    ok: true,
    mediaTimeS: isVideo(element) ? element.currentTime : 0,
    wallClockMs: Date.now(),
  } as const;
  if (moment.mediaTimeS === notAtS) return refuse(null);
  const file = isVideo(element) ? await encode?.(element) : null;
  if (file) {
    const { bmp, mainThreadMs, widthPx, heightPx } = file;
    return { ...moment, picture: { format: 'BMP', widthPx, heightPx, pixels: bmp }, mainThreadMs };
  }
  const taken = await pixels.take(element);
  if (!taken.ok) return refuse(taken.reason, taken.mainThreadMs);
  const startedMs = performance.now();
  const spentMs = (): number => taken.mainThreadMs + performance.now() - startedMs;
  try {
    const { widthPx, heightPx } = taken.frame;
    const whole = taken.frame.cut({ xPx: 0, yPx: 0, widthPx, heightPx }, 1);
    if (whole === null) return refuse('no-pixels', spentMs());
    const { data, ...facts } = whole.picture;
    const picture = { ...facts, pixels: new Blob([data as Uint8Array<ArrayBuffer>]) };
    return { ...moment, picture, mainThreadMs: spentMs() };
  } catch {
    return refuse('unsupported-format', spentMs());
  } finally {
    taken.frame.close();
  }
}

import { isVideo, type MediaElement, type PixelSource } from '../frames/pixel-source.js';
import type { HandedFrame } from '../protocol/freeze-messages.js';

type HandedPicture = Extract<HandedFrame, { ok: true }>['picture'];

/**
 * The whole picture that an element shows now, at full resolution, for freezing. Costs one copy on
 * the page's thread; nothing is encoded here. `notAtS`: a frame of this media time is known already.
 */
export async function handFrame(
  element: MediaElement,
  pixels: PixelSource,
  notAtS: number | null,
): Promise<HandedFrame> {
  const refuse = (
    reason: (HandedFrame & { ok: false })['reason'],
    mainThreadMs = 0,
  ): HandedFrame => ({ ok: false, reason, mainThreadMs });
  // A hidden tab is not decoded any more: its picture and its time do not belong together.
  if (element.ownerDocument.visibilityState !== 'visible') return refuse('not-visible');
  const hindrance = pixels.hindrance(element);
  if (hindrance !== null) return refuse(hindrance);
  const mediaTimeS = isVideo(element) ? element.currentTime : 0;
  if (mediaTimeS === notAtS) return refuse(null);
  const wallClockMs = Date.now();
  const taken = await pixels.take(element);
  if (!taken.ok) return refuse(taken.reason, taken.mainThreadMs);
  const startedMs = performance.now();
  const spentMs = (): number => taken.mainThreadMs + performance.now() - startedMs;
  try {
    const { widthPx, heightPx } = taken.frame;
    const whole = taken.frame.cut({ xPx: 0, yPx: 0, widthPx, heightPx }, 1);
    if (whole === null) return refuse('no-pixels', spentMs());
    return {
      ok: true,
      picture: whole.picture as HandedPicture,
      mediaTimeS,
      wallClockMs,
      mainThreadMs: spentMs(),
    };
  } catch {
    return refuse('unsupported-format', spentMs());
  } finally {
    taken.frame.close();
  }
}

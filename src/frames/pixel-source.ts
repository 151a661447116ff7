import { canvasPlayerName } from '../shared/canvas-player.js';
import type { Picture } from '../shared/picture.js';
import type { Reason } from '../shared/reason.js';
import { isBlack } from './black-frame.js';
import { BufferPool } from './buffer-pool.js';
import { Scratch } from './canvas-frame.js';
import { canvasOf } from './canvas-player.js';
import { drawFrame } from './drawn-frame.js';
import { isHeavy, takeImage } from './image-pixels.js';
import type { TakenFrame } from './retained-frame.js';
import { drawVideoFrame, takeVideoFrame } from './video-pixels.js';
import { takeFromVisibleTab, type ShownPlace } from './visible-tab.js';

/** Media elements whose pixels can be looked at. */
export type MediaElement = HTMLVideoElement | HTMLImageElement;

/** Everything `sampling` needs to know about pixels. One per document. */
export interface PixelSource {
  /** False while as many frames are kept as may be: do not take another. */
  readonly hasRoom: boolean;
  /** Why pixels of this element cannot be read at all, without trying; null when they may. */
  hindrance(element: MediaElement): Reason | null;
  /** True when a look would hold up the page: only on a gesture. */
  isHeavy(element: MediaElement): boolean;
  take(element: MediaElement): Promise<TakenFrame>;
  takeFromVisibleTab(png: Uint8Array, place: ShownPlace): Promise<TakenFrame>;
  isBlack(pictures: readonly Picture[]): boolean;
  /** Gives idle memory back. */
  rest(): void;
}

/**
 * `copyPlanes`: read videos by `VideoFrame` where it exists. True in Chromium; false in Firefox, where
 * the canvas is faster (10 against 26 ms, feasibility.md section 9).
 * Two frames at once: one on its way, one being looked at.
 */
export function createPixelSource(copyPlanes: boolean): PixelSource {
  const pool = new BufferPool(2);
  const scratch = new Scratch();
  // WebCodecs needs a secure context; plain http pages have none.
  const takeVideo =
    copyPlanes && typeof VideoFrame === 'function' ? takeVideoFrame : drawVideoFrame;
  return {
    get hasRoom() {
      return pool.hasRoom;
    },
    hindrance,
    isHeavy: (element) => !isVideo(element) && isHeavy(element),
    take: async (element) => {
      const canvas = canvasOf(element);
      if (canvas !== null) {
        const size = { widthPx: canvas.width, heightPx: canvas.height };
        return drawFrame(canvas, size, pool, scratch);
      }
      return isVideo(element)
        ? takeVideo(element, pool, scratch)
        : takeImage(element, pool, scratch);
    },
    takeFromVisibleTab: (png, place) => takeFromVisibleTab(png, place, pool, scratch),
    isBlack,
    rest() {
      pool.drop();
      scratch.drop();
    },
  };
}

/** Also a player that stands in for one (`dressCanvasPlayer`). */
export function isVideo(element: Element): element is HTMLVideoElement {
  return element.localName === 'video' || element.localName === canvasPlayerName;
}

/** `HTMLMediaElement.HAVE_CURRENT_DATA`. */
const haveCurrentData = 2;

function hindrance(element: MediaElement): Reason | null {
  if (!isVideo(element)) return null;
  // Encrypted media extensions: frames are black or broken, whatever a browser returns.
  // Absent outside secure contexts.
  const { mediaKeys } = element as Partial<HTMLVideoElement>;
  if (mediaKeys !== null && mediaKeys !== undefined) return 'protected';
  // Before the first frame nothing is known; sound without a picture has data and no size.
  if (element.readyState < haveCurrentData) return null;
  return element.videoWidth < 2 || element.videoHeight < 2 ? 'no-pixels' : null;
}

import { clampBox, type BoxPx, type SizePx } from '../shared/geometry.js';
import { readPngSize } from '../shared/png-size.js';
import type { BufferPool } from './buffer-pool.js';
import { canvasFrame, type Scratch } from './canvas-frame.js';
import { refuseSize } from './image-pixels.js';
import { reasonOf } from './refusal.js';
import type { TakenFrame } from './retained-frame.js';

/** Where the window shows an element: rectangle in CSS pixels of the layout viewport, and that viewport. */
export interface ShownPlace {
  readonly rect: BoxPx;
  readonly viewport: SizePx;
  /** Part of the layout viewport on the screen (pinch zoom): offset in CSS pixels and scale. */
  readonly zoom: { readonly xPx: number; readonly yPx: number; readonly scale: number };
}

/** The element's place in pixels of a picture of the visible tab, cut at its edges; null when outside. */
export function placeInCapture(place: ShownPlace, capture: SizePx): BoxPx | null {
  const { rect, viewport, zoom } = place;
  const perCssPx = (capture.widthPx / viewport.widthPx) * zoom.scale;
  const box = {
    xPx: Math.round((rect.xPx - zoom.xPx) * perCssPx),
    yPx: Math.round((rect.yPx - zoom.yPx) * perCssPx),
    widthPx: Math.round(rect.widthPx * perCssPx),
    heightPx: Math.round(rect.heightPx * perCssPx),
  };
  return clampBox(box, capture);
}

/**
 * Takes an element's pixels from a picture of the visible tab (PNG), for media whose own pixels the
 * page may not read. Only on a person's gesture; shows what the screen showed, at screen size.
 */
export async function takeFromVisibleTab(
  png: Uint8Array,
  place: ShownPlace,
  pool: BufferPool,
  scratch: Scratch,
): Promise<TakenFrame> {
  const declared = readPngSize(png);
  const refused = declared === null ? 'unsupported-format' : refuseSize(declared);
  if (refused !== null) return { ok: false, reason: refused, mainThreadMs: 0 };
  const release = pool.borrowPlace();
  if (release === null) return { ok: false, reason: null, mainThreadMs: 0 };
  try {
    const bitmap = await createImageBitmap(new Blob([png.slice()], { type: 'image/png' }));
    const close = () => {
      bitmap.close();
      release();
    };
    const area = placeInCapture(place, { widthPx: bitmap.width, heightPx: bitmap.height });
    if (area === null || refuseSize(area) !== null) {
      close();
      return { ok: false, reason: 'not-visible', mainThreadMs: 0 };
    }
    return { ok: true, frame: canvasFrame(bitmap, area, scratch, close), mainThreadMs: 0 };
  } catch (error) {
    release();
    return { ok: false, reason: reasonOf(error), mainThreadMs: 0 };
  }
}

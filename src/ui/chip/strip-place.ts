import type { ChipPlace, Edges } from './place.js';
import { maxStripRows } from './strip-rows.js';

/** Offsets from the corner of the notice, CSS pixels. */
export interface StripPlace {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
}

/** Height of a control row where the progress bar is not known: 40 to 56 px on the sites that were read. */
const controlRowPx = 60;
const sidePx = 12;
const gapPx = 6;
/** As drawn: 7 px a face. */
const rowPx = 7;
const minWidthPx = 200;

/**
 * Along the progress bar, just above it; without one above the control row. Null when that part of the
 * media is out of view or too narrow: it never lies over something else.
 */
export function placeStrip(
  media: Edges,
  window: Edges,
  bar: Edges | null,
  notice: ChipPlace,
): StripPlace | null {
  const isBarInside =
    bar !== null &&
    bar.left >= media.left - 1 &&
    bar.right <= media.right + 1 &&
    bar.bottom <= media.bottom + 80;
  const left = isBarInside ? bar.left : media.left + sidePx;
  const right = isBarInside ? bar.right : media.right - sidePx;
  const below = isBarInside ? Math.min(bar.top, media.bottom) : media.bottom - controlRowPx;
  const top = below - gapPx - maxStripRows * rowPx;
  const isInView = top > Math.max(media.top, window.top) + 60 && below < window.bottom;
  if (!isInView || right - left < minWidthPx) return null;
  if (left < window.left || right > window.right) return null;
  return {
    leftPx: Math.round(left - notice.leftPx),
    topPx: Math.round(below - gapPx - notice.topPx),
    widthPx: Math.round(right - left),
  };
}

/** Edges in CSS pixels of the viewport, as `getBoundingClientRect` gives them. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface ChipPlace {
  readonly leftPx: number;
  readonly topPx: number;
  /** Room for the explanation. */
  readonly maxWidthPx: number;
  /** Too narrow for words: the shape alone, its words on request and for screen readers. */
  readonly isCompact: boolean;
}

const insetPx = 12;
const narrowInsetPx = 6;
/** A player that fills the window draws its title there (YouTube and Bilibili: about 56 px). */
const titleHeightPx = 64;
const compactBelowPx = 240;
/** Less of the media than this in view is no place for a notice. */
const minVisiblePx = 64;

/**
 * Where the chip stands: near the top left of the media, inside it and inside the window. Null
 * when there is no room. A quiet chip leaves with the corner of its media, so that it never lies
 * over a page header; one that shows signs stays while enough of the media is in view.
 */
export function placeChip(media: Edges, window: Edges, showsSigns: boolean): ChipPlace | null {
  const left = Math.max(media.left, window.left);
  const top = Math.max(media.top, window.top);
  const widthPx = Math.min(media.right, window.right) - left;
  const heightPx = Math.min(media.bottom, window.bottom) - top;
  if (widthPx < minVisiblePx || heightPx < minVisiblePx) return null;
  const isCornerInView = media.top >= window.top - insetPx && media.left >= window.left - insetPx;
  if (!isCornerInView && !showsSigns) return null;
  const edgePx = widthPx < compactBelowPx ? narrowInsetPx : insetPx;
  return {
    leftPx: Math.round(left + edgePx),
    topPx: Math.round(top + (fills(media, window) ? titleHeightPx : edgePx)),
    maxWidthPx: Math.round(Math.min(340, widthPx - 2 * edgePx)),
    isCompact: widthPx < compactBelowPx,
  };
}

function fills(media: Edges, window: Edges): boolean {
  const widthPx = window.right - window.left;
  const heightPx = window.bottom - window.top;
  // Letterboxed full screen fills one direction only.
  const isWide = media.right - media.left >= 0.98 * widthPx;
  const isTall = media.bottom - media.top >= 0.98 * heightPx;
  return (isWide || isTall) && heightPx >= 4 * titleHeightPx && media.top <= window.top + insetPx;
}

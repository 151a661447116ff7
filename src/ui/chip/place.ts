import type { SizePx } from '../../shared/geometry.js';

/** Edges in CSS pixels of the viewport, as `getBoundingClientRect` gives them. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a person put the chip: shares (0 to 1) of the free room of the media, so that it fits every size. */
export interface ChipWish {
  readonly xShare: number;
  readonly yShare: number;
}

export interface ChipPlace {
  /** Left edge of the pill, or its right edge when `isAtEnd`. */
  readonly leftPx: number;
  readonly topPx: number;
  /** The pill keeps its right edge; the explanation grows to the left. */
  readonly isAtEnd: boolean;
  /** The explanation stands above the pill. */
  readonly opensUp: boolean;
  /** Room for the explanation. */
  readonly maxWidthPx: number;
  /** Too narrow for words: the shape alone, its words on request and for screen readers. */
  readonly isCompact: boolean;
}

/** What decides the place. */
export interface PlaceQuestion {
  readonly media: Edges;
  readonly window: Edges;
  /** The pill with its words. */
  readonly pill: SizePx;
  readonly showsSigns: boolean;
  /** Null: nobody has moved it. */
  readonly wish: ChipWish | null;
  /** Marks and controls of the page and of others that must not be covered. */
  readonly obstacles: readonly Edges[];
}

const insetPx = 12;
const narrowInsetPx = 6;
/** A player that fills the window draws its title there (YouTube and Bilibili: about 56 px). */
const titleHeightPx = 64;
const compactBelowPx = 240;
/** Less of the media than this in view is no place for a notice. */
const minVisiblePx = 64;
const widestPx = 340;
/** Steps down the side of the media in search of a free place, and how far down: the picture's middle is the face's. */
const stepPx = 36;
const searchShare = 0.45;
/** Kept free around an obstacle. */
const gapPx = 4;
/** The explanation with its actions; less room below than this opens it upwards. */
const cardHeightPx = 190;

/**
 * Where the chip stands: where the person put it; else near the top left of the media, inside it and
 * inside the window, at the first place that covers nothing. When every place is taken it is the top
 * left all the same: a page cannot drive a warning away by filling itself. Null when there is no
 * room. A quiet chip leaves with the corner of its media, so that it never lies over a page header;
 * one that shows signs stays while enough of the media is in view.
 */
export function placeChip(question: PlaceQuestion): ChipPlace | null {
  const { media, window, showsSigns, wish } = question;
  const room = visiblePart(media, window);
  const widthPx = room.right - room.left;
  if (widthPx < minVisiblePx || room.bottom - room.top < minVisiblePx) return null;
  const isCornerInView = media.top >= window.top - insetPx && media.left >= window.left - insetPx;
  if (!isCornerInView && !showsSigns) return null;
  const isCompact = widthPx < compactBelowPx;
  const edgePx = isCompact ? narrowInsetPx : insetPx;
  const widestFitPx = Math.min(question.pill.widthPx, widthPx - 2 * edgePx);
  const pill = { ...question.pill, widthPx: isCompact ? 28 : widestFitPx };
  const free: Edges = {
    left: room.left + edgePx,
    top: room.top + edgePx,
    right: Math.max(room.left + edgePx, room.right - edgePx - pill.widthPx),
    bottom: Math.max(room.top + edgePx, room.bottom - edgePx - pill.heightPx),
  };
  const corner = wish === null ? chooseCorner(question, free, pill) : wishedCorner(wish, free);
  const isAtEnd = wish === null ? corner.left > free.left : wish.xShare > 0.5;
  return {
    leftPx: Math.round(corner.left + (isAtEnd ? pill.widthPx : 0)),
    topPx: Math.round(corner.top),
    isAtEnd,
    opensUp:
      room.bottom - corner.top - pill.heightPx < cardHeightPx &&
      corner.top - room.top > cardHeightPx,
    maxWidthPx: Math.round(Math.min(widestPx, widthPx - 2 * edgePx)),
    isCompact,
  };
}

/** The wish that puts the pill's left top corner at a point, for the media as it stands now. */
export function wishAt(
  leftPx: number,
  topPx: number,
  { media, window, pill }: Pick<PlaceQuestion, 'media' | 'window' | 'pill'>,
): ChipWish {
  const room = visiblePart(media, window);
  const share = (at: number, from: number, to: number): number =>
    to <= from ? 0 : Math.min(1, Math.max(0, (at - from) / (to - from)));
  return {
    xShare: share(leftPx, room.left + insetPx, room.right - insetPx - pill.widthPx),
    yShare: share(topPx, room.top + insetPx, room.bottom - insetPx - pill.heightPx),
  };
}

interface Corner {
  readonly left: number;
  readonly top: number;
}

function wishedCorner({ xShare, yShare }: ChipWish, free: Edges): Corner {
  return {
    left: free.left + xShare * (free.right - free.left),
    top: free.top + yShare * (free.bottom - free.top),
  };
}

/** Down the left side, then down the right one. */
function chooseCorner(
  { media, window, obstacles }: PlaceQuestion,
  free: Edges,
  pill: SizePx,
): Corner {
  const firstTop = fills(media, window) ? free.top - insetPx + titleHeightPx : free.top;
  const lastTop = Math.min(free.bottom, free.top + searchShare * (media.bottom - media.top));
  const first: Corner = { left: free.left, top: Math.min(firstTop, free.bottom) };
  for (const left of free.right > free.left ? [free.left, free.right] : [free.left]) {
    for (let top = first.top; top <= Math.max(lastTop, first.top); top += stepPx) {
      const here = { left, top, right: left + pill.widthPx, bottom: top + pill.heightPx };
      if (!obstacles.some((obstacle) => touches(here, obstacle))) return here;
    }
  }
  return first;
}

function touches(a: Edges, b: Edges): boolean {
  return (
    a.left < b.right + gapPx &&
    b.left < a.right + gapPx &&
    a.top < b.bottom + gapPx &&
    b.top < a.bottom + gapPx
  );
}

function visiblePart(media: Edges, window: Edges): Edges {
  return {
    left: Math.max(media.left, window.left),
    top: Math.max(media.top, window.top),
    right: Math.min(media.right, window.right),
    bottom: Math.min(media.bottom, window.bottom),
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

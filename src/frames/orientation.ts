import { clampBox, evenBox, type BoxPx, type SizePx } from '../shared/geometry.js';

/**
 * How the pixels of a decoded frame must be turned to stand upright, as in `VideoFrame`: first
 * clockwise by `rotation` degrees, then mirrored left to right if `flip`.
 */
export interface Orientation {
  readonly rotation: 0 | 90 | 180 | 270;
  readonly flip: boolean;
}

export const upright: Orientation = { rotation: 0, flip: false };

/** Reads what a browser says about a frame; other angles are not defined by the standard. */
export function readOrientation(rotation: number | undefined, flip: boolean | undefined) {
  const quarterTurns = (Math.round((rotation ?? 0) / 90) + 4) % 4;
  return {
    rotation: ([0, 90, 180, 270] as const)[quarterTurns] ?? 0,
    flip: flip === true,
  } satisfies Orientation;
}

export function isSideways(orientation: Orientation): boolean {
  return orientation.rotation === 90 || orientation.rotation === 270;
}

/** Size of the upright picture of raw pixels of `size`. */
export function uprightSize(size: SizePx, orientation: Orientation): SizePx {
  // Only the two fields: a box may be given, and a picture that carries its place fits no message.
  const { widthPx, heightPx } = size;
  return isSideways(orientation) ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx };
}

/** Where a box of the upright picture lies in the raw pixels of size `raw`. */
export function toRawBox(box: BoxPx, raw: SizePx, orientation: Orientation): BoxPx {
  const { widthPx: uprightWidthPx } = uprightSize(raw, orientation);
  const xPx = orientation.flip ? uprightWidthPx - box.xPx - box.widthPx : box.xPx;
  const right = xPx + box.widthPx;
  const bottom = box.yPx + box.heightPx;
  const turned = { widthPx: box.heightPx, heightPx: box.widthPx };
  switch (orientation.rotation) {
    case 0:
      return { ...box, xPx };
    case 90:
      return { xPx: box.yPx, yPx: raw.heightPx - right, ...turned };
    case 180:
      return { ...box, xPx: raw.widthPx - right, yPx: raw.heightPx - bottom };
    case 270:
      return { xPx: raw.widthPx - bottom, yPx: xPx, ...turned };
  }
}

/**
 * Walks raw pixels row by row and says where each lands in the upright output:
 * index = `start + x * stepX + y * stepY`, in pixels. `raw` is the size of the piece walked.
 */
export interface Placement {
  readonly start: number;
  readonly stepX: number;
  readonly stepY: number;
}

export function placementOf(raw: SizePx, orientation: Orientation): Placement {
  const { widthPx: w, heightPx: h } = raw;
  const out = uprightSize(raw, orientation).widthPx;
  // Column and row of the upright pixel as start + x * dx + y * dy.
  const turned = {
    0: { column: [0, 1, 0], row: [0, 0, 1] },
    90: { column: [h - 1, 0, -1], row: [0, 1, 0] },
    180: { column: [w - 1, -1, 0], row: [h - 1, 0, -1] },
    270: { column: [0, 0, 1], row: [w - 1, -1, 0] },
  } as const;
  const { column, row } = turned[orientation.rotation];
  const mirrored = orientation.flip
    ? ([out - 1 - column[0], -column[1], -column[2]] as const)
    : column;
  return {
    start: mirrored[0] + row[0] * out,
    stepX: mirrored[1] + row[1] * out,
    stepY: mirrored[2] + row[2] * out,
  };
}

/**
 * The part of `box` that can be cut from an upright picture of `size` and shrunk by `shrink`: whole, even,
 * inside, sides a multiple of 2 x `shrink` (what is left over at the right and bottom goes). Null when empty.
 */
export function cuttable(box: BoxPx, size: SizePx, shrink = 1): BoxPx | null {
  if (![box.xPx, box.yPx, box.widthPx, box.heightPx].every(Number.isFinite)) return null;
  const even = { widthPx: size.widthPx & ~1, heightPx: size.heightPx & ~1 };
  const inside = clampBox(box, even);
  if (inside === null) return null;
  const cut = evenBox(inside);
  const unit = 2 * shrink;
  const widthPx = Math.floor(cut.widthPx / unit) * unit;
  const heightPx = Math.floor(cut.heightPx / unit) * unit;
  return widthPx === 0 || heightPx === 0 ? null : { ...cut, widthPx, heightPx };
}

/** An axis-aligned box in pixels of the picture it belongs to. Edges may lie outside the picture. */
export interface BoxPx {
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface SizePx {
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface PointPx {
  readonly xPx: number;
  readonly yPx: number;
}

/** Multiplies every coordinate: from the small picture back to the source (`factor` > 1) or the other way. */
export function scaleBox(box: BoxPx, factor: number): BoxPx {
  return {
    xPx: box.xPx * factor,
    yPx: box.yPx * factor,
    widthPx: box.widthPx * factor,
    heightPx: box.heightPx * factor,
  };
}

/** Points of a face that lay in `from` and now lies in `to`. */
export function movePoints(points: readonly PointPx[], from: BoxPx, to: BoxPx): readonly PointPx[] {
  const grow = to.widthPx / Math.max(from.widthPx, 1e-6);
  return points.map(({ xPx, yPx }) => ({
    xPx: to.xPx + (xPx - from.xPx) * grow,
    yPx: to.yPx + (yPx - from.yPx) * grow,
  }));
}

/** Square around the centre of `box`; side = `margin` x its longer side (architecture section 6). */
export function squareAround(box: BoxPx, margin: number): BoxPx {
  const sidePx = margin * Math.max(box.widthPx, box.heightPx);
  return {
    xPx: box.xPx + box.widthPx / 2 - sidePx / 2,
    yPx: box.yPx + box.heightPx / 2 - sidePx / 2,
    widthPx: sidePx,
    heightPx: sidePx,
  };
}

/** Intersection over union, 0 to 1. Empty boxes give 0. */
export function overlap(a: BoxPx, b: BoxPx): number {
  const widthPx = Math.min(a.xPx + a.widthPx, b.xPx + b.widthPx) - Math.max(a.xPx, b.xPx);
  const heightPx = Math.min(a.yPx + a.heightPx, b.yPx + b.heightPx) - Math.max(a.yPx, b.yPx);
  if (widthPx <= 0 || heightPx <= 0) return 0;
  const sharedPx2 = widthPx * heightPx;
  return sharedPx2 / (a.widthPx * a.heightPx + b.widthPx * b.heightPx - sharedPx2);
}

/** Whether the middle of `inner` lies in `outer`. */
function holdsCentre(outer: BoxPx, inner: BoxPx): boolean {
  return holdsPoint(outer, {
    xPx: inner.xPx + inner.widthPx / 2,
    yPx: inner.yPx + inner.heightPx / 2,
  });
}

export function holdsPoint(box: BoxPx, { xPx, yPx }: PointPx): boolean {
  const [right, down] = [xPx - box.xPx, yPx - box.yPx];
  return right >= 0 && down >= 0 && right <= box.widthPx && down <= box.heightPx;
}

/** Whether the middle of one lies in the other. */
export function shareCentre(a: BoxPx, b: BoxPx): boolean {
  return holdsCentre(a, b) || holdsCentre(b, a);
}

/** The part of `box` inside a picture of `size`, or null when nothing is left. */
export function clampBox(box: BoxPx, size: SizePx): BoxPx | null {
  const left = Math.max(0, box.xPx);
  const top = Math.max(0, box.yPx);
  const right = Math.min(size.widthPx, box.xPx + box.widthPx);
  const bottom = Math.min(size.heightPx, box.yPx + box.heightPx);
  if (right <= left || bottom <= top) return null;
  return { xPx: left, yPx: top, widthPx: right - left, heightPx: bottom - top };
}

/** Grows to whole, even coordinates, as chroma-subsampled planes need; stays inside an even-sized picture. */
export function evenBox(box: BoxPx): BoxPx {
  const left = Math.floor(box.xPx / 2) * 2;
  const top = Math.floor(box.yPx / 2) * 2;
  const right = Math.ceil((box.xPx + box.widthPx) / 2) * 2;
  const bottom = Math.ceil((box.yPx + box.heightPx) / 2) * 2;
  return { xPx: left, yPx: top, widthPx: right - left, heightPx: bottom - top };
}

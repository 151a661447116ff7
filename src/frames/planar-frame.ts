import type { BoxPx, SizePx } from '../shared/geometry.js';
import { limits } from '../shared/limits.js';
import { pictureBytes, type I420Picture, type Picture } from '../shared/picture.js';
import { cuttable, placementOf, toRawBox, uprightSize, type Orientation } from './orientation.js';
import { cutPlane, shrinkPlane, type Plane } from './planes.js';
import { asWords, cutRgba, shrinkRgba } from './rgba.js';
import { shrinkFactor, type RetainedFrame } from './retained-frame.js';

/** Pixels as `VideoFrame.copyTo` lays them out, packed, and how to read them. */
export interface PlanarPixels {
  readonly layout: 'I420' | 'NV12' | 'RGBA';
  readonly bytes: Uint8Array;
  /** Raw size, before turning. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly orientation: Orientation;
  readonly matrix: I420Picture['matrix'];
  readonly fullRange: boolean;
}

/** Bytes that `copyTo` writes for a frame of this layout and size. */
export function layoutBytes(layout: PlanarPixels['layout'], widthPx: number, heightPx: number) {
  return pictureBytes(layout === 'RGBA' ? 'RGBA' : 'I420', widthPx, heightPx);
}

/**
 * A frame over planes in memory. Turning, de-interleaving and shrinking happen on the small output
 * only, so a rotated or NV12 video costs no more than a plain one. `release` gets the buffer back.
 */
export function planarFrame(pixels: PlanarPixels, release: () => void): RetainedFrame {
  // An odd last row or column has half a chroma sample; it is left out.
  const raw: SizePx = { widthPx: pixels.widthPx & ~1, heightPx: pixels.heightPx & ~1 };
  const size = uprightSize(raw, pixels.orientation);
  const write = pixels.layout === 'RGBA' ? writeRgba : writeI420;
  return {
    ...size,
    small() {
      const factor = shrinkFactor(raw.widthPx, raw.heightPx, limits.smallPictureLongSidePx);
      const widthPx = 2 * Math.floor(raw.widthPx / 2 / factor);
      const heightPx = 2 * Math.floor(raw.heightPx / 2 / factor);
      return write(pixels, { xPx: 0, yPx: 0, widthPx, heightPx }, factor);
    },
    cut(wanted, shrink) {
      const rect = cuttable(wanted, size, shrink);
      if (rect === null) return null;
      const { xPx, yPx, widthPx, heightPx } = toRawBox(rect, raw, pixels.orientation);
      const area = { xPx, yPx, widthPx: widthPx / shrink, heightPx: heightPx / shrink };
      return { rect, picture: write(pixels, area, shrink) };
    },
    close: release,
  };
}

/**
 * The upright picture of a raw area, shrunk by `factor`. Position in raw pixels, size in pixels of the
 * output before turning.
 */
type WritePicture = (pixels: PlanarPixels, area: BoxPx, factor: number) => Picture;

const writeRgba: WritePicture = (pixels, area, factor) => {
  const placement = placementOf(area, pixels.orientation);
  const data = new Uint8Array(pictureBytes('RGBA', area.widthPx, area.heightPx));
  const from = asWords(pixels.bytes);
  const to = asWords(data);
  if (factor === 1) cutRgba(from, pixels.widthPx, area.xPx, area.yPx, area, to, placement);
  else {
    const first = area.yPx * pixels.widthPx + area.xPx;
    shrinkRgba(from.subarray(first), pixels.widthPx, factor, area, to, placement);
  }
  return { format: 'RGBA', ...uprightSize(sizeOf(area), pixels.orientation), data };
};

const writeI420: WritePicture = (pixels, area, factor) => {
  const { orientation, matrix, fullRange } = pixels;
  const data = new Uint8Array(pictureBytes('I420', area.widthPx, area.heightPx));
  let offsetBytes = 0;
  for (const { plane, share } of planesOf(pixels)) {
    const widthPx = area.widthPx / share;
    const heightPx = area.heightPx / share;
    const placement = placementOf({ widthPx, heightPx }, orientation);
    const to = { bytes: data, offsetBytes, placement };
    const xPx = area.xPx / share;
    const yPx = area.yPx / share;
    if (factor === 1) cutPlane(pixels.bytes, plane, xPx, yPx, widthPx, heightPx, to);
    else shrinkPlane(pixels.bytes, plane, xPx, yPx, factor, widthPx, heightPx, to);
    offsetBytes += widthPx * heightPx;
  }
  return { format: 'I420', ...uprightSize(sizeOf(area), orientation), data, matrix, fullRange };
};

function sizeOf({ widthPx, heightPx }: SizePx): SizePx {
  return { widthPx, heightPx };
}

/** The channels of I420 and NV12; `share` is 2 for half-size chroma. */
function planesOf({ widthPx: w, heightPx: h, layout }: PlanarPixels): {
  readonly plane: Plane;
  readonly share: 1 | 2;
}[] {
  const cw = Math.ceil(w / 2);
  const luma = { plane: { offsetBytes: 0, strideBytes: w, stepBytes: 1 }, share: 1 } as const;
  const chroma = (offsetBytes: number, strideBytes: number, stepBytes: number) =>
    ({ plane: { offsetBytes, strideBytes, stepBytes }, share: 2 }) as const;
  if (layout === 'NV12') return [luma, chroma(w * h, 2 * cw, 2), chroma(w * h + 1, 2 * cw, 2)];
  const second = w * h + cw * Math.ceil(h / 2);
  return [luma, chroma(w * h, cw, 1), chroma(second, cw, 1)];
}

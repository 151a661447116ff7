import type { BoxPx, SizePx } from '../shared/geometry.js';
import { limits } from '../shared/limits.js';
import { pictureBytes, type I420Picture, type Picture } from '../shared/picture.js';
import { cuttable, placementOf, toRawBox, uprightSize, type Orientation } from './orientation.js';
import { cutPlane, shrinkPlane, type Plane, type PlaneTarget } from './planes.js';
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
  return {
    ...size,
    small() {
      const factor = shrinkFactor(raw.widthPx, raw.heightPx, limits.smallPictureLongSidePx);
      const chroma = {
        widthPx: Math.floor(raw.widthPx / 2 / factor),
        heightPx: Math.floor(raw.heightPx / 2 / factor),
      };
      const piece = { widthPx: 2 * chroma.widthPx, heightPx: 2 * chroma.heightPx };
      return writePicture(pixels, piece, (plane, share, to) =>
        shrinkPlane(pixels.bytes, plane, factor, piece.widthPx / share, piece.heightPx / share, to),
      );
    },
    cut(wanted) {
      const rect = cuttable(wanted, size);
      if (rect === null) return null;
      const box: BoxPx = toRawBox(rect, raw, pixels.orientation);
      const picture = writePicture(pixels, box, (plane, share, to) =>
        cutPlane(
          pixels.bytes,
          plane,
          box.xPx / share,
          box.yPx / share,
          box.widthPx / share,
          box.heightPx / share,
          to,
        ),
      );
      return { rect, picture };
    },
    close: release,
  };
}

/** Calls `write` once per channel; `share` is 2 for half-size chroma, else 1. */
function writePicture(
  pixels: PlanarPixels,
  piece: SizePx,
  write: (plane: Plane, share: number, to: PlaneTarget) => void,
): Picture {
  const size = uprightSize(piece, pixels.orientation);
  const isRgba = pixels.layout === 'RGBA';
  const bytes = new Uint8Array(
    pictureBytes(isRgba ? 'RGBA' : 'I420', piece.widthPx, piece.heightPx),
  );
  const channels = planesOf(pixels);
  let offsetBytes = 0;
  for (const [index, { plane, share }] of channels.entries()) {
    const part = { widthPx: piece.widthPx / share, heightPx: piece.heightPx / share };
    write(plane, share, {
      bytes,
      offsetBytes: isRgba ? index : offsetBytes,
      stepBytes: isRgba ? 4 : 1,
      placement: placementOf(part, pixels.orientation),
    });
    offsetBytes += part.widthPx * part.heightPx;
  }
  if (isRgba) return { format: 'RGBA', ...size, data: bytes };
  const { matrix, fullRange } = pixels;
  return { format: 'I420', ...size, data: bytes, matrix, fullRange };
}

function planesOf(pixels: PlanarPixels): { plane: Plane; share: number }[] {
  const { widthPx: w, heightPx: h, layout } = pixels;
  if (layout === 'RGBA') {
    return [0, 1, 2, 3].map((offsetBytes) => ({
      plane: { offsetBytes, strideBytes: 4 * w, stepBytes: 4 },
      share: 1,
    }));
  }
  const cw = Math.ceil(w / 2);
  const luma = { plane: { offsetBytes: 0, strideBytes: w, stepBytes: 1 }, share: 1 };
  const chroma = (offsetBytes: number, strideBytes: number, stepBytes: number) => ({
    plane: { offsetBytes, strideBytes, stepBytes },
    share: 2,
  });
  if (layout === 'NV12') return [luma, chroma(w * h, 2 * cw, 2), chroma(w * h + 1, 2 * cw, 2)];
  const second = w * h + cw * Math.ceil(h / 2);
  return [luma, chroma(w * h, cw, 1), chroma(second, cw, 1)];
}

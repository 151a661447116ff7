import type { BoxPx } from '../shared/geometry.js';
import type { Picture } from '../shared/picture.js';
import type { Reason } from '../shared/reason.js';

/**
 * The full-resolution pixels of one sample, kept until the engine has answered, so that every
 * crop comes from the very frame that was detected on. Upright; sizes are those of the source.
 */
export interface RetainedFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  /** The whole frame with a longer side of at most `limits.smallPictureLongSidePx`, never scaled up. */
  small(): Picture;
  /**
   * The part of `wanted` (source pixels) inside the frame, box-averaged by the whole factor `shrink`
   * (1 = at full resolution). `rect` is what was cut: whole and even, a multiple of `shrink`. Null when
   * nothing of it lies inside.
   */
  cut(wanted: BoxPx, shrink: number): CutPiece | null;
  /** Frees the pixels. Calling `small` or `cut` afterwards is a mistake of the caller. */
  close(): void;
}

export interface CutPiece {
  readonly rect: BoxPx;
  readonly picture: Picture;
}

/**
 * Pixels, or the named reason why there are none; null: no free buffer, try again later.
 * `mainThreadMs` is what the attempt cost.
 */
export type TakenFrame =
  | { readonly ok: true; readonly frame: RetainedFrame; readonly mainThreadMs: number }
  | { readonly ok: false; readonly reason: Reason | null; readonly mainThreadMs: number };

/**
 * Smallest whole number that brings the longer side down to `longSidePx`; less for a strip so thin
 * that nothing of it would be left.
 */
export function shrinkFactor(widthPx: number, heightPx: number, longSidePx: number): number {
  const wanted = Math.ceil(Math.max(widthPx, heightPx) / longSidePx);
  return Math.max(1, Math.min(wanted, Math.floor(Math.min(widthPx, heightPx) / 2)));
}

/**
 * The pixel plane: one long-lived port per document, content script <-> engine page.
 *
 * One look at a media element is a *sample*. The content script keeps the full-resolution pixels
 * of a sample until `done` names it, so that every crop comes from the very frame that was detected on:
 *
 *   content                        engine page
 *     sample {small and/or crops} ->
 *                                 <- want {rects, small}     (0 or more times)
 *     more {crops, small}         ->
 *                                 <- done {outcome}          (exactly once per sample)
 *
 * At most one sample per media is open. All boxes are in source pixels unless named otherwise.
 */
import type { FaceLogits } from '../shared/face-logits.js';
import type { FaceLook } from '../shared/face-look.js';
import type { BoxPx } from '../shared/geometry.js';
import type { MediaId, SampleId, TrackId } from '../shared/ids.js';
import type { Picture } from '../shared/picture.js';
import type { Reason } from '../shared/reason.js';
import type { DetectorVerdict } from '../shared/verdict.js';

export const pixelPortName = 'pixels';

/**
 * A piece cut from the full-resolution source. `rect` is where it was cut, in source pixels (whole, even
 * numbers); the picture is `rect` divided by the wanted `shrink`.
 */
export interface Crop {
  readonly key: string;
  readonly rect: BoxPx;
  readonly picture: Picture;
}

/** What to cut next: `key` comes back on the crop (a track id, or a face number of this sample). */
export interface WantedRect {
  readonly key: string;
  readonly rect: BoxPx;
  /**
   * Whole factor by which the page averages blocks of pixels before it sends them: a face of 460 px is
   * read at 160 px anyway, and carrying it through three processes at full size cost more than following it.
   */
  readonly shrink: number;
}

export type ToEngine =
  | {
      readonly type: 'open';
      readonly mediaId: MediaId;
      readonly kind: 'video' | 'image';
    }
  /** Nothing else is looked at meanwhile: a person waits (a freeze). Of pages of the extension alone, and not for long. */
  | { readonly type: 'hold' }
  /** The page has (or has no longer) something to sample: the engine ticks only then. */
  | { readonly type: 'active'; readonly active: boolean }
  | {
      readonly type: 'sample';
      readonly mediaId: MediaId;
      readonly sampleId: SampleId;
      readonly mediaTimeS: number;
      readonly sourceWidthPx: number;
      readonly sourceHeightPx: number;
      /** The whole frame, shrunk by `source / small`; present when a detection is due. */
      readonly small: Picture | null;
      /** Crops at the places that the last `done` of this media asked for. */
      readonly crops: readonly Crop[];
      /** A person asked for this look: small faces of a large still are looked for as well. */
      readonly isAskedFor: boolean;
      /** When the next look at this media falls due, from now on: the engine ticks then. Null: never. */
      readonly nextLookMs: number | null;
    }
  | {
      readonly type: 'more';
      readonly sampleId: SampleId;
      readonly small: Picture | null;
      readonly crops: readonly Crop[];
    }
  /** The sample cannot be completed (navigation, element gone): free it. */
  | { readonly type: 'abandon'; readonly sampleId: SampleId }
  | { readonly type: 'close'; readonly mediaId: MediaId };

export type FromEngine =
  | { readonly type: 'tick' }
  | {
      readonly type: 'want';
      readonly sampleId: SampleId;
      readonly small: boolean;
      readonly rects: readonly WantedRect[];
    }
  | {
      readonly type: 'done';
      readonly mediaId: MediaId;
      readonly sampleId: SampleId;
      readonly outcome: SampleOutcome;
    }
  /** The engine's own health, sent on connect and on change. */
  | { readonly type: 'health'; readonly health: EngineHealth };

export interface SampleOutcome {
  /** Why this sample gave nothing; null when it was looked at. */
  readonly refused: Reason | 'superseded' | null;
  readonly verdict: DetectorVerdict;
  /** Where to cut in the next sample; empty means: send `small` again. */
  readonly follow: readonly (WantedRect & { readonly key: TrackId })[];
  /** True when the next sample must carry `small`. */
  readonly detectNext: boolean;
  /** The faces of this sample, for the timeline and the why panel; empty when it gave nothing. */
  readonly looks: readonly FaceLook[];
  /** Numbers behind this sample, for the extension's own pages only (never sent to content scripts). */
  readonly detail?: readonly FaceDetail[];
}

/** One face of one sample as the model saw it. */
export interface FaceDetail {
  readonly trackId: TrackId;
  /** Detector box in source pixels. */
  readonly box: BoxPx;
  readonly logits: FaceLogits | null;
  /** Calibrated face score, 0 to 1. */
  readonly score: number | null;
  readonly refused: Reason | 'lost' | null;
  readonly quality: { readonly facePx: number; readonly sharpness: number; readonly luma: number };
}

export type EngineHealth =
  | { readonly state: 'starting' }
  | { readonly state: 'ready'; readonly backend: 'wasm' | 'webgpu'; readonly modelId: string }
  | { readonly state: 'unavailable'; readonly reason: Reason; readonly detail: string };

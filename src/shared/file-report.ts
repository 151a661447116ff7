import type { BoxPx } from './geometry.js';
import type { TrackId } from './ids.js';
import type { Level } from './level.js';
import type { FileProvenance } from './provenance.js';
import type { Reason } from './reason.js';
import type { DetectorVerdict } from './verdict.js';

/** One face of a picture, or one face followed through a video. */
export interface FaceRow {
  readonly trackId: TrackId;
  readonly firstSeenS: number;
  readonly lastSeenS: number;
  /** Where it was last seen, in source pixels; null when it was never cut. */
  readonly box: BoxPx | null;
  /** Medians over the looks that the model gave an answer for; null without any. */
  readonly composite: number | null;
  readonly synthetic: number | null;
  readonly score: number | null;
  readonly level: Level;
  readonly reasons: readonly Reason[];
  readonly framesGood: number;
  readonly framesRefused: number;
}

/** Everything found in one file. */
export interface FileReport {
  readonly fileName: string;
  readonly kind: 'video' | 'image';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly durationS: number;
  /** Which parts of a video its answer rests on; null for a picture, and where nothing was opened. */
  readonly lookedAt: LookedAt | null;
  /** Looks that the engine answered. */
  readonly looks: number;
  /** The answer for the whole file; null when it could not be read at all. */
  readonly verdict: DetectorVerdict | null;
  /** Why nothing could be said, beside the reasons of the verdict. */
  readonly reasons: readonly Reason[];
  readonly provenance: FileProvenance;
  readonly faces: readonly FaceRow[];
  /** Score of each face at each look, in order: how the answer came about. */
  readonly scores: readonly ScoreAtTime[];
}

/** How much of a video was looked at. */
export interface LookedAt {
  /** Moments that were read, and as many as the file has at this rate. */
  readonly moments: number;
  readonly momentsInAll: number;
  /** Parts that were followed and judged each by itself; neighbours among them make one range. */
  readonly stretches: number;
  /** In seconds of the file, in order. */
  readonly ranges: readonly { readonly fromS: number; readonly toS: number }[];
}

/** One face at one moment, as the model scored it (calibrated, 0 to 1). */
export interface ScoreAtTime {
  readonly trackId: TrackId;
  readonly timeS: number;
  readonly score: number;
}

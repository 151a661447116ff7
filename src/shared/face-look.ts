import type { BoxPx } from './geometry.js';
import type { TrackId } from './ids.js';
import type { Picture } from './picture.js';
import type { Reason } from './reason.js';

/** One look at one face: what the timeline and the why panel are made of. */
export interface FaceLook {
  readonly trackId: TrackId;
  /** Moment of the media, seconds. */
  readonly mediaTimeS: number;
  /** Face box in source pixels. */
  readonly box: BoxPx;
  /** Calibrated score, 0 to 1; null when the face was refused. */
  readonly score: number | null;
  /** True when the score reaches the model's threshold for a single frame (`thresholds.track.face`). */
  readonly isSign: boolean;
  readonly refused: Reason | null;
  readonly quality: FaceQuality;
}

/** What the quality gate measured (`engine/quality.ts`). */
export interface FaceQuality {
  /** Longer side of the face in source pixels. */
  readonly facePx: number;
  /** Mean absolute Laplacian of the crop, luma steps. */
  readonly sharpness: number;
  /** Mean luma, 0 to 255. */
  readonly luma: number;
}

/** Looks that fell into one stretch of the media. */
export interface ScorePoint {
  readonly fromS: number;
  readonly toS: number;
  /** Mean of the scores; null when every look was refused. */
  readonly score: number | null;
  readonly isSign: boolean;
  readonly looks: number;
  readonly refused: number;
}

/** Everything kept of one face track, oldest point first. */
export interface TrackHistory {
  readonly trackId: TrackId;
  readonly points: readonly ScorePoint[];
  /** Of the last look. */
  readonly quality: FaceQuality;
}

/** The pixels of the look that said most, cut from the very frame that was scored. */
export interface FaceShot {
  readonly trackId: TrackId;
  readonly mediaTimeS: number;
  readonly score: number | null;
  readonly picture: Picture;
}

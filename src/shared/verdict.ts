import type { BoxPx } from './geometry.js';
import type { TrackId } from './ids.js';
import type { Level } from './level.js';
import type { Reason } from './reason.js';

/** What is known about one face track, ready for people. */
export interface TrackVerdict {
  readonly trackId: TrackId;
  readonly level: Level;
  readonly reasons: readonly Reason[];
  /** Calibrated track score, 0 to 1. For the detail panel and the files only, never a headline. */
  readonly score: number | null;
  readonly framesGood: number;
  /** Frames looked at and refused, by reason. */
  readonly framesRefused: Readonly<Partial<Record<Reason, number>>>;
  /** Last known place, in fractions (0 to 1) of the picture. */
  readonly box: BoxFraction;
  readonly firstSeenS: number;
  readonly lastSeenS: number;
  /** Small PNG data URL of the face, for the popup. */
  readonly thumbnail?: string;
}

export interface BoxFraction {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Line one of the three-line verdict, for one media element. */
export interface DetectorVerdict {
  readonly level: Level;
  readonly reasons: readonly Reason[];
  readonly tracks: readonly TrackVerdict[];
  readonly modelId: string;
  readonly backend: 'wasm' | 'webgpu' | null;
}

export function boxFraction(box: BoxPx, widthPx: number, heightPx: number): BoxFraction {
  return {
    x: box.xPx / widthPx,
    y: box.yPx / heightPx,
    width: box.widthPx / widthPx,
    height: box.heightPx / heightPx,
  };
}

/**
 * Engine page <-> engine worker. The worker is stateless between jobs (tracks live in the engine
 * page), so a crash loses one job, which the supervisor runs again.
 *
 * Every job carries an id and gets exactly one answer with that id.
 */
import type { FaceLogits } from '../shared/face-logits.js';
import type { ModelEntry } from '../shared/catalog.js';
import type { BoxPx, PointPx } from '../shared/geometry.js';
import type { Picture } from '../shared/picture.js';
import type { Reason } from '../shared/reason.js';

export interface DetectedFace {
  /** In pixels of the picture that was given. */
  readonly box: BoxPx;
  /** Detector confidence, 0 to 1. */
  readonly confidence: number;
  /** Right eye, left eye, nose tip, mouth centre, right ear, left ear (BlazeFace order; the person's right). */
  readonly keyPoints: readonly PointPx[];
}

/** Locates the face of the last sample inside a new crop by correlation of a small luma patch. */
export interface FaceTemplate {
  /** Square patch of luma, row by row. */
  readonly luma: Uint8Array;
  readonly sidePx: number;
}

export interface ClassifyRequest {
  readonly key: string;
  /** Piece of the source around the face, at source resolution. */
  readonly picture: Picture;
  /** Detector box of the face, in pixels of `picture`; edges may lie outside. */
  readonly box: BoxPx;
  readonly keyPoints: readonly PointPx[] | null;
  /** When given, `box` is the old place: first find the face near it. */
  readonly template: FaceTemplate | null;
  readonly wantThumbnail: boolean;
  /** Numbers of the crop variants to take, counted round without end; the logits are their mean. */
  readonly variants: readonly number[];
}

export interface ClassifiedFace {
  readonly key: string;
  /** Null when the face was not found near the old place (`lost`) or the crop was refused. */
  readonly logits: FaceLogits | null;
  readonly refused: Reason | 'lost' | null;
  /** The face's place, in pixels of the picture given (moved when a template was followed). */
  readonly box: BoxPx;
  readonly template: FaceTemplate;
  readonly quality: FaceQuality;
  /** PNG data URL, 96 px, when asked for. */
  readonly thumbnail: string | null;
}

export interface FaceQuality {
  /** Longer side of the face box in source pixels. */
  readonly facePx: number;
  /** Mean absolute 4-neighbour Laplacian of luma over the central 80 % of the model crop. */
  readonly sharpness: number;
  /** Mean luma, 0 to 255, over the same region. */
  readonly luma: number;
}

export type WorkerJob =
  | { readonly type: 'start'; readonly jobId: number; readonly config: EngineConfig }
  | {
      readonly type: 'detect';
      readonly jobId: number;
      readonly picture: Picture;
      /** Also faces that fill the picture (`engine/close-up.ts`), at the price of a second detection. */
      readonly closeUps: boolean;
    }
  | {
      readonly type: 'classify';
      readonly jobId: number;
      readonly faces: readonly ClassifyRequest[];
    }
  /** Runs the golden patterns again (after an error, on a timer). */
  | { readonly type: 'verify'; readonly jobId: number };

export interface EngineConfig {
  readonly modelId: string;
  /** `auto`: WebGPU only with a non-fallback adapter that a warm-up shows to be faster. */
  readonly backend: 'auto' | 'wasm' | 'webgpu';
  /** A model that the person brought, in place of the one that `modelId` names in the package. */
  readonly ownModel?: ModelEntry | null | undefined;
  /** Tests only: take a software WebGPU adapter as a real one. */
  readonly allowFallbackAdapter: boolean;
}

export type WorkerAnswer =
  | {
      readonly type: 'started';
      readonly jobId: number;
      readonly backend: 'wasm' | 'webgpu';
      readonly timings: Readonly<Record<string, number>>;
    }
  | {
      readonly type: 'detected';
      readonly jobId: number;
      readonly faces: readonly DetectedFace[];
      readonly elapsedMs: number;
    }
  | {
      readonly type: 'classified';
      readonly jobId: number;
      readonly faces: readonly ClassifiedFace[];
      readonly elapsedMs: number;
    }
  | { readonly type: 'verified'; readonly jobId: number }
  | {
      readonly type: 'failed';
      readonly jobId: number;
      readonly code: WorkerFailure;
      readonly detail: string;
    };

/** `suspect`: outputs were wrong or not finite; the worker must be replaced. */
export type WorkerFailure = 'webgl2-missing' | 'model-refused' | 'invalid' | 'suspect' | 'internal';

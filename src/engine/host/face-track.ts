import type { FaceLogits } from '../../shared/face-logits.js';
import type { BoxPx, PointPx } from '../../shared/geometry.js';
import { overlap } from '../../shared/geometry.js';
import type { TrackId } from '../../shared/ids.js';
import { limits } from '../../shared/limits.js';
import type { Reason } from '../../shared/reason.js';
import { alarmScore, faceScore, type Calibration } from '../../verdict/face-score.js';
import type { DetectedFace, FaceTemplate } from '../../protocol/worker-link.js';

/** One face followed through one media element. Plain data: survives a restart of the worker. */
export interface FaceTrack {
  readonly trackId: TrackId;
  /** Last known place in source pixels. */
  box: BoxPx;
  keyPoints: readonly PointPx[] | null;
  template: FaceTemplate | null;
  /** Calibrated scores of its good frames, oldest first. A picture that stands still counts once. */
  readonly scores: number[];
  /** What levels are decided on, of the same frames (`verdict/face-score.ts`). */
  readonly alarms: number[];
  /** Frames in which it was found, scored or refused: chooses the variant of the next crop. */
  framesSeen: number;
  readonly refused: Partial<Record<Reason, number>>;
  readonly firstSeenS: number;
  lastSeenS: number;
  /** Detections in a row that did not find it. */
  missed: number;
  thumbnail: string | null;
}

/** Which detection continues which track. */
export interface Association {
  readonly continued: readonly { readonly track: FaceTrack; readonly face: DetectedFace }[];
  readonly fresh: readonly DetectedFace[];
  readonly missing: readonly FaceTrack[];
}

/** Below this overlap a face still continues a track when its centre moved less than this share of its size. */
const minOverlap = 0.2;
const maxCentreShift = 0.6;
/** A face does not grow or shrink by more between two samples; larger jumps are cuts. */
const maxSizeRatio = 2;

/** Detections in a row that a face may be missing before its track ends. */
const maxMissed = 3;

/** Pairs faces (boxes in source pixels) with tracks, best overlap first, each used once. */
export function associateFaces(
  tracks: readonly FaceTrack[],
  faces: readonly DetectedFace[],
): Association {
  const pairs = tracks
    .flatMap((track) =>
      faces.map((face) => ({ track, face, score: affinity(track.box, face.box) })),
    )
    .filter((pair) => pair.score > 0)
    .sort((a, b) => b.score - a.score);
  const usedTracks = new Set<FaceTrack>();
  const usedFaces = new Set<DetectedFace>();
  const continued: { track: FaceTrack; face: DetectedFace }[] = [];
  for (const { track, face } of pairs) {
    if (usedTracks.has(track) || usedFaces.has(face)) continue;
    usedTracks.add(track);
    usedFaces.add(face);
    continued.push({ track, face });
  }
  return {
    continued,
    fresh: faces.filter((face) => !usedFaces.has(face)),
    missing: tracks.filter((track) => !usedTracks.has(track)),
  };
}

/** True while a track may still come back. Ended tracks keep their verdict but are not looked for. */
export function isLive(track: FaceTrack): boolean {
  return track.missed <= maxMissed;
}

export function newTrack(trackId: TrackId, face: DetectedFace, mediaTimeS: number): FaceTrack {
  return {
    trackId,
    box: face.box,
    keyPoints: face.keyPoints,
    template: null,
    scores: [],
    alarms: [],
    framesSeen: 0,
    refused: {},
    firstSeenS: mediaTimeS,
    lastSeenS: mediaTimeS,
    missed: 0,
    thumbnail: null,
  };
}

/** Adds a good frame. */
export function addFrame(track: FaceTrack, logits: FaceLogits, calibration: Calibration): void {
  track.scores.push(faceScore(logits, calibration));
  track.alarms.push(alarmScore(logits, calibration));
  if (track.scores.length <= limits.maxScoresPerTrack) return;
  track.scores.shift();
  track.alarms.shift();
}

export function addRefusal(track: FaceTrack, reason: Reason): void {
  track.refused[reason] = (track.refused[reason] ?? 0) + 1;
}

/** Overlap, or for a fast small face a share below `minOverlap`; 0 = not the same face. */
function affinity(a: BoxPx, b: BoxPx): number {
  const ratio = a.widthPx / b.widthPx;
  if (ratio > maxSizeRatio || ratio < 1 / maxSizeRatio) return 0;
  const iou = overlap(a, b);
  if (iou >= minOverlap) return iou;
  const shiftPx = Math.hypot(
    a.xPx + a.widthPx / 2 - b.xPx - b.widthPx / 2,
    a.yPx + a.heightPx / 2 - b.yPx - b.heightPx / 2,
  );
  const shift = shiftPx / Math.max(a.widthPx, b.widthPx);
  return shift < maxCentreShift ? minOverlap * (1 - shift / maxCentreShift) : 0;
}

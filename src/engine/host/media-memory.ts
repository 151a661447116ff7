import type { MediaId, TrackId } from '../../shared/ids.js';
import { newId } from '../../shared/ids.js';
import { limits } from '../../shared/limits.js';
import type { DetectorVerdict, TrackVerdict } from '../../shared/verdict.js';
import { boxFraction } from '../../shared/verdict.js';
import type { DetectedFace } from '../../protocol/worker-link.js';
import {
  decideImageFace,
  decideMedia,
  decideTrack,
  type Thresholds,
} from '../../verdict/policy.js';
import { foldTrack, trackScore } from '../../verdict/track-fold.js';
import { associateFaces, isLive, newTrack, type FaceTrack } from './face-track.js';

/** What the engine page remembers of one media element: its tracks and how long since a detection. */
export interface MediaMemory {
  readonly mediaId: MediaId;
  readonly kind: 'video' | 'image';
  readonly owner: string;
  readonly tracks: FaceTrack[];
  samplesSinceDetection: number;
  /** Faces of the last detection that were not classified (over the cap). */
  facesLeftOut: number;
  sourceWidthPx: number;
  sourceHeightPx: number;
}

export function newMediaMemory(
  mediaId: MediaId,
  kind: 'video' | 'image',
  owner: string,
): MediaMemory {
  return {
    mediaId,
    kind,
    owner,
    tracks: [],
    samplesSinceDetection: 0,
    facesLeftOut: 0,
    sourceWidthPx: 0,
    sourceHeightPx: 0,
  };
}

/** Takes in a detection (boxes in source pixels); returns the tracks to classify now, largest face first. */
export function takeDetection(
  memory: MediaMemory,
  faces: readonly DetectedFace[],
  mediaTimeS: number,
): readonly FaceTrack[] {
  memory.samplesSinceDetection = 0;
  const bySize = [...faces].sort((a, b) => b.box.widthPx - a.box.widthPx);
  memory.facesLeftOut = Math.max(0, bySize.length - limits.maxFacesPerSample);
  const { continued, fresh, missing } = associateFaces(
    memory.tracks.filter(isLive),
    bySize.slice(0, limits.maxFacesPerSample),
  );
  for (const track of missing) track.missed += 1;
  for (const { track, face } of continued) {
    track.box = face.box;
    track.keyPoints = face.keyPoints;
    track.missed = 0;
  }
  const started = fresh.map((face) => newTrack(newId<TrackId>(), face, mediaTimeS));
  memory.tracks.push(...started);
  dropOldest(memory);
  return [...continued.map(({ track }) => track), ...started].sort(
    (a, b) => b.box.widthPx - a.box.widthPx,
  );
}

/** Tracks worth following without a new detection. */
export function followable(memory: MediaMemory): readonly FaceTrack[] {
  return memory.tracks.filter((track) => track.missed === 0 && track.template !== null);
}

/** Folds all tracks of the media into line one of the verdict. */
export function verdictOf(
  memory: MediaMemory,
  thresholds: Thresholds,
  model: Pick<DetectorVerdict, 'modelId' | 'backend'>,
): DetectorVerdict {
  const tracks = memory.tracks.map((track) => trackVerdict(track, memory, thresholds));
  const decision = decideMedia(tracks, memory.facesLeftOut);
  return { ...decision, tracks, ...model };
}

function trackVerdict(track: FaceTrack, memory: MediaMemory, thresholds: Thresholds): TrackVerdict {
  const folded = foldTrack(track.alarms, thresholds.track.face);
  const decision =
    memory.kind === 'video'
      ? decideTrack(folded, track.refused, thresholds)
      : decideImageFace(folded.score, track.refused, thresholds);
  return {
    trackId: track.trackId,
    ...decision,
    score: trackScore(track.scores),
    framesGood: folded.framesGood,
    framesRefused: { ...track.refused },
    box: boxFraction(track.box, memory.sourceWidthPx, memory.sourceHeightPx),
    firstSeenS: track.firstSeenS,
    lastSeenS: track.lastSeenS,
    ...(track.thumbnail === null ? {} : { thumbnail: track.thumbnail }),
  };
}

/** Ended tracks without a single look go first, then the ones not seen for longest. */
function dropOldest(memory: MediaMemory): void {
  while (memory.tracks.length > limits.maxTracksPerMedia) {
    const ended = memory.tracks.filter((track) => !isLive(track));
    const victim =
      ended.find((track) => track.scores.length === 0) ??
      [...(ended.length > 0 ? ended : memory.tracks)].sort((a, b) => a.lastSeenS - b.lastSeenS)[0];
    if (victim === undefined) return;
    memory.tracks.splice(memory.tracks.indexOf(victim), 1);
  }
}

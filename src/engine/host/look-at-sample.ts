import type { Crop, FaceDetail, SampleOutcome, WantedRect } from '../../protocol/pixel-port.js';
import type {
  ClassifiedFace,
  ClassifyRequest,
  DetectedFace,
  FaceTemplate,
} from '../../protocol/worker-link.js';
import type { FaceLook } from '../../shared/face-look.js';
import { movePoints, overlap, scaleBox, type SizePx } from '../../shared/geometry.js';
import { newId, type TrackId } from '../../shared/ids.js';
import { limits } from '../../shared/limits.js';
import type { Picture } from '../../shared/picture.js';
import type { Reason } from '../../shared/reason.js';
import { alarmScore, faceScore, type Calibration } from '../../verdict/face-score.js';
import type { Thresholds } from '../../verdict/policy.js';
import { boxShareAt, faceRollRad, roomToTurn } from '../../shared/face-roll.js';
import {
  inSource,
  isRough,
  isSameFace,
  joinFaces,
  piecesOf,
  withinPiece,
  type SeenFace,
} from './closer-look.js';
import { cutAround, detectMargin } from './cut-around.js';
import { addFrame, addRefusal, newTrack, type FaceTrack } from './face-track.js';
import { followable, takeDetection, verdictOf, type MediaMemory } from './media-memory.js';
import { standsStill } from './stands-still.js';
import { templateLikeness } from './template-likeness.js';

/** What looking at a sample needs from the worker. */
export interface Eyes {
  /** @param closeUps also faces that fill the picture: at the price of a second detection. */
  detect(picture: Picture, closeUps: boolean): Promise<readonly DetectedFace[]>;
  classify(faces: readonly ClassifyRequest[]): Promise<readonly ClassifiedFace[]>;
}

/** The parts of the model's catalog entry that decide. */
export interface ModelDecisions {
  readonly modelId: string;
  readonly cropMargin: number;
  /** The largest margin of any variant of the crop. */
  readonly widestCropMargin: number;
  /** Side of the model's input. */
  readonly cropSizePx: number;
  readonly calibration: Calibration;
  readonly thresholds: Thresholds;
}

/** One sample as it arrived, with a way to ask for more pixels of the very same frame. */
export interface Sample {
  readonly mediaTimeS: number;
  readonly sourceWidthPx: number;
  readonly sourceHeightPx: number;
  readonly small: Picture | null;
  readonly crops: readonly Crop[];
  /** A person asked for this look, or handed in the file: small faces of a large still are worth a second. */
  readonly isAskedFor: boolean;
  /** Asks the page for the small picture and/or crops. Rejects when the page is gone. */
  more(
    small: boolean,
    rects: readonly WantedRect[],
  ): Promise<{
    readonly small: Picture | null;
    readonly crops: readonly Crop[];
  }>;
}

/** Room around a face in a followed crop: it may move by half its size between two samples. */
const followMargin = 2;
/** Room around a small face for the second look: detectors want to see more than a face. */
const secondLookMargin = 3;
const shrinkReserve = 0.9;
/** At most 16 classifications: half a second, and two on a processor a quarter as fast. */
const facesPerJob = 4;
/** A face of 4,000 px at 160: nothing is gained beyond. */
const maxShrink = 16;
/** Two patches of one face half a second apart correlate far above this; another person's, below. */
const samePersonLikeness = 0.3;

/**
 * Looks at one sample: follows known faces or detects, classifies, and folds the result into
 * `memory`. The only place that changes a media's tracks.
 */
export async function lookAtSample(
  sample: Sample,
  memory: MediaMemory,
  model: ModelDecisions,
  eyes: Eyes,
  backend: () => 'wasm' | 'webgpu' | null,
): Promise<SampleOutcome> {
  memory.sourceWidthPx = sample.sourceWidthPx;
  memory.sourceHeightPx = sample.sourceHeightPx;
  const details: FaceDetail[] = [];

  let lost = sample.crops.length === 0;
  if (!lost) {
    const followed = await follow(sample, memory, model, eyes, details);
    lost = followed.lost;
    memory.samplesSinceDetection += 1;
  }
  if (lost || sample.small !== null) {
    const small = sample.small ?? (await sample.more(true, [])).small;
    // A page that cannot give the small picture has moved on; the next sample detects.
    if (small !== null) await detectAndClassify(small, sample, memory, model, eyes, details);
  }

  const { modelId, thresholds } = model;
  // Asked for at the end: the first look starts the engine.
  const verdict = verdictOf(memory, thresholds, { modelId, backend: backend() });
  const tracks = followable(memory);
  return {
    refused: null,
    verdict,
    follow: tracks.map((track) => ({
      key: track.trackId,
      rect: cutAround(track.box, followMargin, frameOf(memory)),
      shrink: shrinkFor(track, memory, model),
    })),
    detectNext:
      tracks.length === 0 || memory.samplesSinceDetection + 1 >= limits.redetectEverySamples,
    looks: details.map((detail) => asLook(detail, sample.mediaTimeS, model)),
    detail: details,
  };
}

/** What leaves the engine page: no logits. */
function asLook(
  { trackId, box, logits, score, refused, quality }: FaceDetail,
  mediaTimeS: number,
  { calibration, thresholds }: ModelDecisions,
): FaceLook {
  const isSign = logits !== null && alarmScore(logits, calibration) >= thresholds.track.face;
  const why = refused === 'lost' ? 'no-pixels' : refused;
  return { trackId, mediaTimeS, box, score, isSign, refused: why, quality };
}

async function follow(
  sample: Sample,
  memory: MediaMemory,
  model: ModelDecisions,
  eyes: Eyes,
  details: FaceDetail[],
): Promise<{ readonly lost: boolean }> {
  const requests: ClassifyRequest[] = [];
  const places = new Map<string, { readonly track: FaceTrack; readonly crop: Crop }>();
  for (const crop of sample.crops) {
    const track = memory.tracks.find((known) => known.trackId === crop.key);
    if (track?.template == null) continue;
    places.set(crop.key, { track, crop });
    requests.push(requestFor(track, crop, track.template, memory));
  }
  if (requests.length === 0) return { lost: true };
  let lost = false;
  for await (const face of classified(requests, eyes)) {
    const place = places.get(face.key);
    if (place === undefined) continue;
    if (face.refused === 'lost') lost = true;
    else takeFace(place.track, place.crop, face, sample.mediaTimeS, model, details);
  }
  return { lost };
}

async function detectAndClassify(
  small: Picture,
  sample: Sample,
  memory: MediaMemory,
  model: ModelDecisions,
  eyes: Eyes,
  details: FaceDetail[],
): Promise<void> {
  const faces = await detectFaces(small, sample, memory, eyes);
  const roughBoxes = new Set(faces.filter(isRough).map(({ box }) => box));
  // A face that was followed in this very sample has been classified once; once is enough.
  const already = new Set(details.map((detail) => detail.trackId));
  const tracks = takeDetection(memory, faces, sample.mediaTimeS).filter(
    ({ box, trackId }) => roughBoxes.has(box) || !already.has(trackId),
  );
  if (tracks.length === 0) return;
  const rects = tracks.map((track) => ({
    key: track.trackId,
    rect: cutAround(
      track.box,
      roughBoxes.has(track.box)
        ? secondLookMargin
        : model.widestCropMargin * detectMargin * turnedRoom(track),
      frameOf(memory),
    ),
    shrink: shrinkFor(track, memory, model),
  }));
  const { crops } = await sample.more(false, rects);
  const byKey = new Map(tracks.map((track) => [track.trackId as string, track]));
  const cropByKey = new Map(crops.map((crop) => [crop.key, crop]));
  const requests: ClassifyRequest[] = [];
  const placed = tracks.filter(({ box }) => !roughBoxes.has(box));
  for (const crop of crops) {
    const track = byKey.get(crop.key);
    if (track === undefined) continue;
    if (roughBoxes.has(track.box)) {
      const isFace = await placeAgain(track, crop, eyes);
      // Two guesses may end at one face.
      if (!isFace || placed.some((other) => isSameFace(other, track))) {
        forget(track, memory);
        continue;
      }
      placed.push(track);
    }
    if (!already.has(track.trackId)) requests.push(requestFor(track, crop, null, memory));
  }
  if (requests.length === 0) return;
  for await (const face of classified(requests, eyes)) {
    const track = byKey.get(face.key);
    const crop = cropByKey.get(face.key);
    if (track === undefined || crop === undefined) continue;
    takeFace(
      samePerson(track, face, memory, sample.mediaTimeS),
      crop,
      face,
      sample.mediaTimeS,
      model,
      details,
    );
  }
}

/** The faces of the whole frame, shrunk; of a large still that somebody asked about, also those that only its pieces show. */
async function detectFaces(
  small: Picture,
  sample: Sample,
  memory: MediaMemory,
  eyes: Eyes,
): Promise<readonly SeenFace[]> {
  const frame = frameOf(memory);
  const inWhole = inSource(await eyes.detect(small, true), { xPx: 0, yPx: 0, ...frame }, small);
  const pieces = sample.isAskedFor && memory.kind === 'image' ? piecesOf(frame) : [];
  if (pieces.length === 0) return inWhole;
  const inPieces: SeenFace[] = [];
  // One by one: each holds up the page for a copy of its pixels, and the next sees when the page has gone.
  for (const piece of pieces) {
    const [crop] = (await sample.more(false, [piece])).crops;
    if (crop === undefined) continue;
    inPieces.push(...withinPiece(await eyes.detect(crop.picture, false), crop, frame));
  }
  return joinFaces(inWhole, inPieces);
}

/**
 * Detects again in the full-resolution crop. A face of few pixels in the small picture is found
 * there, but its box is a guess: 58 to 65 px for a face of 40 px in 720p, 38 to 41 px in the crop.
 * False when no face is there at a closer look.
 */
async function placeAgain(track: FaceTrack, crop: Crop, eyes: Eyes): Promise<boolean> {
  const found = await eyes.detect(crop.picture, false);
  const [closest] = inSource(found, crop.rect, crop.picture).toSorted(
    (a, b) => overlap(b.box, track.box) - overlap(a.box, track.box),
  );
  if (closest === undefined || overlap(closest.box, track.box) === 0) return false;
  track.box = closest.box;
  track.keyPoints = closest.keyPoints;
  return true;
}

/** Of the cut around a turned face, as a share of that around an upright one of the same box. */
function turnedRoom({ keyPoints }: FaceTrack): number {
  const rollRad = faceRollRad(keyPoints);
  return roomToTurn(rollRad) / boxShareAt(rollRad);
}

/** A face that was judged before may come back; what was never looked at was none. */
function forget(track: FaceTrack, memory: MediaMemory): void {
  const wasLookedAt = track.scores.length > 0 || Object.keys(track.refused).length > 0;
  if (wasLookedAt) track.missed += 1;
  else memory.tracks.splice(memory.tracks.indexOf(track), 1);
}

/** A cut may put another person at the same place: then a new track starts there. */
function samePerson(
  track: FaceTrack,
  face: ClassifiedFace,
  memory: MediaMemory,
  mediaTimeS: number,
): FaceTrack {
  const before = track.template;
  if (before === null || templateLikeness(before, face.template) >= samePersonLikeness)
    return track;
  const next = newTrack(
    newId<TrackId>(),
    { box: track.box, keyPoints: track.keyPoints ?? [], confidence: 1 },
    mediaTimeS,
  );
  track.missed = Number.POSITIVE_INFINITY;
  memory.tracks.push(next);
  return next;
}

function takeFace(
  track: FaceTrack,
  crop: Crop,
  face: ClassifiedFace,
  mediaTimeS: number,
  model: ModelDecisions,
  details: FaceDetail[],
): void {
  const scale = crop.rect.widthPx / crop.picture.widthPx;
  const box = scaleBox(face.box, scale);
  const moved = { ...box, xPx: box.xPx + crop.rect.xPx, yPx: box.yPx + crop.rect.yPx };
  // Key points are a detection's; of a followed face they tell how far it was turned then.
  track.keyPoints = track.keyPoints && movePoints(track.keyPoints, track.box, moved);
  const isFrozen = standsStill(track, { template: face.template, box: moved });
  track.box = moved;
  track.framesSeen += 1;
  track.template = face.template;
  track.lastSeenS = mediaTimeS;
  track.missed = 0;
  if (face.thumbnail !== null) track.thumbnail = face.thumbnail;
  const score = face.logits === null ? null : faceScore(face.logits, model.calibration);
  if (face.logits === null) addRefusal(track, refusalOf(face));
  else if (!isFrozen) addFrame(track, face.logits, model.calibration);
  details.push({
    trackId: track.trackId,
    box: moved,
    logits: face.logits,
    score,
    refused: face.refused,
    quality: { ...face.quality, facePx: face.quality.facePx * scale },
  });
}

function refusalOf(face: ClassifiedFace): Reason {
  return face.refused === null || face.refused === 'lost' ? 'no-pixels' : face.refused;
}

/** A few at a time: the worker says nothing while it has a job, and a still with sixteen faces is up to 64 classifications. */
async function* classified(
  requests: readonly ClassifyRequest[],
  eyes: Eyes,
): AsyncGenerator<ClassifiedFace> {
  for (let at = 0; at < requests.length; at += facesPerJob)
    yield* await eyes.classify(requests.slice(at, at + facesPerJob));
}

/** The two crops of a still: they differ by the mirror alone, so both are of the same pixels. */
const stillVariants = [0, 1] as const;

function requestFor(
  track: FaceTrack,
  crop: Crop,
  template: FaceTemplate | null,
  { kind }: MediaMemory,
): ClassifyRequest {
  const scale = crop.picture.widthPx / crop.rect.widthPx;
  const within = (xPx: number, yPx: number): { xPx: number; yPx: number } => ({
    xPx: (xPx - crop.rect.xPx) * scale,
    yPx: (yPx - crop.rect.yPx) * scale,
  });
  return {
    key: crop.key,
    picture: crop.picture,
    box: {
      ...within(track.box.xPx, track.box.yPx),
      widthPx: track.box.widthPx * scale,
      heightPx: track.box.heightPx * scale,
    },
    keyPoints: track.keyPoints?.map(({ xPx, yPx }) => within(xPx, yPx)) ?? null,
    template,
    wantThumbnail: track.thumbnail === null,
    variants: kind === 'image' ? stillVariants : [track.framesSeen],
  };
}

/**
 * The largest factor that leaves the model's crop at its input size, a tenth kept back because a followed
 * face may get smaller: pixels are never scaled up. One look at a still is worth its full resolution.
 */
function shrinkFor(track: FaceTrack, memory: MediaMemory, model: ModelDecisions): number {
  if (memory.kind === 'image') return 1;
  const cropPx = Math.max(track.box.widthPx, track.box.heightPx) * model.cropMargin;
  const factor = Math.floor((shrinkReserve * cropPx) / model.cropSizePx);
  return Math.min(Math.max(factor, 1), maxShrink);
}

function frameOf(memory: MediaMemory): SizePx {
  return { widthPx: memory.sourceWidthPx, heightPx: memory.sourceHeightPx };
}

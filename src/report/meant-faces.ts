import type { CaptureRecord } from '../evidence/log/capture-record.js';
import type { Claim, MeantFace } from '../evidence/package/dossier.js';
import type { PageMeta } from '../evidence/capture/page-meta.js';
import { seriousness } from '../shared/level.js';
import { limits } from '../shared/limits.js';
import type { BoxFraction, DetectorVerdict, TrackVerdict } from '../shared/verdict.js';

/** More than these nobody counts from one side; fewer than the engine follows, so none beside them is unknown. */
const mostInOrder = 9;
/** Faces that the detector points to and that are named: a text has little room. */
const mostOfDetector = 3;
/** Faces whose last looks lie closer together were seen in one picture. */
const togetherS = limits.sampleIntervalMaxMs / 1000;

/**
 * Which face is meant, where several were found: by each claim that marks one in a picture, and by the detector.
 * Nothing where there was one face, or where all of them are meant.
 */
export function meantFaces(
  { record, mediaType }: Pick<PageMeta, 'record' | 'mediaType'>,
  records: readonly CaptureRecord[],
  claims: readonly Claim[],
): MeantFace[] {
  const ofClaims = claims.flatMap((claim) => {
    const found = placeOfClaim(claim, records);
    return found === null ? [] : [{ claim: claim.id, ...found }];
  });
  const verdict = record?.verdict ?? null;
  return [...ofClaims, ...(verdict === null ? [] : ofDetector(verdict, mediaType === 'video'))];
}

type Place = NonNullable<MeantFace['place']>;

/** The place of the face that a claim marks, among those that were cut from its very picture. */
function placeOfClaim(
  { frame, region }: Claim,
  records: readonly CaptureRecord[],
): Pick<MeantFace, 'atS' | 'place'> | null {
  const picture = records.find(({ kind, path }) => kind === 'frame' && path === frame);
  if (region === null || picture === undefined) return null;
  const faces = records.flatMap((record) =>
    record.kind === 'crop' &&
    record.session === picture.session &&
    record.monotonicMs === picture.monotonicMs &&
    record.region !== null
      ? [record.region]
      : [],
  );
  // One that lay outside was found and not cut; it counts.
  const count = Math.max(faces.length, picture.scores?.['faces'] ?? 0);
  const same = faces.filter((face) => isSameBox(face, region));
  const marked = same.length > 0 ? same : faces.filter((face) => isCentreIn(face, region));
  if (count < 2 || marked.length === count) return null;
  const [face, ...more] = marked;
  const isOne = face !== undefined && more.length === 0;
  const place =
    isOne && count === faces.length ? placeAmong(face, faces) : partOf(isOne ? face : region);
  return { atS: picture.mediaTimeS, place };
}

/** The faces with the most serious signs. Of a track the place at its last look alone is known. */
function ofDetector({ level, tracks }: DetectorVerdict, isVideo: boolean): MeantFace[] {
  const meant = tracks.filter((track) => track.level === level);
  if (seriousness(level) < seriousness('weak') || meant.length === tracks.length) return [];
  return meant
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .slice(0, mostOfDetector)
    .map((track) => ({
      claim: null,
      atS: isVideo ? track.lastSeenS : null,
      place: placeOfTrack(track, tracks),
    }));
}

/** Null: nobody was beside it, so the moment tells. */
function placeOfTrack(track: TrackVerdict, tracks: readonly TrackVerdict[]): Place | null {
  const { box, lastSeenS } = track;
  const beside = tracks.filter((other) => other !== track && isBeside(other, track));
  if (beside.length === 0) return null;
  // Where the others were at that moment is not known of those that were followed on.
  const areThere = beside.every((other) => other.lastSeenS <= lastSeenS + togetherS);
  return areThere
    ? placeAmong(
        box,
        [track, ...beside].map((one) => one.box),
      )
    : partOf(box);
}

/** In the picture at the last look at `track`; what ended at its very place was the same face, taken for another. */
function isBeside(other: TrackVerdict, { box, lastSeenS }: TrackVerdict): boolean {
  const isInTime = other.firstSeenS <= lastSeenS && other.lastSeenS >= lastSeenS - togetherS;
  return isInTime && !(other.lastSeenS < lastSeenS && isCentreIn(other.box, box));
}

const sides = [
  { from: 'left', start: 'x', length: 'width' },
  { from: 'top', start: 'y', length: 'height' },
] as const;

interface Span {
  readonly middle: number;
  readonly length: number;
}

function spanOf(box: BoxFraction, { start, length }: (typeof sides)[number]): Span {
  return { middle: box[start] + box[length] / 2, length: box[length] };
}

/** Counted from a side where that is clear to anybody who looks, else the part of the picture. */
function placeAmong(box: BoxFraction, all: readonly BoxFraction[]): Place {
  const side = sides.find((one) => isInOrder(all.map((face) => spanOf(face, one))));
  if (all.length > mostInOrder || side === undefined) return partOf(box);
  const own = spanOf(box, side).middle;
  const before = all.filter((face) => spanOf(face, side).middle < own);
  return { from: side.from, rank: 1 + before.length, count: all.length };
}

/** No two of them nearly above one another: their middles are half a face apart. */
function isInOrder(spans: readonly Span[]): boolean {
  return spans.every((a, at) =>
    spans
      .slice(at + 1)
      .every((b) => Math.abs(a.middle - b.middle) >= Math.min(a.length, b.length) / 2),
  );
}

/** The third of the picture, across and down, that the middle of it lies in. */
function partOf(box: BoxFraction): Place {
  const { x, y } = centre(box);
  return {
    across: x < 1 / 3 ? 'left' : x > 2 / 3 ? 'right' : 'middle',
    down: y < 1 / 3 ? 'top' : y > 2 / 3 ? 'bottom' : 'middle',
  };
}

function centre({ x, y, width, height }: BoxFraction): { readonly x: number; readonly y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}

function isCentreIn(box: BoxFraction, { x, y, width, height }: BoxFraction): boolean {
  const middle = centre(box);
  return middle.x >= x && middle.x <= x + width && middle.y >= y && middle.y <= y + height;
}

/** What a button marked is a face itself; the numbers went through a review that may have rounded them. */
function isSameBox(a: BoxFraction, b: BoxFraction): boolean {
  return (['x', 'y', 'width', 'height'] as const).every(
    (side) => Math.abs(a[side] - b[side]) < 1e-6,
  );
}

import { notReadDisclosure } from '../../../src/shared/disclosure.js';
import type { MediaId, TrackId } from '../../../src/shared/ids.js';
import type { Level } from '../../../src/shared/level.js';
import { noCost, type MediaRecord } from '../../../src/shared/media-record.js';
import { notRead } from '../../../src/shared/provenance.js';
import type { DetectorVerdict, TrackVerdict } from '../../../src/shared/verdict.js';

let made = 0;

export function aTrack(level: Level, changes: Partial<TrackVerdict> = {}): TrackVerdict {
  made += 1;
  return {
    trackId: `track-${made}` as TrackId,
    level,
    reasons: [],
    score: level === 'cannot-tell' ? null : 0.5,
    framesGood: 12,
    framesRefused: {},
    box: { x: 0.4, y: 0.2, width: 0.2, height: 0.3 },
    firstSeenS: 1,
    lastSeenS: 14,
    ...changes,
  };
}

export function aVerdict(level: Level, changes: Partial<DetectorVerdict> = {}): DetectorVerdict {
  return {
    level,
    reasons: [],
    tracks: [aTrack(level)],
    modelId: 'seam-face-1',
    backend: 'wasm',
    ...changes,
  };
}

/** A video judged at `level`, or still being checked when there is none. */
export function aRecord(level: Level | null, changes: Partial<MediaRecord> = {}): MediaRecord {
  made += 1;
  return {
    mediaId: `media-${made}` as MediaId,
    kind: 'video',
    state: level === null ? 'checking' : 'judged',
    reasons: [],
    verdict: level === null ? null : aVerdict(level),
    provenance: notRead,
    site: 'generic',
    contentId: null,
    title: null,
    page: null,
    disclosure: notReadDisclosure,
    widthPx: 1280,
    heightPx: 720,
    cost: noCost,
    updatedAtMs: 1_700_000_000_000 + made,
    ...changes,
  };
}

import type { FaceLook, FaceQuality, ScorePoint, TrackHistory } from '../shared/face-look.js';
import type { TrackId } from '../shared/ids.js';
import { limits } from '../shared/limits.js';

interface Bin {
  scores: number;
  scoreSum: number;
  refused: number;
  isSign: boolean;
}

interface Track {
  readonly bins: Map<number, Bin>;
  quality: FaceQuality;
}

/** Stretch of the media that one point stands for at first, seconds: one look at the usual pace. */
const finestBinS = 0.5;

/**
 * Scores of one media over its own time. Bounded: when a track has too many points all stretches
 * double, so that a film of hours keeps its shape in as many points as a clip.
 */
export class ScoreHistory {
  readonly #tracks = new Map<TrackId, Track>();
  #binS = finestBinS;

  add(look: FaceLook): void {
    const track = this.#tracks.get(look.trackId) ?? {
      bins: new Map<number, Bin>(),
      quality: look.quality,
    };
    // Put back at the end: the order of the map is the order of the last look.
    this.#tracks.delete(look.trackId);
    this.#tracks.set(look.trackId, track);
    track.quality = look.quality;
    const at = Math.floor(Math.max(0, look.mediaTimeS) / this.#binS);
    const bin = track.bins.get(at) ?? { scores: 0, scoreSum: 0, refused: 0, isSign: false };
    track.bins.set(at, bin);
    if (look.score === null) bin.refused += 1;
    else {
      bin.scores += 1;
      bin.scoreSum += look.score;
      bin.isSign ||= look.isSign;
    }
    while (track.bins.size > limits.maxHistoryPoints) this.#coarsen();
    for (const oldest of this.#tracks.keys()) {
      if (this.#tracks.size <= limits.maxTracksPerMedia) break;
      this.#tracks.delete(oldest);
    }
  }

  /** Every track with its points in order of time. */
  read(): readonly TrackHistory[] {
    return [...this.#tracks].map(([trackId, { bins, quality }]) => ({
      trackId,
      quality,
      points: [...bins].sort(([a], [b]) => a - b).map(([at, bin]) => this.#point(at, bin)),
    }));
  }

  #point(at: number, { scores, scoreSum, refused, isSign }: Bin): ScorePoint {
    return {
      fromS: at * this.#binS,
      toS: (at + 1) * this.#binS,
      score: scores === 0 ? null : scoreSum / scores,
      isSign,
      looks: scores + refused,
      refused,
    };
  }

  #coarsen(): void {
    this.#binS *= 2;
    for (const track of this.#tracks.values()) {
      const finer = [...track.bins];
      track.bins.clear();
      for (const [at, bin] of finer) {
        const known = track.bins.get(Math.floor(at / 2));
        if (known === undefined) track.bins.set(Math.floor(at / 2), bin);
        else {
          known.scores += bin.scores;
          known.scoreSum += bin.scoreSum;
          known.refused += bin.refused;
          known.isSign ||= bin.isSign;
        }
      }
    }
  }
}

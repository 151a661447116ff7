import type { FaceDetail, SampleOutcome } from '../protocol/pixel-port.js';
import type { FaceRow, ScoreAtTime } from '../shared/file-report.js';
import type { TrackId } from '../shared/ids.js';
import type { Reason } from '../shared/reason.js';
import type { DetectorVerdict, TrackVerdict } from '../shared/verdict.js';

/** Takes in outcomes one by one; faces that the engine has forgotten since are kept. */
export class ReportFold {
  verdict: DetectorVerdict | null = null;
  readonly #refusals = new Set<Reason>();
  readonly #tracks = new Map<TrackId, TrackVerdict>();
  readonly #details = new Map<TrackId, FaceDetail[]>();
  readonly #scores: ScoreAtTime[] = [];

  /** `timeS`: the moment of the file that was looked at. Whether the engine had an answer. */
  add(outcome: SampleOutcome, timeS: number): boolean {
    if (outcome.refused !== null) {
      if (outcome.refused !== 'superseded') this.#refusals.add(outcome.refused);
      return false;
    }
    this.verdict = outcome.verdict;
    for (const track of outcome.verdict.tracks) this.#tracks.set(track.trackId, track);
    for (const detail of outcome.detail ?? []) {
      if (detail.score !== null) {
        this.#scores.push({ trackId: detail.trackId, timeS, score: detail.score });
      }
      const known = this.#details.get(detail.trackId);
      if (known === undefined) this.#details.set(detail.trackId, [detail]);
      else known.push(detail);
    }
    return true;
  }

  /** A look that could not be taken. */
  refuse(reason: Reason): void {
    this.#refusals.add(reason);
  }

  get reasons(): readonly Reason[] {
    return [...this.#refusals];
  }

  /** Every score that was given, in the order of looks. */
  get scores(): readonly ScoreAtTime[] {
    return this.#scores;
  }

  faces(): readonly FaceRow[] {
    return [...this.#tracks.values()].map((track) => {
      const details = this.#details.get(track.trackId) ?? [];
      const logits = details.flatMap((detail) => (detail.logits === null ? [] : [detail.logits]));
      return {
        trackId: track.trackId,
        firstSeenS: track.firstSeenS,
        lastSeenS: track.lastSeenS,
        box: details.at(-1)?.box ?? null,
        composite: medianOf(logits.map(({ composite }) => composite)),
        synthetic: medianOf(logits.map(({ synthetic }) => synthetic)),
        score: track.score,
        level: track.level,
        reasons: track.reasons,
        framesGood: track.framesGood,
        framesRefused: Object.values(track.framesRefused).reduce((sum, count) => sum + count, 0),
      };
    });
  }
}

export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}

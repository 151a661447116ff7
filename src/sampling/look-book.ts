import type { FaceLook, FaceShot, TrackHistory } from '../shared/face-look.js';
import { squareAround, type BoxPx } from '../shared/geometry.js';
import type { TrackId } from '../shared/ids.js';
import { limits } from '../shared/limits.js';
import type { Picture } from '../shared/picture.js';
import { ScoreHistory } from './score-history.js';

/** What the media session answers a page that explains: all of it bounded. */
export interface LookBookView {
  readonly tracks: readonly TrackHistory[];
  readonly shots: readonly FaceShot[];
}

/** Cuts a place of the frame that was just scored; null when nothing of it lies inside. */
export type CutNow = (rect: BoxPx) => Picture | null;

/** Room around the face: the model's margin (1.25) and what surrounds it. */
const shotMargin = 1.6;
/** A new picture is cut only for a score that is higher by this: few cuts, each 0.1 to 0.5 ms. */
const betterBy = 0.02;
/** Score in whose place a refused face stands: any scored look is preferred. */
const refusedScore = -1;

/** What was seen of the faces of one media: scores over time, and for the leading faces the pixels. */
export class LookBook {
  readonly #history = new ScoreHistory();
  readonly #shots = new Map<TrackId, FaceShot>();

  /** Takes in one sample while its pixels are still there. */
  take(looks: readonly FaceLook[], cut: CutNow): void {
    for (const look of looks) {
      this.#history.add(look);
      this.#shoot(look, cut);
    }
  }

  view(): LookBookView {
    return { tracks: this.#history.read(), shots: [...this.#shots.values()] };
  }

  #shoot(look: FaceLook, cut: CutNow): void {
    const worth = look.score ?? refusedScore;
    const known = this.#shots.get(look.trackId);
    if (known !== undefined && worth < (known.score ?? refusedScore) + betterBy) return;
    if (known === undefined && this.#shots.size >= limits.maxFaceShots) {
      const weakest = [...this.#shots.values()].reduce((a, b) =>
        (b.score ?? refusedScore) < (a.score ?? refusedScore) ? b : a,
      );
      if (worth < (weakest.score ?? refusedScore) + betterBy) return;
      this.#shots.delete(weakest.trackId);
    }
    const rect = squareAround(look.box, shotMargin);
    if (rect.widthPx > limits.maxFaceShotSidePx) return;
    const picture = cut(rect);
    if (picture === null) return;
    const { trackId, mediaTimeS, score } = look;
    this.#shots.set(trackId, { trackId, mediaTimeS, score, picture });
  }
}

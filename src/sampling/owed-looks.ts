import { limits } from '../shared/limits.js';

/** Tries for one look that the engine did not answer, before the look is given up. */
const maxTriesPerLook = 3;

/** Looks at one media that somebody asked for: the mode of its site, or a person. */
export class OwedLooks {
  /** Endless, one or none. */
  #byMode = 0;
  /** They excuse a small size, and the first one a pause. */
  #byGesture = 0;
  #mayBePaused = false;
  #triesLeft = maxTriesPerLook;
  readonly #kind: 'video' | 'image';

  constructor(kind: 'video' | 'image') {
    this.#kind = kind;
  }

  get left(): number {
    return this.#byMode + this.#byGesture;
  }

  get isByGesture(): boolean {
    return this.#byGesture > 0;
  }

  /** The look that comes next was asked for while the video stood still. */
  get mayBePaused(): boolean {
    return this.#mayBePaused;
  }

  setByMode(looks: number): void {
    this.#byMode = looks;
    this.#triesLeft = maxTriesPerLook;
  }

  /** "Check now": some looks at a video, one at an image. */
  grantGesture(): void {
    this.#byGesture = this.#kind === 'video' ? limits.looksPerCheckNow : 1;
    this.#mayBePaused = true;
    this.#triesLeft = maxTriesPerLook;
  }

  /** What a person asked for can be had once only: one picture of the screen is one look. */
  limitGestureToOne(): void {
    this.#byGesture = Math.min(this.#byGesture, 1);
  }

  /** There is nothing to see. A video may show something later; an image stays as it is. */
  giveUp(): void {
    this.#byGesture = 0;
    if (this.#kind === 'image') this.#byMode = 0;
  }

  /** A look was answered. `isAskedFor`: it began as one that a person asked for, and no other stands in for it. */
  spend(isAskedFor: boolean): void {
    this.#triesLeft = maxTriesPerLook;
    if (isAskedFor) {
      this.#mayBePaused = false;
      this.#byGesture = Math.max(0, this.#byGesture - 1);
    } else this.#byMode = Math.max(0, this.#byMode - 1);
  }

  /** A look without an answer is tried again; after some tries it is spent. */
  fail(isAskedFor: boolean): void {
    this.#triesLeft -= 1;
    if (this.#triesLeft === 0) this.spend(isAskedFor);
  }
}

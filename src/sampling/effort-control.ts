import type { MediaElement } from '../frames/pixel-source.js';
import type { Effort, EffortCeiling } from '../shared/effort.js';
import { limits } from '../shared/limits.js';
import { readBatteryLow } from './battery.js';
import type { Clock } from './clock.js';
import { EffortMeter } from './effort-meter.js';
import { Governor } from './governor.js';

/** What effort needs to know of a media that is followed. */
interface FollowedMedia {
  readonly element: MediaElement;
  readonly isEligible: boolean;
  readonly isBusy: boolean;
}

/** How much a document is looked at: what looking cost it, what the person allows, the battery. */
export class EffortControl {
  readonly #governor = new Governor();
  readonly #meter = new EffortMeter();
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #changed: () => void;
  #isBatteryLow = false;
  #rests = 0;

  constructor(win: Window, clock: Clock, changed: () => void, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
    this.#changed = changed;
    // Once a document: a battery that gets low while a video plays is seen with the next page.
    void readBatteryLow(win).then(
      (isLow) => (this.#isBatteryLow = isLow),
      () => undefined,
    );
  }

  get effort(): Effort {
    return this.#governor.effort;
  }

  /** True while it is found out whether the page does better without looks. */
  get isListening(): boolean {
    return this.#governor.isListening;
  }

  spent(mainThreadMs: number, roundTripMs: number): void {
    this.#meter.spent(mainThreadMs, roundTripMs);
  }

  /** The most that the person allows, and whether Seam looks at less by itself when looking hurts. */
  set(ceiling: EffortCeiling, sparesItself: boolean): void {
    this.#governor.ceiling = ceiling;
    this.#governor.isOn = sparesItself;
    this.#changed();
  }

  /** Once in a window: what did looking cost, and is that too much? */
  tick(nowMs: number, media: readonly FollowedMedia[]): void {
    const reading = this.#meter.read(
      nowMs,
      limits.effortWindowMs,
      () => media.filter(({ isEligible }) => isEligible).map(({ element }) => element),
      media.some(({ isBusy }) => isBusy),
      this.#isBatteryLow,
    );
    if (reading === null) return;
    const before = this.effort;
    this.#governor.read(reading);
    if (this.effort === before) return;
    this.#changed();
    this.#rest();
  }

  /** Nothing ticks for a document without work, so the end of a rest comes by itself, until none is left. */
  #rest(): void {
    const rest = (this.#rests += 1);
    this.#clock.after(this.#governor.restMs, this.#signal, () => {
      // A step in between has a rest of its own.
      if (rest !== this.#rests || !this.#governor.isHeldBack) return;
      this.#governor.wake();
      this.#changed();
      this.#rest();
    });
  }
}

import { efforts, type Effort, type EffortCeiling } from '../shared/effort.js';
import { limits } from '../shared/limits.js';

/** What Seam and the page's videos did over one window. */
export interface EffortReading {
  readonly windowMs: number;
  /** Time that Seam took from the page's thread. */
  readonly mainThreadMs: number;
  /** Longest single piece of it. */
  readonly longestMs: number;
  readonly framesDropped: number;
  readonly framesShown: number;
  /** From a look to its answer, the slowest; 0 without any. */
  readonly roundTripMs: number;
  readonly isBatteryLow: boolean;
}

/**
 * Decides how much is looked at: less as soon as it hurts, more again only after a calm while that gets
 * longer with every failed try. Pure but for its own memory.
 */
export class Governor {
  /** Off: always the ceiling. */
  isOn = true;
  #ceiling = 0;
  #step = 0;
  #calmMs = 0;
  #badInRow = 0;
  #calmNeededMs: number = limits.effortCalmMs;

  get effort(): Effort {
    return efforts[this.isOn ? Math.max(this.#step, this.#ceiling) : this.#ceiling] ?? 'full';
  }

  set ceiling(ceiling: EffortCeiling) {
    this.#ceiling = efforts.indexOf(ceiling);
  }

  /** Takes in a window in which something was looked at. */
  read(reading: EffortReading): void {
    const easiest = reading.isBatteryLow ? lightStep - 1 : 0;
    this.#step = Math.max(this.#step, this.#ceiling, easiest);
    if (isTooDear(reading)) {
      this.#calmMs = 0;
      this.#badInRow += 1;
      // The last step ends everything, so one bad window is not enough for it.
      if (this.#step < lightStep || this.#badInRow >= limits.effortBadWindows) this.#lower();
      return;
    }
    this.#badInRow = 0;
    this.#calmMs += reading.windowMs;
    if (this.#step > Math.max(this.#ceiling, easiest) && this.#calmMs >= this.#calmNeededMs)
      this.#raise();
  }

  /** The rest after `suspended` is over: a few frames are tried. */
  wake(): void {
    if (this.#step === suspendedStep) this.#raise();
  }

  #lower(): void {
    this.#step = Math.min(suspendedStep, this.#step + 1);
    this.#badInRow = 0;
    this.#calmNeededMs = Math.min(2 * this.#calmNeededMs, limits.effortCalmMostMs);
  }

  #raise(): void {
    this.#step -= 1;
    this.#calmMs = 0;
  }
}

const lightStep = efforts.indexOf('light');
const suspendedStep = efforts.indexOf('suspended');

function isTooDear(reading: EffortReading): boolean {
  const { windowMs, mainThreadMs, longestMs, framesDropped, framesShown, roundTripMs } = reading;
  const frames = framesDropped + framesShown;
  return (
    mainThreadMs > (windowMs * limits.effortMainThreadMsPerSecond) / 1000 ||
    longestMs > limits.effortLongestMs ||
    roundTripMs > limits.effortRoundTripMs ||
    (frames >= limits.effortFewestFrames && framesDropped > frames * limits.effortDroppedShare)
  );
}

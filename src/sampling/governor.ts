import { efforts, type Effort, type EffortCeiling } from '../shared/effort.js';
import { limits } from '../shared/limits.js';

/** What Seam and the page's videos did over one window. */
export interface EffortReading {
  readonly windowMs: number;
  /** Looks that ended in it. In a window without any, what drops is not dropped because of Seam. */
  readonly looks: number;
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
 * Decides how much is looked at: less when looking hurts in two windows in a row, and while less is looked at
 * already, in one that hurts much; more again only after a calm while that gets longer with every failed try.
 * Pure but for its own memory.
 */
export class Governor {
  /** Off: always the ceiling. */
  isOn = true;
  #ceiling = 0;
  /** Seam's own, the ceiling left out: else raising that would change nothing. */
  #step = 0;
  #calmMs = 0;
  #badInRow = 0;
  #calmNeededMs: number = limits.effortCalmMs;
  /**
   * Share of frames that the videos drop while nothing is looked at. NaN, so that drops count for nothing,
   * from a step down until it is measured.
   */
  #ownDropShare = 0;

  get effort(): Effort {
    return efforts[this.isOn ? Math.max(this.#step, this.#ceiling) : this.#ceiling] ?? 'full';
  }

  /** Less is looked at since a moment: nothing at all, until one window has told what the videos drop alone. */
  get isListening(): boolean {
    return this.isOn && Number.isNaN(this.#ownDropShare);
  }

  set ceiling(ceiling: EffortCeiling) {
    this.#ceiling = efforts.indexOf(ceiling);
  }

  /** How long after a step down the next one up is tried, in ms. */
  get restMs(): number {
    return this.#calmNeededMs;
  }

  /** Takes in a window. */
  read(reading: EffortReading): void {
    const easiest = reading.isBatteryLow ? lightStep - 1 : 0;
    this.#step = Math.max(this.#step, easiest);
    this.#calmMs += reading.windowMs;
    const drops = dropShare(reading);
    const causedDrops = drops - this.#ownDropShare;
    if (reading.looks === 0) this.#ownDropShare = drops;
    else if (isTooDear(reading, causedDrops)) {
      const isAgain = this.#step > this.#ceiling && causedDrops > limits.effortSevereDropShare;
      this.#badInRow += isAgain ? limits.effortBadWindows : 1;
    } else this.#badInRow = 0;
    if (this.#badInRow >= limits.effortBadWindows) this.#lower();
    else if (this.#badInRow > 0) this.#calmMs = 0;
    else if (this.#step > Math.max(this.#ceiling, easiest) && this.#calmMs >= this.#calmNeededMs)
      this.#raise();
  }

  /** Seam holds back of its own, whether or not the ceiling is lower still. */
  get isHeldBack(): boolean {
    return this.#step > 0;
  }

  /** Only while held back: a rest is over, the next step up is tried. Below the ceiling that shows once it is raised. */
  wake(): void {
    this.#raise();
  }

  #lower(): void {
    this.#step = Math.min(suspendedStep, Math.max(this.#step, this.#ceiling) + 1);
    this.#calmMs = this.#badInRow = 0;
    this.#ownDropShare = NaN;
    this.#calmNeededMs = Math.min(2 * this.#calmNeededMs, limits.effortCalmMostMs);
  }

  #raise(): void {
    this.#step -= 1;
    this.#calmMs = 0;
  }
}

const lightStep = efforts.indexOf('light');
const suspendedStep = efforts.indexOf('suspended');

/** 0 where too few frames were counted to tell. */
function dropShare({ framesDropped, framesShown }: EffortReading): number {
  const frames = framesDropped + framesShown;
  return frames < limits.effortFewestFrames ? 0 : framesDropped / frames;
}

function isTooDear(reading: EffortReading, causedDrops: number): boolean {
  const { windowMs, mainThreadMs, longestMs, roundTripMs } = reading;
  return (
    mainThreadMs > (windowMs * limits.effortMainThreadMsPerSecond) / 1000 ||
    longestMs > limits.effortLongestMs ||
    roundTripMs > limits.effortRoundTripMs ||
    causedDrops > limits.effortDroppedShare
  );
}

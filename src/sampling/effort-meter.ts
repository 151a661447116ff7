import { isVideo, type MediaElement } from '../frames/pixel-source.js';
import type { EffortReading } from './governor.js';

/** Measures over one window after the other what looking costs and how the videos fare. */
export class EffortMeter {
  #startMs = 0;
  #mainThreadMs = 0;
  #longestMs = 0;
  #roundTripMs = 0;
  #looks = 0;
  readonly #counted = new WeakMap<HTMLVideoElement, { dropped: number; total: number }>();

  /** One look has ended. */
  spent(mainThreadMs: number, roundTripMs: number): void {
    this.#looks += 1;
    this.#mainThreadMs += mainThreadMs;
    this.#longestMs = Math.max(this.#longestMs, mainThreadMs);
    this.#roundTripMs = Math.max(this.#roundTripMs, roundTripMs);
  }

  /** The reading when a window of `windowMs` is over; null before that, after an absence, and while one look hangs over. */
  read(
    nowMs: number,
    windowMs: number,
    elements: () => Iterable<MediaElement>,
    isLooking: boolean,
    isBatteryLow: boolean,
  ): EffortReading | null {
    const spanMs = nowMs - this.#startMs;
    if (spanMs < windowMs) return null;
    let framesDropped = 0;
    let framesShown = 0;
    for (const element of elements()) {
      if (!isVideo(element)) continue;
      const now = element.getVideoPlaybackQuality();
      const total = now.totalVideoFrames;
      const dropped = now.droppedVideoFrames;
      const before = this.#counted.get(element);
      this.#counted.set(element, { dropped, total });
      // A new source counts from zero again.
      if (before === undefined || total < before.total) continue;
      framesDropped += dropped - before.dropped;
      framesShown += total - before.total - (dropped - before.dropped);
    }
    const reading = {
      // Nothing was counted while ticks were away.
      windowMs: Math.min(spanMs, 2 * windowMs),
      looks: this.#looks,
      mainThreadMs: this.#mainThreadMs,
      longestMs: this.#longestMs,
      framesDropped,
      framesShown,
      roundTripMs: this.#roundTripMs,
      isBatteryLow,
    };
    const isWorth = (this.#looks > 0 || !isLooking) && spanMs < 3 * windowMs;
    this.#startMs = nowMs;
    this.#mainThreadMs = this.#longestMs = this.#roundTripMs = this.#looks = 0;
    return isWorth ? reading : null;
  }
}

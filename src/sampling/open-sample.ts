import type { RetainedFrame } from '../frames/retained-frame.js';
import type { Crop, ToEngine, WantedRect } from '../protocol/pixel-port.js';
import type { BoxPx } from '../shared/geometry.js';
import type { SampleId } from '../shared/ids.js';
import { limits } from '../shared/limits.js';
import type { Picture } from '../shared/picture.js';

/** One look under way: the kept pixels of its frame and what it has cost so far. */
export class OpenSample {
  readonly sampleId: SampleId;
  readonly startedMs: number;
  /** When the engine last asked or the look began: silence since then is counted. */
  heardMs: number;
  /** It began as a look that a person asked for, or at a file that was handed in: it may cost more. */
  readonly isAskedFor: boolean;
  mainThreadMs: number;
  readonly #frame: RetainedFrame;
  #wantsLeft: number;

  constructor(
    sampleId: SampleId,
    frame: RetainedFrame,
    startedMs: number,
    mainThreadMs: number,
    isAskedFor: boolean,
  ) {
    this.sampleId = sampleId;
    this.#frame = frame;
    this.startedMs = this.heardMs = startedMs;
    this.mainThreadMs = mainThreadMs;
    this.isAskedFor = isAskedFor;
    this.#wantsLeft = limits.maxWantsPerSample + (isAskedFor ? limits.maxPiecesPerStill : 0);
  }

  get widthPx(): number {
    return this.#frame.widthPx;
  }

  get heightPx(): number {
    return this.#frame.heightPx;
  }

  small(): Picture {
    return this.#frame.small();
  }

  /** Crops at the wanted places; places outside the frame are left out. */
  cut(wanted: readonly WantedRect[]): Crop[] {
    const crops: Crop[] = [];
    for (const { key, rect, shrink } of wanted.slice(0, limits.maxCropsPerMessage)) {
      const piece = this.#frame.cut(rect, shrink);
      if (piece !== null) crops.push({ key, ...piece });
    }
    return crops;
  }

  /** One piece for the page's own use; null when nothing of it lies inside the frame. */
  cutOne(rect: BoxPx): Picture | null {
    return this.#frame.cut(rect, 1)?.picture ?? null;
  }

  /** What the engine asked for, from the same frame; null when it has asked too often. */
  answer(want: { small: boolean; rects: readonly WantedRect[] }): ToEngine | null {
    if (this.#wantsLeft === 0) return null;
    this.#wantsLeft -= 1;
    return {
      type: 'more',
      sampleId: this.sampleId,
      small: want.small ? this.small() : null,
      crops: this.cut(want.rects),
    };
  }

  close(): void {
    this.#frame.close();
  }
}

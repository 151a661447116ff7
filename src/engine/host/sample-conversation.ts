import type { Crop, FromEngine, WantedRect } from '../../protocol/pixel-port.js';
import type { SampleId } from '../../shared/ids.js';
import { limits } from '../../shared/limits.js';
import type { Picture } from '../../shared/picture.js';

export interface MorePixels {
  readonly small: Picture | null;
  readonly crops: readonly Crop[];
}

/** The page ended the sample (navigation, element gone, tab closed) or stopped answering. */
export class SampleGone extends Error {}

/** Questions about one sample and their answers; at most one question is open. */
export class SampleConversation {
  readonly #sampleId: SampleId;
  readonly #post: (message: FromEngine) => void;
  #waiting: { resolve: (pixels: MorePixels) => void; reject: (error: SampleGone) => void } | null =
    null;
  #gone = false;

  constructor(sampleId: SampleId, post: (message: FromEngine) => void) {
    this.#sampleId = sampleId;
    this.#post = post;
  }

  /** Asks for more pixels of this sample. Rejects with `SampleGone`, also after the deadline. */
  ask(small: boolean, rects: readonly WantedRect[]): Promise<MorePixels> {
    if (this.#gone) return Promise.reject(new SampleGone('ended'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.end(), limits.sampleDeadlineMs);
      this.#waiting = {
        resolve: (pixels) => {
          clearTimeout(timer);
          resolve(pixels);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      this.#post({ type: 'want', sampleId: this.#sampleId, small, rects });
    });
  }

  answer(pixels: MorePixels): void {
    this.#waiting?.resolve(pixels);
    this.#waiting = null;
  }

  end(): void {
    this.#gone = true;
    this.#waiting?.reject(new SampleGone('ended'));
    this.#waiting = null;
  }
}

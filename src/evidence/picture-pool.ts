import type { HandedPicture, PictureFile, PictureJob } from '../protocol/freeze-messages.js';
import type { RgbaPicture } from '../shared/picture.js';
import { PictureCalls, type PictureWorker } from './picture-calls.js';

/**
 * Several picture workers, for ten frames come faster than one encodes them. A frame always goes to
 * the same one, which has kept its pixels.
 */
export class PicturePool {
  readonly #calls: readonly PictureCalls[];

  constructor(start: () => PictureWorker, idleMs: number, workers: number) {
    this.#calls = Array.from({ length: workers }, () => new PictureCalls(start, idleMs));
  }

  async file(job: PictureJob): Promise<PictureFile> {
    return (await this.#of(job.key)?.file(job)) ?? null;
  }

  async pixels(key: string, picture: HandedPicture): Promise<RgbaPicture | null> {
    return (await this.#of(key)?.pixels(key, picture)) ?? null;
  }

  /** Frames are numbered at the end of their key: neighbours go to different workers. */
  #of(key: string): PictureCalls | undefined {
    return this.#calls[(key.codePointAt(key.length - 1) ?? 0) % this.#calls.length];
  }
}

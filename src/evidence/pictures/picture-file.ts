import type { HandedPicture, PictureFile, PictureJob } from '../../protocol/freeze-messages.js';
import type { Picture, RgbaPicture } from '../../shared/picture.js';
import type { PictureCoder } from './code-picture.js';
import { evidenceLimits } from '../evidence-limits.js';
import type { RawPicture } from './raw-picture.js';
import { isBmp } from './read-bmp.js';

/** Makes files of handed frames. Keeps the last ones: faces are cut from them later. */
export class PictureFiles {
  readonly #coder: PictureCoder;
  /** By the key that the asker gave; the oldest first. */
  readonly #kept = new Map<string, Promise<RawPicture | null>>();

  constructor(coder: PictureCoder) {
    this.#coder = coder;
  }

  /** A frame or a part of it as a lossless file with its hashes. Null: not what was promised. Never rejects. */
  async file({ key, picture, region }: PictureJob): Promise<PictureFile> {
    try {
      const whole = await this.#frame(key, picture);
      if (whole === null) return null;
      // Who waits for these pixels gets them before this thread is busy with the file.
      await new Promise((done) => setTimeout(done));
      if (region !== null) {
        const { xPx, yPx, widthPx, heightPx } = region;
        const isInside = xPx + widthPx <= whole.widthPx && yPx + heightPx <= whole.heightPx;
        if (!isInside || widthPx < 1 || heightPx < 1) return null;
      }
      const { png, pdq, ...hashes } = this.#coder.code(whole, region);
      const [pixelSha256, pngSha256] = await Promise.all([hashes.pixelSha256, hashes.pngSha256]);
      return { png, pngSha256, pixelSha256, pdq };
    } catch {
      return null;
    }
  }

  /** The pixels of a frame, in memory of their own; null where they cannot be read. Never rejects. */
  async pixels(key: string, picture: HandedPicture): Promise<RgbaPicture | null> {
    const raw = await this.#frame(key, picture);
    try {
      return raw && this.#coder.toRgba(raw);
    } catch {
      return null;
    }
  }

  #frame(key: string, picture: HandedPicture): Promise<RawPicture | null> {
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const read = readFrame(picture).catch(() => null);
    this.#kept.set(key, read);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > evidenceLimits.maxKeptFrames && oldest !== undefined) {
      this.#kept.delete(oldest);
    }
    return read;
  }
}

/** Bytes of raw pixels as they were handed over; null for a file, which has to be read. */
export async function readRaw(handed: HandedPicture): Promise<Picture | null> {
  if (handed.format === 'BMP') return null;
  const { pixels, ...facts } = handed;
  return { ...facts, data: new Uint8Array(await pixels.arrayBuffer()) };
}

async function readFrame(handed: HandedPicture): Promise<RawPicture | null> {
  if (handed.format !== 'BMP') return readRaw(handed);
  const { format, widthPx, heightPx } = handed;
  const data = new Uint8Array(await handed.pixels.arrayBuffer());
  return isBmp(data, handed) ? { format, widthPx, heightPx, data } : null;
}

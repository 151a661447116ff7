import type { HandedPicture, PictureFile, PictureJob } from '../protocol/freeze-messages.js';
import type { Picture, RgbaPicture } from '../shared/picture.js';
import type { Bytes } from './bytes.js';
import { cutRgba } from './capture-picture.js';
import { evidenceLimits } from './evidence-limits.js';
import type { PdqHash } from './pdq.js';
import { pixelHash } from './pixel-hash.js';
import { readBmp } from './read-bmp.js';

export interface PictureTools {
  /** The conversion that the classifier uses, so that the frozen pixels are the judged ones. */
  readonly toRgba: (picture: Picture) => RgbaPicture;
  readonly encodePng: (picture: RgbaPicture) => Bytes;
  readonly pdqHash: (picture: RgbaPicture) => PdqHash | null;
}

/** Makes files of handed frames. Keeps the pixels of the last ones: faces are cut from them later. */
export class PictureFiles {
  readonly #tools: PictureTools;
  /** By the key that the asker gave; the oldest first. */
  readonly #kept = new Map<string, Promise<RgbaPicture | null>>();

  constructor(tools: PictureTools) {
    this.#tools = tools;
  }

  /** A frame or a part of it as a lossless file with its hashes. Null: not what was promised. Never rejects. */
  async file({ key, picture, region }: PictureJob): Promise<PictureFile> {
    try {
      const whole = await this.pixels(key, picture);
      if (whole === null) return null;
      // Who waits for these pixels gets them before this thread is busy with the file.
      await new Promise((done) => setTimeout(done));
      if (region === null) return await this.#describe(whole);
      const { xPx, yPx, widthPx, heightPx } = region;
      const isInside = xPx + widthPx <= whole.widthPx && yPx + heightPx <= whole.heightPx;
      if (!isInside || widthPx < 1 || heightPx < 1) return null;
      return await this.#describe(cutRgba(whole, xPx, yPx, widthPx, heightPx));
    } catch {
      return null;
    }
  }

  /** The pixels of a frame; null where they cannot be read. */
  pixels(key: string, picture: HandedPicture): Promise<RgbaPicture | null> {
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const read = readRgba(picture, this.#tools).catch(() => null);
    this.#kept.set(key, read);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > evidenceLimits.maxKeptFrames && oldest !== undefined) {
      this.#kept.delete(oldest);
    }
    return read;
  }

  async #describe(picture: RgbaPicture): Promise<PictureFile> {
    // Started first: the browser hashes on another thread while this one encodes.
    const hashed = pixelHash(picture);
    const png = new Blob([this.#tools.encodePng(picture)], { type: 'image/png' });
    const pdq = this.#tools.pdqHash(picture);
    return { png, pixelSha256: await hashed, pdq };
  }
}

/** Bytes of raw pixels as they were handed over; null for a file, which has to be read. */
export async function readRaw(handed: HandedPicture): Promise<Picture | null> {
  if (handed.format === 'BMP') return null;
  const { pixels, ...facts } = handed;
  return { ...facts, data: new Uint8Array(await pixels.arrayBuffer()) };
}

async function readRgba(handed: HandedPicture, { toRgba }: PictureTools): Promise<RgbaPicture> {
  const raw = await readRaw(handed);
  if (raw !== null) return toRgba(raw);
  const picture = readBmp(new Uint8Array(await handed.pixels.arrayBuffer()), handed);
  if (picture === null) throw new Error('not a picture of this size');
  return picture;
}

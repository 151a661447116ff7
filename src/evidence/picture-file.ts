import type { HandedPicture, PictureFile, PictureJob } from '../protocol/freeze-messages.js';
import type { Picture, RgbaPicture } from '../shared/picture.js';
import type { Bytes } from './bytes.js';
import { cutRgba } from './capture-picture.js';
import { decodePng } from './decode-png.js';
import { encodePng } from './encode-png.js';
import { evidenceLimits } from './evidence-limits.js';
import { plainPng } from './plain-png.js';
import { pdqHash } from './pdq.js';
import { pixelHash } from './pixel-hash.js';

export interface PictureTools {
  /** The conversion that the classifier uses, so that the frozen pixels are the judged ones. */
  readonly toRgba: (picture: Picture) => RgbaPicture;
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
      if (region === null) {
        // A file that came as one is kept; its pixels were read from it.
        const file = await readFile(picture);
        return await describe(whole, () => (file === null ? encoded(whole) : blobOf(file)));
      }
      const { xPx, yPx, widthPx, heightPx } = region;
      const isInside = xPx + widthPx <= whole.widthPx && yPx + heightPx <= whole.heightPx;
      if (!isInside || widthPx < 1 || heightPx < 1) return null;
      const part = cutRgba(whole, xPx, yPx, widthPx, heightPx);
      return await describe(part, () => encoded(part));
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
}

/** Bytes of raw pixels as they were handed over; null for a file, which has to be decoded. */
export async function readRaw(handed: HandedPicture): Promise<Picture | null> {
  if (handed.format === 'PNG') return null;
  const { pixels, ...facts } = handed;
  return { ...facts, data: new Uint8Array(await pixels.arrayBuffer()) };
}

async function readRgba(handed: HandedPicture, { toRgba }: PictureTools): Promise<RgbaPicture> {
  const raw = await readRaw(handed);
  if (raw !== null) return toRgba(raw);
  const file = await readFile(handed);
  if (file === null) throw new Error('not a picture of this size');
  return decodePng(file);
}

/** The file that was handed over, without anything but the picture; null for raw pixels. */
async function readFile(handed: HandedPicture): Promise<Bytes | null> {
  if (handed.format !== 'PNG') return null;
  return plainPng(new Uint8Array(await handed.pixels.arrayBuffer()), handed);
}

function encoded(picture: RgbaPicture): Blob {
  return blobOf(encodePng(picture));
}

function blobOf(file: Bytes): Blob {
  return new Blob([file], { type: 'image/png' });
}

async function describe(picture: RgbaPicture, png: () => Blob): Promise<PictureFile> {
  // Started first: the browser hashes on another thread while this one encodes.
  const hashed = pixelHash(picture);
  const file = png();
  const pdq = pdqHash(picture);
  return { png: file, pixelSha256: await hashed, pdq };
}

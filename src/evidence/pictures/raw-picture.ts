import type { SizePx } from '../../shared/geometry.js';
import type { Picture, RgbaPicture } from '../../shared/picture.js';
import { readBmp } from './read-bmp.js';

/** A file that `isBmp` let through. */
export interface BmpPicture extends SizePx {
  readonly format: 'BMP';
  readonly data: Uint8Array;
}

/** A whole frame in the bytes that were handed over: a third of its pixels, so they are kept and not those. */
export type RawPicture = Picture | BmpPicture;

/** As RGBA. `convert`: as the classifier does, so that the frozen pixels are the judged ones. */
export function rgbaOf(raw: RawPicture, convert: (picture: Picture) => RgbaPicture): RgbaPicture {
  return raw.format === 'BMP' ? readBmp(raw.data, raw) : convert(raw);
}

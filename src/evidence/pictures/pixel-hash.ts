import type { SizePx } from '../../shared/geometry.js';
import type { RgbaPicture } from '../../shared/picture.js';
import { joinBytes, sha256Hex, utf8, type Bytes } from '../bytes.js';

/** What stands before the pixels in what is hashed. */
export function pixelHashHead({ widthPx, heightPx }: SizePx): Bytes {
  return utf8(`RGBA8 ${widthPx}x${heightPx}\n`);
}

/** SHA-256 of the pixels before any encoding: the size as text, then RGBA bytes row by row. */
export function pixelHash(picture: RgbaPicture): Promise<string> {
  return sha256Hex(joinBytes(pixelHashHead(picture), picture.data));
}

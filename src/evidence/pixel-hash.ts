import type { RgbaPicture } from '../shared/picture.js';
import { joinBytes, sha256Hex, utf8 } from './bytes.js';

/** SHA-256 of the pixels before any encoding: the size as text, then RGBA bytes row by row. */
export function pixelHash(picture: RgbaPicture): Promise<string> {
  const size = utf8(`RGBA8 ${picture.widthPx}x${picture.heightPx}\n`);
  return sha256Hex(joinBytes(size, picture.data));
}

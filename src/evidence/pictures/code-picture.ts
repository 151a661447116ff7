import type { BoxPx } from '../../shared/geometry.js';
import type { Picture, RgbaPicture } from '../../shared/picture.js';
import { sha256Hex, type Bytes } from '../bytes.js';
import { cutRgba } from '../capture/capture-picture.js';
import { encodePng } from './encode-png.js';
import type { FrameCoder } from './frame-coder.js';
import { pdqHash, type PdqHash } from './pdq.js';
import { pixelHash } from './pixel-hash.js';
import { rgbaOf, type RawPicture } from './raw-picture.js';

/** A picture as a lossless file with its hashes. The browser hashes on another thread while this one goes on. */
export interface CodedPicture {
  readonly pixelSha256: Promise<string>;
  readonly png: Blob;
  readonly pngSha256: Promise<string>;
  readonly pdq: PdqHash | null;
}

export interface PictureCoder {
  /** The pixels of a whole frame, in memory of their own. */
  readonly toRgba: (raw: RawPicture) => RgbaPicture;
  /** A frame, or the part of it in `region`, which lies inside. */
  readonly code: (raw: RawPicture, region: BoxPx | null) => CodedPicture;
}

/** In JavaScript. `convert` as for `rgbaOf`. */
export function plainCoder(convert: (picture: Picture) => RgbaPicture): PictureCoder {
  const toRgba = (raw: RawPicture): RgbaPicture => rgbaOf(raw, convert);
  return {
    toRgba: (raw) => (raw.format === 'RGBA' ? { ...raw, data: raw.data.slice() } : toRgba(raw)),
    code(raw, region) {
      const whole = toRgba(raw);
      const picture =
        region === null
          ? whole
          : cutRgba(whole, region.xPx, region.yPx, region.widthPx, region.heightPx);
      return coded(pixelHash(picture), encodePng(picture), () => pdqHash(picture));
    },
  };
}

/** The same in WebAssembly, and `plain` where that cannot. */
export function fastCoder(coder: FrameCoder, plain: PictureCoder): PictureCoder {
  return {
    toRgba(raw) {
      const placed = coder.place(raw, null);
      if (placed === null) return plain.toRgba(raw);
      return { ...placed.rgba, data: placed.rgba.data.slice() };
    },
    code(raw, region) {
      const placed = coder.place(raw, region);
      if (placed === null) return plain.code(raw, region);
      const hashed = sha256Hex(placed.hashed);
      const png = placed.encodePng();
      if (png === null) return plain.code(raw, region);
      return coded(hashed, png, () => pdqHash(placed.rgba, (_, by) => placed.blurLuma(by)));
    },
  };
}

/** `png` may be a view of memory that is written over: the file and its hash are begun with first. */
function coded(pixelSha256: Promise<string>, png: Bytes, pdq: () => PdqHash | null): CodedPicture {
  const pngSha256 = sha256Hex(png);
  return { pixelSha256, png: new Blob([png], { type: 'image/png' }), pngSha256, pdq: pdq() };
}

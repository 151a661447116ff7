import type { I420Picture, Picture, RgbaPicture } from '../../shared/picture.js';

/** A picture as RGBA, converted as the classifier does where it is not. */
export function toRgbaWith(
  convert: (picture: I420Picture) => Uint8ClampedArray<ArrayBuffer>,
): (picture: Picture) => RgbaPicture {
  return (picture) => {
    if (picture.format === 'RGBA') return picture;
    const { widthPx, heightPx } = picture;
    return { format: 'RGBA', widthPx, heightPx, data: new Uint8Array(convert(picture).buffer) };
  };
}

import * as v from 'valibot';
import { limits } from '../shared/limits.js';
import { pictureBytes } from '../shared/picture.js';

const pixelCount = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(limits.maxImageSidePx),
);
const data = v.instance(Uint8Array);

/** Pixels in a message, checked down to the number of their bytes. */
export const pictureSchema = v.pipe(
  v.variant('format', [
    v.strictObject({
      format: v.literal('I420'),
      widthPx: pixelCount,
      heightPx: pixelCount,
      data,
      matrix: v.picklist(['bt709', 'bt601', 'bt2020']),
      fullRange: v.boolean(),
    }),
    v.strictObject({ format: v.literal('RGBA'), widthPx: pixelCount, heightPx: pixelCount, data }),
  ]),
  v.check(
    ({ format, widthPx, heightPx, data: bytes }) =>
      bytes.length === pictureBytes(format, widthPx, heightPx),
    'bytes do not fit the size',
  ),
);

import * as v from 'valibot';
import { limits } from '../shared/limits.js';
import { pictureSchema as picture } from './picture-schema.js';
import type { ToEngine } from './pixel-port.js';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const pixelCount = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(limits.maxImageSidePx),
);
const coordinate = v.pipe(v.number(), v.finite());

const box = v.strictObject({
  xPx: coordinate,
  yPx: coordinate,
  widthPx: v.pipe(coordinate, v.minValue(1)),
  heightPx: v.pipe(coordinate, v.minValue(1)),
});

const crops = v.pipe(
  v.array(v.strictObject({ key: id, rect: box, picture })),
  v.maxLength(limits.maxTracksPerMedia),
);

const schema = v.variant('type', [
  v.strictObject({ type: v.literal('open'), mediaId: id, kind: v.picklist(['video', 'image']) }),
  v.strictObject({ type: v.literal('hold') }),
  v.strictObject({ type: v.literal('active'), active: v.boolean() }),
  v.strictObject({
    type: v.literal('sample'),
    mediaId: id,
    sampleId: id,
    mediaTimeS: v.pipe(v.number(), v.finite(), v.minValue(0)),
    sourceWidthPx: pixelCount,
    sourceHeightPx: pixelCount,
    small: v.nullable(picture),
    crops,
    isAskedFor: v.boolean(),
    nextLookMs: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))),
  }),
  v.strictObject({ type: v.literal('more'), sampleId: id, small: v.nullable(picture), crops }),
  v.strictObject({ type: v.literal('abandon'), sampleId: id }),
  v.strictObject({ type: v.literal('close'), mediaId: id }),
]);

/** A message from a page's content script, checked down to the bytes of its pixels, or null. */
export function readToEngine(message: unknown): ToEngine | null {
  const read = v.safeParse(schema, message);
  return read.success ? (read.output as ToEngine) : null;
}

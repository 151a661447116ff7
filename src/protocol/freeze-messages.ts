import * as v from 'valibot';
import { freezeRefusals } from '../shared/freeze-refusal.js';
import { limits } from '../shared/limits.js';
import { reasons } from '../shared/reason.js';

import { pictureSchema } from './picture-schema.js';

/** Bodies of the messages with which a media is frozen. Texts come from a page: cut, never believed. */
const text = v.pipe(v.string(), v.maxLength(limits.maxFactChars));
const optionalText = v.nullable(text);
const count = v.pipe(v.number(), v.finite(), v.minValue(0));

/** What a page says about one media at the moment of freezing. */
export const mediaFacts = v.strictObject({
  kind: v.picklist(['video', 'image']),
  /** Address of the document that holds it. */
  url: text,
  /** What `<link rel="canonical">` of that document says. */
  canonicalUrl: optionalText,
  /** `currentSrc` of the element; null for a `data:` address. */
  mediaUrl: optionalText,
  site: text,
  contentId: optionalText,
  partId: optionalText,
  title: optionalText,
  uploader: optionalText,
  uploaderId: optionalText,
  publishedAt: optionalText,
  widthPx: count,
  heightPx: count,
  mediaTimeS: count,
  isPlaying: v.boolean(),
});
export type MediaFacts = v.InferOutput<typeof mediaFacts>;

/** One whole frame. `reason` without a picture: it cannot be read; null: not now, ask again. */
export const handedFrame = v.variant('ok', [
  v.strictObject({
    ok: v.literal(true),
    picture: pictureSchema,
    mediaTimeS: count,
    /** Milliseconds since 1970 by the clock of the device when the pixels were taken. */
    wallClockMs: count,
    /** What the page's thread spent on it. */
    mainThreadMs: count,
  }),
  v.strictObject({
    ok: v.literal(false),
    reason: v.nullable(v.picklist(reasons)),
    mainThreadMs: count,
  }),
]);
export type HandedFrame = v.InferOutput<typeof handedFrame>;

export const originalFile = v.strictObject({
  bytes: v.pipe(
    v.instance(Uint8Array),
    v.check(({ length }) => length <= limits.maxOriginalBytes, 'too many bytes'),
  ),
  /** As its first bytes say, not as the server says. */
  extension: v.picklist(['jpg', 'png', 'webp', 'gif', 'avif']),
});
export type OriginalFile = v.InferOutput<typeof originalFile>;

export const freezeReply = v.variant('ok', [
  v.strictObject({
    ok: v.literal(true),
    caseId: text,
    frames: count,
    tookMs: count,
    pageThreadMs: count,
  }),
  v.strictObject({
    ok: v.literal(false),
    refusal: v.picklist(freezeRefusals),
    /** Why the pixels could not be read, where that was it. */
    reason: v.nullable(v.picklist(reasons)),
    /** What it needs and what is free, where it would not fit. */
    neededBytes: v.nullable(count),
    freeBytes: v.nullable(count),
  }),
]);
export type FreezeReply = v.InferOutput<typeof freezeReply>;

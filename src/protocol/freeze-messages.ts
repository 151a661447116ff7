import * as v from 'valibot';
import { freezeRefusals } from '../shared/freeze-refusal.js';
import { limits } from '../shared/limits.js';
import { pictureBytes } from '../shared/picture.js';
import { reasons } from '../shared/reason.js';

/** Bodies of the messages with which a media is frozen. Texts come from a page: cut, never believed. */
const text = v.pipe(v.string(), v.maxLength(limits.maxFactChars));
const optionalText = v.nullable(text);
const count = v.pipe(v.number(), v.finite(), v.minValue(0));
/** The web only, so that no evidence carries a script. */
const webAddress = v.pipe(v.string(), v.maxLength(512), v.regex(/^https:\/\/[^\s]+$/));

/** What a page says about one media at the moment of freezing. */
export const mediaFacts = v.strictObject({
  kind: v.picklist(['video', 'image']),
  /** Address of the document that holds it. */
  url: text,
  /** Address of the content, made from its id by the adapter of the site; null where it has none. */
  pageUrl: v.nullable(webAddress),
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

const sidePx = v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(limits.maxImageSidePx));
const sizePx = { widthPx: sidePx, heightPx: sidePx };

/**
 * Pixels of one whole frame. As a `Blob`, because only its name crosses between processes: a message
 * that holds the bytes costs the page's thread 14 ms (3 MB, Chromium) to 45 ms (8 MB) of copying.
 */
export const handedPicture = v.pipe(
  v.variant('format', [
    v.strictObject({
      format: v.literal('I420'),
      ...sizePx,
      pixels: v.instance(Blob),
      matrix: v.picklist(['bt709', 'bt601', 'bt2020']),
      fullRange: v.boolean(),
    }),
    v.strictObject({ format: v.literal('RGBA'), ...sizePx, pixels: v.instance(Blob) }),
    /** A file that the browser made of them: Firefox writes one beside the page's thread. 24 bits, not packed. */
    v.strictObject({ format: v.literal('BMP'), ...sizePx, pixels: v.instance(Blob) }),
  ]),
  v.check(({ format, widthPx, heightPx, pixels: { size } }) => {
    if (widthPx * heightPx > limits.maxImageMegapixels * 1e6) return false;
    // Of a BMP the reader takes one length only.
    if (format === 'BMP') return size <= pictureBytes('RGBA', widthPx, heightPx);
    return size === pictureBytes(format, widthPx, heightPx);
  }, 'bytes do not fit the size'),
);
export type HandedPicture = v.InferOutput<typeof handedPicture>;

/** One whole frame. `reason` without a picture: it cannot be read; null: not now, ask again. */
export const handedFrame = v.variant('ok', [
  v.strictObject({
    ok: v.literal(true),
    picture: handedPicture,
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

/** A frame, or a part of it, as a file: asked for where workers can be started. */
export const pictureJob = v.strictObject({
  /** Names the frame: asked for again, its pixels need not be read again. */
  key: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  picture: handedPicture,
  /** Whole pixels inside the frame, even where colours are stored for two; null: all of it. */
  region: v.nullable(v.strictObject({ xPx: count, yPx: count, widthPx: count, heightPx: count })),
});
export type PictureJob = v.InferOutput<typeof pictureJob>;

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** Null: the pixels cannot be used (a file that is none, another size). */
export const pictureFile = v.nullable(
  v.strictObject({
    png: v.instance(Blob),
    pngSha256: sha256,
    pixelSha256: sha256,
    pdq: v.nullable(v.strictObject({ hash: sha256, quality: count })),
  }),
);
export type PictureFile = v.InferOutput<typeof pictureFile>;

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

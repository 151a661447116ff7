import * as v from 'valibot';
import type { FaceShot, TrackHistory } from '../shared/face-look.js';
import { limits } from '../shared/limits.js';
import { memoryChanges } from '../shared/media-memory.js';
import type { Picture } from '../shared/picture.js';
import type { SiteCheck } from '../shared/site-check.js';
import { count, shortText } from './field-schemas.js';
import { pictureSchema } from './picture-schema.js';

const seconds = v.pipe(v.number(), v.finite());
const score = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));

/** Schema of `TrackHistory`; the cast only restores the branded ids. */
const trackHistory = v.strictObject({
  trackId: shortText,
  points: v.pipe(
    v.array(
      v.strictObject({
        fromS: seconds,
        toS: seconds,
        score,
        isSign: v.boolean(),
        looks: count,
        refused: count,
      }),
    ),
    v.maxLength(limits.maxHistoryPoints),
  ),
  quality: v.strictObject({ facePx: count, sharpness: count, luma: count }),
}) as unknown as v.GenericSchema<TrackHistory>;

const faceShot = v.strictObject({
  trackId: shortText,
  mediaTimeS: seconds,
  score,
  picture: pictureSchema,
}) as unknown as v.GenericSchema<FaceShot>;

/** What was seen of the faces of one media. */
export const readLooks = v.strictObject({
  found: v.boolean(),
  tracks: v.pipe(v.array(trackHistory), v.maxLength(limits.maxTracksPerMedia)),
  shots: v.pipe(v.array(faceShot), v.maxLength(limits.maxFaceShots)),
});

const pictureHashes = v.pipe(
  v.array(
    v.strictObject({
      hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      quality: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
    }),
  ),
  v.maxLength(8),
);

const mediaName = { site: shortText, contentId: v.nullable(shortText), mediaId: shortText };

/** What is remembered of this media, and of others that look like one of `faces`? */
export const memoryQuestion = v.strictObject({
  ...mediaName,
  faces: v.pipe(
    v.array(pictureSchema as unknown as v.GenericSchema<Picture>),
    v.maxLength(limits.maxFaceShots),
  ),
});

/** A correction, its taking back, or evidence that was frozen or deleted. */
export const memoryMark = v.strictObject({
  ...mediaName,
  tabId: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  change: v.picklist(memoryChanges),
  hashes: pictureHashes,
});

/** Selectors are the extension's own; the numbers come from a page. */
export const siteCheck = v.strictObject({
  site: shortText,
  table: v.strictObject({ version: count, checkedAt: shortText, isLive: v.boolean() }),
  parts: v.pipe(
    v.array(
      v.strictObject({
        part: shortText,
        state: v.picklist(['found', 'missing', 'absent']),
        selectors: v.pipe(
          v.array(v.strictObject({ selector: shortText, found: count })),
          v.maxLength(32),
        ),
      }),
    ),
    v.maxLength(32),
  ),
  answers: v.strictObject({
    hasContentId: v.boolean(),
    hasMainVideo: v.boolean(),
    hasInlineData: v.boolean(),
    isAd: v.boolean(),
    isLive: v.boolean(),
  }),
}) satisfies v.GenericSchema<SiteCheck>;

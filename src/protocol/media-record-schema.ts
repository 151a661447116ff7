import * as v from 'valibot';
import { disclosureLevels, maxDisclosureLabels } from '../shared/disclosure.js';
import { levels } from '../shared/level.js';
import type { MediaRecord } from '../shared/media-record.js';
import { count, fraction, reason, shortText } from './field-schemas.js';
import { fileProvenanceSchema } from './provenance-schema.js';

/** 96 px PNG of a face: a few kilobytes; the cap keeps `storage.session` (10 MB) safe. */
const thumbnail = v.pipe(v.string(), v.startsWith('data:image/png;base64,'), v.maxLength(60_000));

const trackVerdict = v.strictObject({
  trackId: shortText,
  level: v.picklist(levels),
  reasons: v.array(reason),
  score: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  framesGood: count,
  framesRefused: v.record(reason, v.optional(count)),
  box: v.strictObject({ x: fraction, y: fraction, width: fraction, height: fraction }),
  firstSeenS: count,
  lastSeenS: count,
  thumbnail: v.optional(thumbnail),
});

const detectorVerdict = v.strictObject({
  level: v.picklist(levels),
  reasons: v.array(reason),
  tracks: v.pipe(v.array(trackVerdict), v.maxLength(64)),
  modelId: shortText,
  backend: v.nullable(v.picklist(['wasm', 'webgpu'])),
});

const pageFacts = v.strictObject({
  uploader: v.nullable(shortText),
  uploaderId: v.nullable(shortText),
  publishedAt: v.nullable(shortText),
  durationS: v.nullable(count),
  partId: v.nullable(shortText),
  isLive: v.boolean(),
});

const disclosure = v.pipe(
  v.strictObject({
    state: v.picklist(['not-read', 'none-seen', 'seen']),
    labels: v.pipe(
      v.array(
        v.strictObject({
          level: v.picklist(disclosureLevels),
          text: v.nullable(shortText),
          where: shortText,
        }),
      ),
      v.maxLength(maxDisclosureLabels),
    ),
    hasPageData: v.boolean(),
  }),
  v.check(
    ({ state, labels }) => (state === 'seen') === labels.length > 0,
    'state and labels differ',
  ),
);

/** Schema of `MediaRecord`; the cast only restores the branded ids. */
export const mediaRecordSchema = v.strictObject({
  mediaId: shortText,
  kind: v.picklist(['video', 'image']),
  state: v.picklist(['checking', 'judged', 'waiting', 'blocked']),
  reasons: v.array(reason),
  verdict: v.nullable(detectorVerdict),
  provenance: fileProvenanceSchema,
  site: shortText,
  contentId: v.nullable(shortText),
  title: v.nullable(shortText),
  page: v.nullable(pageFacts),
  disclosure,
  widthPx: count,
  heightPx: count,
  cost: v.strictObject({ samples: count, mainThreadMsMedian: count, roundTripMsMedian: count }),
  updatedAtMs: count,
}) as unknown as v.GenericSchema<MediaRecord>;

import * as v from 'valibot';
import { count, shortText } from './field-schemas.js';
import { handedFrame, mediaFacts, originalFile } from './freeze-messages.js';
import { row } from './message-row.js';

/** What the background asks of the freezer, the script that it puts beside a content script to freeze. */
export const freezerMessages = {
  /** What the page says about a media. `null`: it is gone. */
  'page/describe-media': row({
    from: ['extension-page'],
    at: 'freezer',
    request: v.strictObject({ mediaId: shortText }),
    reply: v.strictObject({ facts: v.nullable(mediaFacts) }),
    timeLimitMs: 3000,
  }),
  /** The whole picture that a media shows now, at full resolution. */
  'page/hand-frame': row({
    from: ['extension-page'],
    at: 'freezer',
    /** `notAtS`: a frame of this media time is known already. */
    request: v.strictObject({ mediaId: shortText, notAtS: v.nullable(count) }),
    reply: handedFrame,
    timeLimitMs: 3000,
  }),
  /** The bytes of an image's file, where the site lets anybody have them. */
  'page/fetch-original': row({
    from: ['extension-page'],
    at: 'freezer',
    request: v.strictObject({ mediaId: shortText }),
    reply: v.strictObject({ file: v.nullable(originalFile) }),
    timeLimitMs: 12_000,
  }),
} as const;

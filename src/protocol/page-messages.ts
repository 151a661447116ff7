import * as v from 'valibot';
import { safetyAnswers } from '../shared/safety-answer.js';
import { siteModes } from '../shared/site-mode.js';
import { reason, shortText } from './field-schemas.js';
import { freezeReply, pictureFile, pictureJob } from './freeze-messages.js';
import { memoryMark } from './look-messages.js';
import { row } from './message-row.js';

const empty = v.strictObject({});
const done = v.strictObject({ done: v.boolean() });
const tabId = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What the extension's own pages ask of the background and of the engine page: content scripts need not know of it. */
export const pageMessages = {
  /** A correction, its taking back, or evidence that was frozen or deleted; `tabId` says whether the window is private. */
  'memory/mark': row({
    from: ['extension-page'],
    at: 'background',
    request: memoryMark,
    reply: done,
    timeLimitMs: 5000,
  }),
  /** Forgets everything that is remembered of media. */
  'memory/forget': row({
    from: ['extension-page'],
    at: 'background',
    request: empty,
    reply: done,
    timeLimitMs: 5000,
  }),
  /** The popup: is Seam running in this tab, may it, and in which mode? */
  'tab/describe': row({
    from: ['extension-page'],
    at: 'background',
    request: v.strictObject({ tabId }),
    reply: v.strictObject({
      origin: v.nullable(shortText),
      site: v.nullable(shortText),
      mode: v.picklist(siteModes),
      granted: v.boolean(),
      running: v.boolean(),
    }),
    timeLimitMs: 5000,
  }),
  /** The popup changes the mode of the site in this tab; it has asked for the permission before. */
  'site/write-mode': row({
    from: ['extension-page'],
    at: 'background',
    request: v.strictObject({ tabId, mode: v.picklist(siteModes) }),
    reply: done,
    timeLimitMs: 5000,
  }),
  /** "Check now": looks at everything visible in the tab once, whatever the mode. */
  'tab/check-now': row({
    from: ['extension-page'],
    at: 'background',
    request: v.strictObject({ tabId }),
    reply: v.strictObject({ started: v.boolean(), reason: v.nullable(reason) }),
    timeLimitMs: 10_000,
  }),
  /** To the engine page: makes a file of a handed frame, in a worker that the background cannot start. */
  'evidence/encode': row({
    from: ['extension-page'],
    at: 'engine',
    request: pictureJob,
    reply: v.strictObject({ file: pictureFile }),
    timeLimitMs: 20_000,
  }),
  /** Asks the authorities of the settings for a time stamp over a signature; null: none gave one that holds. */
  'stamp/ask': row({
    from: ['extension-page'],
    at: 'background',
    request: v.strictObject({
      message: v.pipe(
        v.instance(Uint8Array),
        v.check(({ length }) => length > 0 && length <= 200, 'not a signature'),
      ),
    }),
    reply: v.strictObject({ stamp: v.nullable(v.instance(Uint8Array)) }),
    timeLimitMs: 30_000,
  }),
  /** A report was handed in, or the collector changed: deliver what is due. Answered when that round is over. */
  'outbox/work': row({
    from: ['extension-page'],
    at: 'background',
    request: empty,
    reply: done,
    timeLimitMs: 60_000,
  }),
  /**
   * Freezes a media of a tab: everything is collected, chained, signed and stored, or nothing is.
   * Never from a content script: a page can make a person click on anything (threats.md T2).
   */
  'evidence/freeze': row({
    from: ['extension-page'],
    at: 'background',
    request: v.strictObject({
      tabId,
      mediaId: shortText,
      /** Also a picture of the visible tab, which may show the person's account. */
      tabPicture: v.boolean(),
      /** Ask the site once more for the file of an image. */
      original: v.boolean(),
      /** The person knows that what is frozen stays when a private window is closed. */
      fromPrivate: v.boolean(),
      /** No pixel is read or kept, for what the person says may be shown; null: pictures are wanted. */
      addressOnly: v.nullable(v.picklist(safetyAnswers)),
    }),
    reply: freezeReply,
    timeLimitMs: 60_000,
  }),
} as const;

import * as v from 'valibot';
import { levels } from '../shared/level.js';
import { pageSettingsSchema } from '../shared/page-settings.js';
import { maxPageDataChars } from '../shared/page-globals.js';
import { siteModes } from '../shared/site-mode.js';
import { freezerMessages } from './freezer-messages.js';
import { memoryQuestion, readLooks, siteCheck } from './look-messages.js';
import { count, shortText } from './field-schemas.js';
import { mediaRecordSchema } from './media-record-schema.js';
import { siteNames } from '../shared/site-names.js';
import {
  addressQuestion,
  addressReply,
  pictureQuestion,
  provenanceReply,
  scanQuestion,
} from './provenance-messages.js';
import { row } from './message-row.js';
import { pageMessages } from './page-messages.js';

export { mediaRecordSchema };

const empty = v.strictObject({});
const done = v.strictObject({ done: v.boolean() });

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const chipWish = v.strictObject({ xShare: share, yShare: share });

const mediaName = { site: shortText, contentId: v.nullable(shortText), mediaId: shortText };
/** Pages that a notice may ask for; each asks again before it does anything. */
export const noticePages = ['why', 'freeze', 'report'] as const;
export type NoticePage = (typeof noticePages)[number];

/**
 * Every control message of the extension. Send, serve, guards and the permission test derive from
 * this table; a message that is not here does not exist. Pixels travel elsewhere (`pixel-port.ts`).
 */
export const messageTable = {
  ...pageMessages,
  ...freezerMessages,
  /** Makes the engine page exist before a port is opened to it. */
  'engine/ensure': row({
    from: ['own-content', 'extension-page'],
    at: 'background',
    request: empty,
    reply: done,
    timeLimitMs: 10_000,
  }),
  /** What to do on the sender's own site, and whether the person's permission for it stands. */
  'site/read-mode': row({
    from: ['own-content'],
    at: 'background',
    request: empty,
    reply: v.strictObject({ mode: v.picklist(siteModes), granted: v.boolean() }),
    timeLimitMs: 5000,
  }),
  /** The person's settings, as far as a page shows them. */
  'settings/read': row({
    from: ['own-content'],
    at: 'background',
    request: empty,
    reply: pageSettingsSchema,
    timeLimitMs: 5000,
  }),
  /**
   * New state of media of the sender's own document; replaces records with the same id. Each
   * document sends one empty change when it starts: what an earlier document of the frame said is
   * forgotten then (`documentId` is random per content script).
   */
  'media/changed': row({
    from: ['own-content'],
    at: 'background',
    request: v.strictObject({
      documentId: shortText,
      records: v.pipe(v.array(mediaRecordSchema), v.maxLength(64)),
      gone: v.pipe(v.array(shortText), v.maxLength(256)),
    }),
    reply: done,
    timeLimitMs: 5000,
  }),
  /**
   * A trusted click on the notice of a media of the sender's own document: opens the page of the
   * extension that explains, freezes or reports. Opening is all that a click in a page can do (T2).
   */
  'media/open-page': row({
    from: ['own-content'],
    at: 'background',
    request: v.strictObject({ page: v.picklist(noticePages), mediaId: shortText }),
    reply: done,
    timeLimitMs: 5000,
  }),
  /** Where the person put the notices of the sender's own site. */
  'notice/read-place': row({
    from: ['own-content'],
    at: 'background',
    request: empty,
    reply: v.strictObject({ wish: v.nullable(chipWish) }),
    timeLimitMs: 5000,
  }),
  /** The person moved a notice on the sender's own site; null: back to where Seam puts it. */
  'notice/write-place': row({
    from: ['own-content'],
    at: 'background',
    request: v.strictObject({ wish: v.nullable(chipWish) }),
    reply: done,
    timeLimitMs: 5000,
  }),
  /**
   * Values that the sender's own page keeps in its own world, from the fixed list of `page-globals.ts`.
   * JSON of the page: hostile, any shape. Null where the site has no list or the page gave nothing.
   */
  'page/read-data': row({
    from: ['own-content'],
    at: 'background',
    request: v.strictObject({ site: v.picklist(siteNames) }),
    reply: v.strictObject({
      json: v.nullable(v.pipe(v.string(), v.maxLength(maxPageDataChars))),
    }),
    timeLimitMs: 5000,
  }),
  /** What this device remembers of a media. Nothing in private windows. */
  'memory/recall': row({
    from: ['own-content', 'extension-page'],
    at: 'background',
    request: memoryQuestion,
    reply: v.strictObject({
      seen: v.nullable(v.strictObject({ level: v.picklist(levels), atMs: count })),
      isQuiet: v.boolean(),
      wrong: v.nullable(
        v.strictObject({ says: v.picklist(['unaltered', 'altered']), atMs: count }),
      ),
      frozenAtMs: v.nullable(count),
      alike: v.nullable(
        v.strictObject({ was: v.picklist(['frozen', 'unaltered', 'altered']), atMs: count }),
      ),
      hasHashes: v.boolean(),
    }),
    timeLimitMs: 5000,
  }),
  /** "Not now" on the notice of a media of the sender's own document. */
  'memory/quiet': row({
    from: ['own-content'],
    at: 'background',
    request: v.strictObject(mediaName),
    reply: done,
    timeLimitMs: 5000,
  }),
  /** The check page: the file behind an address that a person typed, read once. */
  'address/read': row({
    from: ['extension-page'],
    at: 'background',
    request: addressQuestion,
    reply: addressReply,
    timeLimitMs: 20_000,
  }),
  /**
   * What the file of one image of the sender's own document says about itself. `address` is what the
   * image shows now. Read only after a gesture on that very address, or from hosts that the person allowed;
   * otherwise the answer is `not-read` and nothing is asked of the network.
   */
  'provenance/read': row({
    from: ['own-content'],
    at: 'background',
    request: pictureQuestion,
    reply: provenanceReply,
    timeLimitMs: 90_000,
  }),
  /** Background to the engine page of Chromium: bytes to scan, in workers that live and die there. */
  'provenance/scan': row({
    from: ['extension-page'],
    at: 'engine',
    request: scanQuestion,
    reply: provenanceReply,
    timeLimitMs: 70_000,
  }),
  /** To the content script: check now. `sourceUrl` limits it to that media (context menu). */
  'page/check-now': row({
    from: ['extension-page'],
    at: 'content',
    request: v.strictObject({
      sourceUrl: v.nullable(v.string()),
      /** Picture of the visible tab (PNG bytes), for media whose pixels the page may not read. */
      visibleTab: v.nullable(v.instance(Uint8Array)),
    }),
    reply: v.strictObject({ found: count }),
    timeLimitMs: 5000,
  }),
  /** To the content script: which selectors fit the page now? For the options page. */
  'page/check-site': row({
    from: ['extension-page'],
    at: 'content',
    request: empty,
    reply: siteCheck,
    timeLimitMs: 5000,
  }),
  /** To the content script: are you there? */
  'page/ping': row({
    from: ['extension-page'],
    at: 'content',
    request: empty,
    reply: done,
    timeLimitMs: 1000,
  }),
  /** To the content script: what was seen of the faces of one media. */
  'page/read-looks': row({
    from: ['extension-page'],
    at: 'content',
    request: v.strictObject({ mediaId: shortText }),
    reply: readLooks,
    timeLimitMs: 5000,
  }),
  /** To the content script: the person changed a setting. */
  'page/set-settings': row({
    from: ['extension-page'],
    at: 'content',
    request: pageSettingsSchema,
    reply: done,
    timeLimitMs: 5000,
  }),
  /** To the content script: modes or permissions of sites changed; each frame asks for its own anew. */
  'page/renew-mode': row({
    from: ['extension-page'],
    at: 'content',
    request: empty,
    reply: done,
    timeLimitMs: 5000,
  }),
} as const;

export type MessageName = keyof typeof messageTable;
export type RequestOf<Name extends MessageName> = v.InferOutput<
  (typeof messageTable)[Name]['request']
>;
export type ReplyOf<Name extends MessageName> = v.InferOutput<(typeof messageTable)[Name]['reply']>;

/** Replies are values: either the reply, or one of these codes (style.md section 5). */
export type MessageError = 'denied' | 'invalid' | 'gone' | 'timeout' | 'failed';
export type MessageResult<Name extends MessageName> =
  | { readonly ok: true; readonly value: ReplyOf<Name> }
  | { readonly ok: false; readonly error: MessageError };

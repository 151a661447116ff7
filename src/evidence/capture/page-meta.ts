import * as v from 'valibot';
import type { MediaRecord } from '../../shared/media-record.js';
import { safetyAnswers } from '../../shared/safety-answer.js';
import { readCanonicalJson } from '../canonical-json.js';
import { sha256Text } from '../log/capture-record.js';
import { readUtf8, type Bytes } from '../bytes.js';

/**
 * `page/meta.json`: what was known at the moment of freezing beside the pixels. Frozen, so it is
 * never changed; what the person adds later stands in the report.
 */
const text = v.pipe(v.string(), v.maxLength(4000));
const optionalText = v.nullable(text);
const count = v.pipe(v.number(), v.finite(), v.minValue(0));

const pageMeta = v.strictObject({
  version: v.literal(1),
  /**
   * As the browser said where the tab was; the page's own word where the browser did not say, and for a
   * player inside a frame. Without what names the reader (`page-addresses`).
   */
  urlAsSeen: text,
  /** Made by us from the content id (`pageUrl` of the site's adapter); null where it has none. */
  urlCanonical: optionalText,
  /**
   * What the page claims in `<link rel="canonical">`. Before November 28, 2026 where the tab was, for a
   * player inside a frame.
   */
  urlClaimed: optionalText,
  /** Where the tab was, for a player inside a frame; evidence before November 28, 2026 does not say. */
  urlOfTab: v.optional(optionalText),
  mediaUrl: optionalText,
  site: text,
  contentId: optionalText,
  partId: optionalText,
  title: optionalText,
  uploader: optionalText,
  uploaderId: optionalText,
  publishedAt: optionalText,
  mediaType: v.picklist(['video', 'image']),
  widthPx: count,
  heightPx: count,
  frozenAtMs: count,
  zone: text,
  userAgent: text,
  extensionVersion: text,
  /** SHA-256 of `files.sha256` of the package, which lists every file; null where it is missing. */
  extensionSha256: v.nullable(sha256Text),
  /** The model that gave the verdict. Null where only its name is known, or nobody measured it. */
  model: v.strictObject({
    id: text,
    version: optionalText,
    sha256: v.nullable(sha256Text),
    backend: v.nullable(v.picklist(['wasm', 'webgpu'])),
    calibration: optionalText,
    knownErrorRate: optionalText,
    /** Brought by the person, not part of this software; evidence before November 27, 2026 does not say. */
    isForeign: v.optional(v.boolean()),
  }),
  /** The record of the media as the toolbar showed it, without pictures of faces. */
  record: v.nullable(v.record(v.string(), v.unknown())),
  /** No picture was taken, at the person's wish, and what they said may be shown; absent: pictures were asked for. */
  addressOnly: v.optional(v.picklist(safetyAnswers)),
  /** What could not be collected, and why, in the words of the log. */
  missing: v.array(text),
});

export type PageMeta = Omit<v.InferOutput<typeof pageMeta>, 'record'> & {
  readonly record: MediaRecord | null;
};

/** The facts in the bytes of `page/meta.json`, or null when they are not ours. */
export function readPageMeta(bytes: Bytes): PageMeta | null {
  const read = v.safeParse(pageMeta, readCanonicalJson(readUtf8(bytes) ?? ''), {
    abortEarly: true,
  });
  return read.success ? (read.output as unknown as PageMeta) : null;
}

/** A record as plain JSON, without the pictures of faces: those are frozen as files. */
export function recordForMeta(record: MediaRecord): MediaRecord {
  const plain = JSON.parse(JSON.stringify(record)) as MediaRecord;
  for (const track of plain.verdict?.tracks ?? []) {
    delete (track as { thumbnail?: string }).thumbnail;
  }
  return plain;
}

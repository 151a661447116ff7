import * as v from 'valibot';

/** Lower-case SHA-256, as `sha256sum` prints it. */
export const sha256Text = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** A moment as `Date.prototype.toISOString` writes it. */
export const isoMoment = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
/** A path inside a package: plain ASCII, relative, without dots for folders. */
export const packagePath = v.pipe(
  v.string(),
  // Its length is asked in the expression, which is tried whatever failed before: megabytes overflow the stack.
  v.regex(/^(?!.{121})[A-Za-z0-9][A-Za-z0-9_-]*(?:[./][A-Za-z0-9][A-Za-z0-9_-]*)*$/),
);
const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const fraction = v.pipe(finite, v.minValue(0), v.maxValue(1));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(120));

/** What was captured. `opened` starts a log, `note` is a remark of the person. */
export const captureKinds = [
  'opened',
  'page',
  'frame',
  'crop',
  'original',
  'tab-picture',
  'redacted',
  'note',
] as const;

/**
 * How the clocks moved since the record before. `moved-back` and `jumped` are flags for a reader,
 * not faults of the log: a person may set a clock, and we say so instead of guessing.
 */
export const clockMoves = ['first', 'steady', 'new-session', 'moved-back', 'jumped'] as const;
export type ClockMove = (typeof clockMoves)[number];

/** What the caller knows about one captured thing; the log adds place, hash and clock judgement. */
const captured = {
  kind: v.picklist(captureKinds),
  /** Where the bytes lie in the package; null for `opened` and `note`. */
  path: v.nullable(packagePath),
  encodedSha256: v.nullable(sha256Text),
  encodedBytes: v.nullable(count),
  /** SHA-256 of `RGBA8 WxH\n` and the RGBA bytes before encoding (see `pixel-hash.ts`). */
  pixelSha256: v.nullable(sha256Text),
  /** Perceptual hash, 64 hexadecimal digits, and its quality 0 to 100. */
  pdq: v.nullable(v.object({ hash: sha256Text, quality: v.pipe(count, v.maxValue(100)) })),
  mediaUrl: v.nullable(v.pipe(v.string(), v.maxLength(4000))),
  mediaTimeS: v.nullable(v.pipe(finite, v.minValue(0))),
  /** Part of the picture in fractions; null for the whole. */
  region: v.nullable(v.object({ x: fraction, y: fraction, width: fraction, height: fraction })),
  /** Milliseconds since 1970 by the clock of the device. */
  wallClockMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Milliseconds of `performance.now()`; comparable inside one session only. */
  monotonicMs: v.pipe(finite, v.minValue(0)),
  /** Names the run of the extension page that `monotonicMs` counts from. */
  session: name,
  extensionVersion: name,
  modelSha256: v.nullable(sha256Text),
  backend: v.nullable(v.picklist(['wasm', 'webgpu'])),
  /** Model outputs for this frame or crop by name, as they came. */
  scores: v.nullable(v.record(name, finite)),
  note: v.nullable(v.pipe(v.string(), v.maxLength(4000))),
};

const captureRecord = v.strictObject({
  ...captured,
  version: v.literal(1),
  caseId: name,
  /** Fingerprint of the signing key: SHA-256 of its SubjectPublicKeyInfo. */
  key: sha256Text,
  seq: count,
  previous: sha256Text,
  clock: v.picklist(clockMoves),
});

export type CaptureRecord = v.InferOutput<typeof captureRecord>;
export type Captured = Omit<
  CaptureRecord,
  'version' | 'caseId' | 'key' | 'seq' | 'previous' | 'clock'
>;

/** The record in `raw`, or null: fields missing, of another type, or too many. */
export function readCaptureRecord(raw: unknown): CaptureRecord | null {
  // The first issue is enough: hostile lists have millions.
  const read = v.safeParse(captureRecord, raw, { abortEarly: true });
  return read.success ? read.output : null;
}

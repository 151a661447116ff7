import * as v from 'valibot';
import type { WorkerJob } from '../protocol/worker-link.js';
import { modelEntrySchema } from '../shared/catalog.js';
import { limits } from '../shared/limits.js';
import { pictureBytes } from '../shared/picture.js';

/**
 * Pixels and boxes began in a page, so they are checked again before arithmetic runs on them: a box of
 * 10^9 px or a picture that is shorter than it says must not stop the engine.
 */
const sidePx = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limits.maxImageSidePx));
/** Boxes may lie outside a picture, but not endlessly far. */
const placePx = v.pipe(
  v.number(),
  v.finite(),
  v.minValue(-4 * limits.maxImageSidePx),
  v.maxValue(4 * limits.maxImageSidePx),
);
const lengthPx = v.pipe(
  v.number(),
  v.finite(),
  v.minValue(0),
  v.maxValue(2 * limits.maxImageSidePx),
);
const bytes = v.instance(Uint8Array);

const picture = v.pipe(
  v.variant('format', [
    v.object({
      format: v.literal('I420'),
      widthPx: sidePx,
      heightPx: sidePx,
      data: bytes,
      matrix: v.picklist(['bt709', 'bt601', 'bt2020']),
      fullRange: v.boolean(),
    }),
    v.object({ format: v.literal('RGBA'), widthPx: sidePx, heightPx: sidePx, data: bytes }),
  ]),
  v.check(
    ({ widthPx, heightPx }) => widthPx * heightPx <= limits.maxImageMegapixels * 1e6,
    'too many pixels',
  ),
  v.check(
    ({ format, widthPx, heightPx, data }) =>
      data.length === pictureBytes(format, widthPx, heightPx),
    'the data does not have the size of the picture',
  ),
);

/**
 * Detection asks for a picture of about 640 px. A large one would be computed as well, but MediaPipe's
 * memory grows to hold it and never shrinks again.
 */
const maxDetectSidePx = 4 * limits.smallPictureLongSidePx;
const smallPicture = v.pipe(
  picture,
  v.check(
    ({ widthPx, heightPx }) => Math.max(widthPx, heightPx) <= maxDetectSidePx,
    'too large for detection',
  ),
);

const face = v.object({
  key: v.pipe(v.string(), v.maxLength(128)),
  picture,
  box: v.object({ xPx: placePx, yPx: placePx, widthPx: lengthPx, heightPx: lengthPx }),
  keyPoints: v.nullable(v.pipe(v.array(v.object({ xPx: placePx, yPx: placePx })), v.maxLength(16))),
  template: v.nullable(
    v.pipe(
      v.object({
        luma: bytes,
        sidePx: v.pipe(v.number(), v.integer(), v.minValue(8), v.maxValue(64)),
      }),
      v.check(({ luma, sidePx: side }) => luma.length === side * side, 'the patch is not square'),
    ),
  ),
  wantThumbnail: v.boolean(),
  variants: v.pipe(
    v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
    v.minLength(1),
    v.maxLength(4),
  ),
});

const jobId = v.pipe(v.number(), v.safeInteger());
const job = v.variant('type', [
  v.object({
    type: v.literal('start'),
    jobId,
    config: v.object({
      modelId: v.pipe(v.string(), v.maxLength(128)),
      backend: v.picklist(['auto', 'wasm', 'webgpu']),
      allowFallbackAdapter: v.boolean(),
      ownModel: v.optional(v.nullable(modelEntrySchema)),
    }),
  }),
  v.object({ type: v.literal('detect'), jobId, picture: smallPicture, closeUps: v.boolean() }),
  v.object({
    type: v.literal('classify'),
    jobId,
    faces: v.pipe(v.array(face), v.maxLength(2 * limits.maxFacesPerSample)),
  }),
  v.object({ type: v.literal('verify'), jobId }),
]);

export type ReadJob =
  | { readonly job: WorkerJob }
  | { readonly jobId: number; readonly fault: string }
  /** No id, so nobody waits for an answer. */
  | null;

/** Checks what came over the link. */
export function readJob(data: unknown): ReadJob {
  const read = v.safeParse(job, data);
  if (read.success) return { job: read.output };
  const id = v.safeParse(v.object({ jobId }), data);
  if (!id.success) return null;
  const fault = read.issues
    .map((issue) => `${v.getDotPath(issue) ?? 'job'}: ${issue.message}`)
    .join('; ');
  return { jobId: id.output.jobId, fault };
}

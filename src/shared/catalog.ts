import * as v from 'valibot';

/**
 * Description of a classifier as `models/catalog.json` holds it (architecture section 6). Written by
 * the training code, compiled into the extension, and read by `engine` (how to feed the model) and
 * `verdict` (what its numbers mean).
 */
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const finite = v.pipe(v.number(), v.finite());
const unitInterval = v.pipe(finite, v.minValue(0), v.maxValue(1));
const luma = v.pipe(finite, v.minValue(0), v.maxValue(255));
const cropPx = v.pipe(v.number(), v.integer(), v.minValue(16), v.maxValue(1024));

const levelLimits = { weak: unitInterval, moderate: unitInterval, strong: unitInterval };
const rising = <Limits extends { weak: number; moderate: number; strong: number }>(
  limits: Limits,
): boolean => limits.weak <= limits.moderate && limits.moderate <= limits.strong;

/** Calibrated probability of a head = logistic(scale * logit + bias). A falling scale would swap the classes. */
const platt = v.object({
  scale: v.pipe(finite, v.gtValue(0)),
  bias: finite,
  /** Log-odds taken off before a level is decided; the score itself is untouched. */
  alarmOffset: v.optional(v.pipe(finite, v.minValue(0))),
});

const margin = v.pipe(finite, v.minValue(0.5), v.maxValue(4));
const cropVariant = v.object({ margin, mirrored: v.boolean() });

const golden = v.object({
  /** Input drawn by integer arithmetic, so that every language gives the same bytes (`engine/runtime/golden.ts`). */
  pattern: v.picklist(['ramp', 'blob']),
  /** Expected composite and synthetic logit. */
  logits: v.tuple([finite, finite]),
  toleranceLogit: v.pipe(finite, v.gtValue(0), v.maxValue(0.5)),
});

const entry = v.pipe(
  v.object({
    id: name,
    version: name,
    /** File name in `models/`, without folders. */
    file: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]*\.onnx$/)),
    /** SHA-256 of the file, lower-case hexadecimal. An empty one would trust anything (threats.md T12). */
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
    license: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
    input: v.object({
      name,
      type: v.literal('uint8'),
      shape: v.tuple([v.literal(1), cropPx, cropPx, v.literal(3)]),
      layout: v.literal('NHWC'),
      colour: v.literal('RGB'),
    }),
    crop: v.object({
      /** Side of the model input. */
      sizePx: cropPx,
      /** Side of the square cut from the picture / longer side of the face box. */
      margin,
      /** `eyes`: the square is turned so that the eyes are level. */
      align: v.picklist(['none', 'eyes']),
      /** Faces that are turned this far or further are judged levelled as well as they are; absent: all levelled alone. */
      alignFromDegrees: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(180))),
      /**
       * The frames of a track are cut by these in turn, so that its score is one of several crops; a still is
       * cut by the first two, and their logits averaged. Absent: `margin`, not mirrored, every time.
       */
      variants: v.optional(v.pipe(v.array(cropVariant), v.minLength(1), v.maxLength(16))),
    }),
    outputs: v.record(v.string(), v.unknown()),
    calibration: v.object({
      composite: platt,
      synthetic: platt,
      /** Score of a face = 1 - (1 - composite) * (1 - synthetic). */
      combine: v.literal('noisy-or'),
    }),
    thresholds: v.object({
      track: v.pipe(
        v.object({
          ...levelLimits,
          /** Share of good frames that must reach `face` before a level above `weak`. */
          shareAboveFace: unitInterval,
          face: unitInterval,
          minFrames: v.pipe(v.number(), v.integer(), v.minValue(1)),
        }),
        v.check(rising, 'track thresholds must rise from weak to strong'),
      ),
      image: v.pipe(
        v.object(levelLimits),
        v.check(rising, 'image thresholds must rise from weak to strong'),
      ),
    }),
    validity: v.object({
      /** Faces below this longer side (source pixels) are not classified. */
      minFacePx: v.pipe(finite, v.minValue(0)),
      /** Faces below this side are classified, and the why page says that they show less. */
      lowQualityFacePx: v.pipe(finite, v.minValue(0)),
      minSharpness: v.pipe(finite, v.minValue(0)),
      minLuma: luma,
      maxLuma: luma,
      /** Faces that are turned further in the picture's plane are not classified; absent: all are. */
      maxRollDegrees: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(180))),
    }),
    golden: v.pipe(v.array(golden), v.minLength(1)),
    /** Figures for the model card; nothing is decided by them. */
    measured: v.optional(v.unknown()),
  }),
  v.check(
    ({ input, crop }) => input.shape[1] === crop.sizePx && input.shape[2] === crop.sizePx,
    'input.shape must be [1, sizePx, sizePx, 3]',
  ),
  v.check(({ outputs }) => Object.hasOwn(outputs, 'logits'), 'outputs must name logits'),
);

const catalog = v.pipe(
  v.object({ models: v.pipe(v.array(entry), v.minLength(1)) }),
  v.check(
    ({ models }) => new Set(models.map(({ id }) => id)).size === models.length,
    'model ids must differ',
  ),
);

export const modelEntrySchema = entry;
export type ModelEntry = v.InferOutput<typeof entry>;
export type ModelCatalog = v.InferOutput<typeof catalog>;
export type ModelValidity = ModelEntry['validity'];
export type CropVariant = v.InferOutput<typeof cropVariant>;
export type GoldenEntry = v.InferOutput<typeof golden>;

/** One entry by itself (a model that the person brings); the faults, one a field, where it is none. */
export function readModelEntry(raw: unknown): ModelEntry | readonly string[] {
  const read = v.safeParse(entry, raw);
  return read.success ? read.output : read.issues.map(describeFault);
}

function describeFault(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue) ?? 'entry'}: ${issue.message}`;
}

/** Checks a catalog. Throws an error that names every wrong field: a bad catalog must never start. */
export function parseCatalog(raw: unknown): ModelCatalog {
  const read = v.safeParse(catalog, raw);
  if (read.success) return read.output;
  const faults = read.issues.map(
    (issue) => `${v.getDotPath(issue) ?? 'catalog'}: ${issue.message}`,
  );
  throw new Error(`models/catalog.json is not usable: ${faults.join('; ')}`);
}

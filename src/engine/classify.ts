import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { GoldenEntry, ModelEntry } from '../shared/catalog.js';
import type { FaceLogits } from '../shared/face-logits.js';
import { EngineError } from './engine-error.js';
import { verifyGolden } from './runtime/golden.js';

/** A loaded model. One face at a time: more at once gains nothing on one thread (feasibility.md section 6). */
export interface Classifier {
  /** uint8 RGB `[sizePx, sizePx, 3]`: write the crop here, then call `run`. The same buffer every time. */
  readonly input: Uint8Array;
  /** Logits of what lies in `input`. Throws `suspect` when they are not finite or missing. */
  run(): Promise<FaceLogits>;
  /** Runs the golden patterns (`input` is overwritten). Throws `suspect` when one is off. */
  verify(): Promise<void>;
}

/** What is used of an ONNX Runtime session. */
export interface Session {
  run(
    feeds: InferenceSession.FeedsType,
    fetches: readonly string[],
  ): Promise<InferenceSession.ReturnType>;
}

export type MakeTensor = (data: Uint8Array, shape: readonly number[]) => Tensor;

/** Feeds `session` as the catalog entry says. Only `logits` is fetched, the other heads stay in the graph. */
export function createClassifier(
  session: Session,
  makeTensor: MakeTensor,
  { input, crop, golden }: Pick<ModelEntry, 'input' | 'crop'> & { golden: readonly GoldenEntry[] },
): Classifier {
  const pixels = new Uint8Array(crop.sizePx * crop.sizePx * 3);
  const feeds = { [input.name]: makeTensor(pixels, input.shape) };
  const classifier: Classifier = {
    input: pixels,
    async run() {
      const outputs = await session.run(feeds, ['logits']);
      return readLogits(outputs['logits']);
    },
    verify: () => verifyGolden(classifier, golden, crop.sizePx),
  };
  return classifier;
}

function readLogits(tensor: Tensor | undefined): FaceLogits {
  const data = tensor?.data;
  if (!(data instanceof Float32Array) || data.length !== 2) {
    throw new EngineError('suspect', 'The model gave no two logits.');
  }
  const [composite, synthetic] = data;
  if (
    composite === undefined ||
    synthetic === undefined ||
    !Number.isFinite(composite) ||
    !Number.isFinite(synthetic)
  ) {
    throw new EngineError(
      'suspect',
      `The model gave logits that are not finite: ${data.join(', ')}.`,
    );
  }
  return { composite, synthetic };
}

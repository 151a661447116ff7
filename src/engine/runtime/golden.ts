import type { GoldenEntry } from '../../shared/catalog.js';
import { EngineError } from '../engine-error.js';
import type { FaceLogits } from '../../shared/face-logits.js';

/**
 * Fixed inputs whose logits the catalog knows. A back end that computes wrong numbers without an error
 * (threats.md T13) is found by them. Drawn by integer arithmetic; same text in `models/training/golden.py`.
 */
export const goldenPatterns: Readonly<
  Record<GoldenEntry['pattern'], (rgb: Uint8Array, sizePx: number) => void>
> = {
  ramp(rgb, sizePx) {
    eachSample(sizePx, (at, x, y, channel) => {
      rgb[at] = (7 * x + 13 * y + 29 * channel + ((x * y) >> 3)) & 255;
    });
  },
  /** A skin-coloured ellipse on grey, soft at its rim, with a faint texture. */
  blob(rgb, sizePx) {
    const skin = [198, 152, 128];
    eachSample(sizePx, (at, x, y, channel) => {
      const [dx, dy] = [2 * x - (sizePx - 1), 2 * y - (sizePx - 1)];
      const distance = Math.floor(((dx * dx * 25 + dy * dy * 16) * 64) / (16 * sizePx * sizePx));
      const inside = Math.min(64, Math.max(0, (80 - distance) * 2));
      const texture = ((x * x + 3 * y * y + x * y) >> 4) & 7;
      const colour = (skin[channel] ?? 0) - (distance >> 1);
      const mixed = (colour * inside + 118 * (64 - inside)) >> 6;
      rgb[at] = Math.min(255, Math.max(0, mixed + texture - 4));
    });
  },
};

function eachSample(
  sizePx: number,
  visit: (at: number, x: number, y: number, channel: number) => void,
): void {
  for (let y = 0, at = 0; y < sizePx; y++) {
    for (let x = 0; x < sizePx; x++) {
      for (let channel = 0; channel < 3; channel++) visit(at++, x, y, channel);
    }
  }
}

/**
 * Runs every golden pattern through a classifier, whose `input` is overwritten. Throws `suspect` when a
 * logit is further from the catalog than its tolerance.
 */
export async function verifyGolden(
  classifier: { readonly input: Uint8Array; run(): Promise<FaceLogits> },
  golden: readonly GoldenEntry[],
  sizePx: number,
): Promise<void> {
  for (const { pattern, logits, toleranceLogit } of golden) {
    goldenPatterns[pattern](classifier.input, sizePx);
    const { composite, synthetic } = await classifier.run();
    const gap = Math.max(Math.abs(composite - logits[0]), Math.abs(synthetic - logits[1]));
    // Written so that a gap that is no number fails as well.
    if (!(gap <= toleranceLogit)) {
      throw new EngineError('suspect', `Pattern ${pattern} is off by ${gap} logits.`);
    }
  }
}

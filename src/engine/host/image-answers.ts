import type { SampleOutcome, ToEngine } from '../../protocol/pixel-port.js';
import { limits } from '../../shared/limits.js';
import { piecesOf } from './closer-look.js';

type Sample = Extract<ToEngine, { type: 'sample' }>;

interface KnownAnswer {
  readonly outcome: SampleOutcome;
  /** Nothing was left to be looked for more closely. */
  readonly isWhole: boolean;
}

/**
 * Answers for images by their content: an avatar that a page shows a hundred times, or a card that is
 * scrolled back into view, is analysed once (threats.md T21). Kept apart for each tab, so that no page
 * learns or plants anything for another. The key is of the picture as it is shrunk for the detector; a page
 * that prepares two pictures which shrink to the same bytes gets the answer of the first for both.
 */
export class ImageAnswers {
  readonly #known = new Map<string, KnownAnswer>();

  /** SHA-256 over tab, size and pixels; null where the sample carries no whole picture. */
  async keyOf(owner: string, sample: Sample): Promise<string | null> {
    const { small, sourceWidthPx, sourceHeightPx } = sample;
    if (small === null) return null;
    const pixels = await crypto.subtle.digest('SHA-256', small.data as Uint8Array<ArrayBuffer>);
    const hash = Array.from(new Uint8Array(pixels), (byte) => byte.toString(16)).join('.');
    return `${owner} ${sourceWidthPx}x${sourceHeightPx} ${small.format} ${small.widthPx} ${hash}`;
  }

  /** Who asks for a closer look gets no answer that was given without one. */
  get(key: string, sample: Sample): SampleOutcome | undefined {
    const known = this.#known.get(key);
    if (known === undefined || (isWhole(sample) && !known.isWhole)) return undefined;
    // The least recently asked one is the first to go.
    this.#known.delete(key);
    this.#known.set(key, known);
    return known.outcome;
  }

  clear(): void {
    this.#known.clear();
  }

  /** Keeps an answer. What could not be looked at is asked again the next time. */
  keep(key: string, sample: Sample, outcome: SampleOutcome): void {
    if (outcome.refused !== null) return;
    this.#known.set(key, { outcome, isWhole: isWhole(sample) });
    if (this.#known.size <= limits.maxImageAnswers) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}

function isWhole({ isAskedFor, sourceWidthPx, sourceHeightPx }: Sample): boolean {
  const frame = { widthPx: sourceWidthPx, heightPx: sourceHeightPx };
  return isAskedFor || piecesOf(frame).length === 0;
}

import type { SampleOutcome, ToEngine } from '../../protocol/pixel-port.js';
import { limits } from '../../shared/limits.js';

type Sample = Extract<ToEngine, { type: 'sample' }>;

/**
 * Answers for images by their content: an avatar that a page shows a hundred times, or a card that is
 * scrolled back into view, is analysed once (threats.md T21). Kept apart for each tab, so that no page
 * learns or plants anything for another. The key is of the picture as it is shrunk for the detector; a page
 * that prepares two pictures which shrink to the same bytes gets the answer of the first for both.
 */
export class ImageAnswers {
  readonly #known = new Map<string, SampleOutcome>();

  /** Tab, size, how closely it is looked at, and SHA-256 of the pixels; null where the sample carries no whole picture. */
  async keyOf(owner: string, sample: Sample): Promise<string | null> {
    const { small, sourceWidthPx, sourceHeightPx, isThorough } = sample;
    if (small === null) return null;
    const pixels = await crypto.subtle.digest('SHA-256', small.data as Uint8Array<ArrayBuffer>);
    const hash = Array.from(new Uint8Array(pixels), (byte) => byte.toString(16)).join('.');
    return `${owner} ${isThorough} ${sourceWidthPx}x${sourceHeightPx} ${small.format} ${small.widthPx} ${hash}`;
  }

  get(key: string): SampleOutcome | undefined {
    const known = this.#known.get(key);
    if (known === undefined) return undefined;
    // The least recently asked one is the first to go.
    this.#known.delete(key);
    this.#known.set(key, known);
    return known;
  }

  clear(): void {
    this.#known.clear();
  }

  /** Keeps an answer. What could not be looked at is asked again the next time. */
  keep(key: string, outcome: SampleOutcome): void {
    if (outcome.refused !== null) return;
    this.#known.set(key, outcome);
    if (this.#known.size <= limits.maxImageAnswers) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}

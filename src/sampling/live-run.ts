import type { PixelSource } from '../frames/pixel-source.js';
import type { DocumentSession } from './document-session.js';

/**
 * The content script of a document as a later script of the extension finds it, in the isolated world
 * that the page does not see.
 */
export interface LiveRun {
  isAlive(): boolean;
  readonly session: Pick<DocumentSession, 'elementOf' | 'wordsFor' | 'pageUrl'>;
  readonly pixels: PixelSource;
  /** Aborts when the content script ends. */
  readonly signal: AbortSignal;
}

import { isVideo, type MediaElement, type PixelSource } from '../frames/pixel-source.js';
import type { TakenFrame } from '../frames/retained-frame.js';
import type { ShownPlace } from '../frames/visible-tab.js';
import { limits } from '../shared/limits.js';
import type { Reason } from '../shared/reason.js';

/** A picture of the visible tab (PNG) and where it shows the element. */
export interface ScreenPiece {
  readonly png: Uint8Array;
  readonly place: ShownPlace;
}

/** The pixels of one element: whether they may be read, why not, and where else they come from. */
export class MediaPixels {
  /** Stands in where the page may not read the pixels: after a gesture, for one look. */
  screen: ScreenPiece | null = null;
  #barred: Reason | null = null;
  #blackInRow = 0;
  readonly #element: MediaElement;
  readonly #source: PixelSource;

  constructor(element: MediaElement, source: PixelSource) {
    this.#element = element;
    this.#source = source;
  }

  /** Why there is nothing to read now; null when there may be. */
  get hindrance(): Reason | null {
    return this.#barred ?? this.#source.hindrance(this.#element);
  }

  get isReadable(): boolean {
    const { hindrance } = this;
    if (hindrance === 'cross-origin') return this.screen !== null;
    return hindrance === null || hindrance === 'black-frames';
  }

  get isProtected(): boolean {
    return this.#barred === 'protected';
  }

  get areBlack(): boolean {
    return this.#blackInRow >= limits.blackFramesBeforeBlocked;
  }

  /** Pixels of this source can never be read (an `encrypted` event). */
  bar(reason: Reason): void {
    this.#barred = reason;
  }

  /** The player changed its size or has new data: what could not be read may be readable now. */
  unbar(): void {
    if (this.#barred === 'no-pixels' || this.#barred === 'unsupported-format') this.#barred = null;
  }

  /** No pixels this time. That they are foreign stays the reason, whatever else went wrong. */
  miss(reason: Reason): void {
    if (this.#barred !== 'cross-origin') this.#barred = reason;
  }

  /** A frame was read. True when it came from the screen, which says nothing of the element's own pixels. */
  read(): boolean {
    if (this.#barred === 'cross-origin') return true;
    this.#barred = null;
    return false;
  }

  /** The element's own pixels, or after a gesture those of the screen; `usedScreen` is told before those are read. */
  async take(usedScreen: () => void): Promise<TakenFrame> {
    if (this.#barred !== 'cross-origin') {
      const own = await this.#source.take(this.#element);
      if (own.ok || own.reason !== 'cross-origin') return own;
      this.#barred = 'cross-origin';
      if (this.screen === null) return own;
    }
    const { screen } = this;
    if (screen === null) return { ok: false, reason: 'cross-origin', mainThreadMs: 0 };
    this.screen = null;
    usedScreen();
    return this.#source.takeFromVisibleTab(screen.png, screen.place);
  }

  /**
   * Black frames are not sent. Four in a row of a playing video, or one image, are named; looking on
   * finds their end.
   */
  noteBlack(pictures: Parameters<PixelSource['isBlack']>[0]): 'no' | 'black' | 'named' {
    const isBlack = this.#source.isBlack(pictures);
    this.#blackInRow = isBlack ? this.#blackInRow + 1 : 0;
    const limit = isVideo(this.#element) ? limits.blackFramesBeforeBlocked : 1;
    if (this.#blackInRow < limit) return isBlack ? 'black' : 'no';
    this.#barred = 'black-frames';
    return 'named';
  }
}

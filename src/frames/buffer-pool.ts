import type { SizePx } from '../shared/geometry.js';

/** A buffer on loan. `release` may be called more than once; only the first counts. */
export interface Loan {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly release: () => void;
}

/** A canvas of exactly the asked size on loan. `spoil` is `release` for a canvas that must not be used again. */
export interface CanvasLoan {
  readonly context: OffscreenCanvasRenderingContext2D;
  readonly release: () => void;
  readonly spoil: () => void;
}

/**
 * At most `places` full-size frames for one document, their memory reused: a 1080p frame is 3.1 MB,
 * and fresh memory for each sample costs page faults. No place, no sample: that bounds memory.
 */
export class BufferPool {
  #buffers: Uint8Array<ArrayBuffer>[] = [];
  #canvases: OffscreenCanvasRenderingContext2D[] = [];
  #lent = 0;
  readonly #places: number;

  constructor(places: number) {
    this.#places = places;
  }

  get hasRoom(): boolean {
    return this.#lent < this.#places;
  }

  /** A place without memory, for frames that the page keeps itself (images). */
  borrowPlace(): (() => void) | null {
    return this.#lend(() => undefined);
  }

  /** A buffer of at least `sizeBytes`, or null when every place is taken. Its content is old pixels. */
  borrow(sizeBytes: number): Loan | null {
    if (!this.hasRoom) return null;
    const kept = this.#buffers.pop();
    const bytes =
      kept !== undefined && kept.byteLength >= sizeBytes ? kept : new Uint8Array(sizeBytes);
    const release = this.#lend(() => this.#buffers.push(bytes));
    return release && { bytes, release };
  }

  borrowCanvas(size: SizePx): CanvasLoan | null {
    if (!this.hasRoom) return null;
    const context =
      this.#canvases.pop() ??
      new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (context === null) return null;
    // Setting a size clears the canvas, also to the same size, so only when it differs.
    if (context.canvas.width !== size.widthPx) context.canvas.width = size.widthPx;
    if (context.canvas.height !== size.heightPx) context.canvas.height = size.heightPx;
    let isSpoilt = false;
    const release = this.#lend(() => {
      if (!isSpoilt) this.#canvases.push(context);
    });
    if (release === null) return null;
    const spoil = () => {
      isSpoilt = true;
      release();
    };
    return { context, release, spoil };
  }

  /** Gives idle memory back to the system. */
  drop(): void {
    this.#buffers = [];
    this.#canvases = [];
  }

  #lend(giveBack: () => void): (() => void) | null {
    if (!this.hasRoom) return null;
    this.#lent += 1;
    let isOut = true;
    return () => {
      if (!isOut) return;
      isOut = false;
      this.#lent -= 1;
      giveBack();
    };
  }
}

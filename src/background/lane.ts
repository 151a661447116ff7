/**
 * Runs at most `width` tasks at once and lets at most `waiting` more wait; what comes beyond that is answered
 * null at once. Hundreds of pictures of a page must neither flood a host nor pile up.
 */
export class Lane {
  readonly #width: number;
  readonly #waiting: number;
  #running = 0;
  readonly #queue: (() => void)[] = [];

  constructor(width: number, waiting: number) {
    this.#width = width;
    this.#waiting = waiting;
  }

  async run<Result>(task: () => Promise<Result>): Promise<Result | null> {
    if (this.#running >= this.#width) {
      if (this.#queue.length >= this.#waiting) return null;
      await new Promise<void>((go) => this.#queue.push(go));
    } else {
      this.#running += 1;
    }
    try {
      return await task();
    } finally {
      // The place goes to the next in line without being free in between.
      const next = this.#queue.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}

/** What the queue must know of a waiting piece of work. */
export interface Queued {
  readonly mediaId: string;
  /** Work of one owner (a tab) is served in turn with the others. */
  readonly owner: string;
}

/**
 * Bounded queue of samples: the newest of a media replaces the older one, owners are served in
 * turn so that one busy tab cannot starve the rest (threats.md T21, T22). Pure bookkeeping.
 */
export class SampleQueue<Item extends Queued> {
  readonly #byOwner = new Map<string, Item[]>();
  readonly #capacity: number;
  #size = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#size;
  }

  /** Adds work. Returns what it pushed out: the older sample of the media, or the oldest of the fullest owner. */
  add(item: Item): Item | null {
    const own = this.#byOwner.get(item.owner) ?? [];
    const olderAt = own.findIndex((waiting) => waiting.mediaId === item.mediaId);
    if (olderAt >= 0) {
      const [older] = own.splice(olderAt, 1, item);
      return older ?? null;
    }
    own.push(item);
    this.#byOwner.set(item.owner, own);
    this.#size += 1;
    return this.#size > this.#capacity ? this.#dropFromFullest() : null;
  }

  /** Takes the oldest work of the owner whose turn it is, of that which `mayGo`, or null. */
  take(mayGo: (item: Item) => boolean = () => true): Item | null {
    for (const [owner, items] of this.#byOwner) {
      const at = items.findIndex(mayGo);
      if (at < 0) continue;
      const [item] = items.splice(at, 1);
      // Re-inserting moves the owner to the end of the line.
      this.#byOwner.delete(owner);
      if (items.length > 0) this.#byOwner.set(owner, items);
      this.#size -= 1;
      return item ?? null;
    }
    return null;
  }

  /** Removes and returns everything that matches (a closed tab, a closed media). */
  remove(matches: (item: Item) => boolean): readonly Item[] {
    const removed: Item[] = [];
    for (const [owner, items] of [...this.#byOwner]) {
      const kept = items.filter((item) => !matches(item));
      removed.push(...items.filter(matches));
      if (kept.length > 0) this.#byOwner.set(owner, kept);
      else this.#byOwner.delete(owner);
    }
    this.#size -= removed.length;
    return removed;
  }

  #dropFromFullest(): Item | null {
    const fullest = [...this.#byOwner.values()].reduce((a, b) => (b.length > a.length ? b : a));
    this.#size -= 1;
    return fullest.shift() ?? null;
  }
}

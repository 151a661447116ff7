import type { MediaRecord } from '../../shared/media-record.js';

/** A media whose freeze was begun in this popup, as it was then. */
export interface Begun {
  readonly record: MediaRecord;
  /** Where its button stands: on the card of the first media, or in a row below. */
  readonly at: 'first' | 'others';
}

export interface Placed {
  readonly first: MediaRecord | undefined;
  readonly others: readonly MediaRecord[];
}

/**
 * The most serious media comes first, but one whose freeze was begun stays where it is, even when the page has gone on:
 * the answer must stand beside what it speaks of. `shown`: the most serious first.
 */
export function placeRecords(shown: readonly MediaRecord[], begun: Begun | null): Placed {
  const isBegun = ({ mediaId }: MediaRecord): boolean => mediaId === begun?.record.mediaId;
  const all = begun === null || shown.some(isBegun) ? shown : [...shown, begun.record];
  const first = begun?.at === 'first' ? all.find(isBegun) : all.find((record) => !isBegun(record));
  return { first, others: all.filter((record) => record !== first) };
}

import type { MediaRecord } from './media-record.js';

/** Numbers that grow with every look and change nothing that is said. */
const numbers: ReadonlySet<string> = new Set([
  'cost',
  'updatedAtMs',
  'score',
  'framesGood',
  'framesRefused',
  'box',
  'firstSeenS',
  'lastSeenS',
]);

/**
 * What of a record a person is told in words, as a text to compare: two records with the same news differ
 * in numbers only. A field that is not named above is news, so that a new one is never told late.
 */
export function newsOf(record: MediaRecord): string {
  return JSON.stringify(record, (key, value: unknown) => {
    if (numbers.has(key)) return undefined;
    // A thumbnail is made once per track: that it is there is the news.
    return key === 'thumbnail' ? true : value;
  });
}

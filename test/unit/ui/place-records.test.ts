import { describe, expect, it } from 'vitest';
import { placeRecords } from '../../../src/ui/popup/place-records.js';
import type { MediaId } from '../../../src/shared/ids.js';
import { aRecord } from './records.js';

const a = { ...aRecord('moderate'), mediaId: 'a' as MediaId };
const b = { ...aRecord('strong'), mediaId: 'b' as MediaId };
const c = { ...aRecord(null), mediaId: 'c' as MediaId };

describe('the media of a popup', () => {
  it('come as serious as they are', () => {
    expect(placeRecords([b, a], null)).toEqual({ first: b, others: [a] });
    expect(placeRecords([], null)).toEqual({ first: undefined, others: [] });
  });

  it('one whose freeze was begun on the card stays there when another becomes more serious, and when it goes', () => {
    const begun = { record: a, at: 'first' } as const;
    expect(placeRecords([b, a], begun)).toEqual({ first: a, others: [b] });
    expect(placeRecords([b], begun)).toEqual({ first: a, others: [b] });
    const now = { ...a, verdict: null };
    expect(placeRecords([b, now], begun).first).toBe(now);
  });

  it('one whose freeze was begun in a row stays a row', () => {
    const begun = { record: a, at: 'others' } as const;
    expect(placeRecords([a, b, c], begun)).toEqual({ first: b, others: [a, c] });
    expect(placeRecords([b], begun)).toEqual({ first: b, others: [a] });
    expect(placeRecords([], begun)).toEqual({ first: undefined, others: [a] });
  });
});

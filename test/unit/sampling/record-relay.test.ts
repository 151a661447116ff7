import { beforeEach, describe, expect, it } from 'vitest';
import { RecordRelay, type RecordBatch } from '../../../src/sampling/record-relay.js';
import type { MediaId } from '../../../src/shared/ids.js';
import type { MediaRecord } from '../../../src/shared/media-record.js';
import { FakeClock } from '../../fixtures/fake-clock.js';

/** A record whose title is news at each step. */
const record = (mediaId: string, updatedAtMs = 0) =>
  ({ mediaId: mediaId as MediaId, title: String(updatedAtMs), updatedAtMs }) as MediaRecord;
/** A record of which only numbers move. */
const counted = (mediaId: string, samples: number) =>
  ({ mediaId: mediaId as MediaId, title: 'same', cost: { samples } }) as MediaRecord;

describe('records on their way to the background', () => {
  let clock: FakeClock;
  let batches: RecordBatch[];
  let isTaken: boolean;
  let relay: RecordRelay;
  let ending: AbortController;

  beforeEach(() => {
    clock = new FakeClock();
    batches = [];
    isTaken = true;
    ending = new AbortController();
    const send = (batch: RecordBatch) => {
      batches.push(batch);
      return Promise.resolve(isTaken);
    };
    relay = new RecordRelay(send, clock, ending.signal);
  });

  it('go at most four times a second, the newest of each media only', async () => {
    for (let step = 0; step < 100; step += 1) {
      relay.changed(record('a', step));
      relay.changed(record('b', step));
      await clock.advance(20);
    }
    expect(batches.length).toBeLessThanOrEqual(8);
    expect(batches.length).toBeGreaterThanOrEqual(7);
    expect(batches[0]?.records.map(({ updatedAtMs }) => updatedAtMs)).toEqual([12, 12]);
  });

  it('in which only numbers moved go every two seconds, the newest', async () => {
    for (let samples = 1; samples <= 100; samples += 1) {
      relay.changed(counted('a', samples));
      await clock.advance(100);
    }
    // At once for the first, then five times in ten seconds.
    expect(batches.length).toBeGreaterThanOrEqual(5);
    expect(batches.length).toBeLessThanOrEqual(6);
    expect(batches.at(-1)?.records[0]?.cost.samples).toBeGreaterThan(80);
  });

  it('with news do not wait for the time of the numbers', async () => {
    relay.changed(counted('a', 1));
    await clock.advance(300);
    relay.changed(counted('a', 2));
    await clock.advance(100);
    expect(batches).toHaveLength(1);
    relay.changed(record('b'));
    await clock.advance(300);
    expect(batches).toHaveLength(2);
    expect(batches[1]?.records.map((r) => r.mediaId)).toEqual(['a', 'b']);
    await clock.advance(5000);
    expect(batches).toHaveLength(2);
  });

  it('are all news to a background that was told of a new document', async () => {
    relay.changed(counted('a', 1));
    await clock.advance(300);
    relay.announce();
    await clock.advance(0);
    relay.changed(counted('a', 2));
    await clock.advance(300);
    expect(batches.at(-1)?.records).toHaveLength(1);
  });

  it('that are gone are not told as changed', async () => {
    relay.changed(record('a'));
    relay.gone('a' as MediaId);
    await clock.advance(300);
    expect(batches).toEqual([{ records: [], gone: ['a'] }]);
  });

  it('that were not taken are told again, unless something newer came', async () => {
    isTaken = false;
    relay.changed(record('a', 1));
    relay.changed(record('b', 1));
    await clock.advance(300);
    relay.changed(record('a', 2));
    isTaken = true;
    await clock.advance(5000);
    expect(batches).toHaveLength(2);
    expect(batches[1]?.records.map((r) => [r.mediaId, r.updatedAtMs])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  it('that nobody takes are not sent for ever, and go with the next change', async () => {
    isTaken = false;
    relay.changed(record('a', 1));
    await clock.advance(120_000);
    const tries = batches.length;
    expect(tries).toBeLessThanOrEqual(5);
    await clock.advance(120_000);
    expect(batches).toHaveLength(tries);
    isTaken = true;
    relay.changed(record('b', 1));
    await clock.advance(1000);
    expect(batches.at(-1)?.records.map((r) => r.mediaId)).toEqual(['a', 'b']);
  });

  it('fit the message: 64 records and 256 gone at once', async () => {
    for (let at = 0; at < 100; at += 1) relay.changed(record(`m${at}`));
    for (let at = 0; at < 300; at += 1) relay.gone(`g${at}` as MediaId);
    await clock.advance(2000);
    expect(batches.map((batch) => [batch.records.length, batch.gone.length])).toEqual([
      [64, 256],
      [36, 44],
    ]);
  });

  it('an announcement is sent even when nothing changed', async () => {
    relay.announce();
    await clock.advance(0);
    expect(batches).toEqual([{ records: [], gone: [] }]);
    await clock.advance(5000);
    expect(batches).toHaveLength(1);
  });

  it('nothing is sent after the end', async () => {
    relay.changed(record('a'));
    ending.abort();
    await clock.advance(1000);
    expect(batches).toEqual([]);
  });
});

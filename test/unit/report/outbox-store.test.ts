import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endTry, outboxLimits, startTry } from '../../../src/report/outbox.js';
import { openOutbox, type OutboxDb } from '../../../src/report/outbox-store.js';

const here = 'https://reports.example.org';
const report = { body: '{"version":1}', sha256: 'ab'.repeat(32) };

describe('the store of the outbox', () => {
  let db: OutboxDb;
  let number = 0;
  beforeEach(async () => {
    db = await openOutbox(`outbox-${(number += 1)}`);
  });
  afterEach(() => db.close());

  it('keeps a report that is handed in twice once, with its bytes', async () => {
    expect(await db.add(report, here, 5)).toBe(true);
    expect(await db.add({ ...report, body: 'other' }, here, 6)).toBe(false);
    expect(await db.all()).toMatchObject([{ state: 'sealed', address: here, sealedAtMs: 5 }]);
    expect(await db.body(report.sha256)).toBe(report.body);
  });

  it('shows a report to no collector but its own', async () => {
    await db.add(report, here, 5);
    expect(await db.of('https://other.example.org').list()).toEqual([]);
    expect(await db.of(here).list()).toHaveLength(1);
  });

  it('changes an item without losing where it goes, or not at all', async () => {
    await db.add(report, here, 5);
    const store = db.of(here);
    expect(await store.change(report.sha256, () => null)).toBeNull();
    expect(await store.change('unknown', (item) => item)).toBeNull();
    await store.change(report.sha256, (item) => startTry(item, 5));
    expect(await db.item(report.sha256)).toMatchObject({ state: 'sending', address: here });
  });

  it('lets go of an item whose try was lost, after its time', async () => {
    await db.add(report, here, 5);
    await db.of(here).change(report.sha256, (item) => startTry(item, 5));
    const lostMs = 5 + outboxLimits.tryDeadlineMs;
    expect(await db.discard(report.sha256, lostMs - 1)).toBe(false);
    expect(await db.discard(report.sha256, lostMs)).toBe(true);
    expect(await db.all()).toEqual([]);
  });

  it('lets go of an item that is not under way', async () => {
    await db.add(report, here, 5);
    const store = db.of(here);
    await store.change(report.sha256, (item) => startTry(item, 5));
    expect(await db.discard(report.sha256, 6)).toBe(false);
    const answer = { kind: 'accepted', receipt: 'r' } as const;
    await store.change(report.sha256, (item) => endTry(item, 1, answer, 6, 0));
    expect(await db.discard(report.sha256, 7)).toBe(true);
    expect(await db.all()).toEqual([]);
    expect(await db.body(report.sha256)).toBeNull();
  });
});

import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  endTry,
  newOutboxItem,
  outboxLimits,
  sealItem,
  startTry,
} from '../../../src/report/outbox.js';
import { openOutbox, type OutboxDb } from '../../../src/report/outbox-store.js';

const here = 'https://reports.example.org';
const source = { caseId: 'c1', isAddressOnly: false };
const report = { body: '{"version":1}', sha256: 'ab'.repeat(32) };

describe('the store of the outbox', () => {
  let db: OutboxDb;
  let number = 0;
  beforeEach(async () => {
    db = await openOutbox(`outbox-${(number += 1)}`);
  });
  afterEach(() => db.close());

  it('keeps a report that is handed in twice once, with its bytes', async () => {
    expect(await db.add(report, here, 5, source)).toBe('added');
    expect(await db.add({ ...report, body: 'other' }, here, 6, source)).toBe('known');
    expect(await db.all()).toMatchObject([{ state: 'sealed', address: here, sealedAtMs: 5 }]);
    expect(await db.body(report.sha256)).toBe(report.body);
  });

  it('shows a report to no collector but its own', async () => {
    await db.add(report, here, 5, source);
    expect(await db.of('https://other.example.org').list()).toEqual([]);
    expect(await db.of(here).list()).toHaveLength(1);
  });

  it('hands a report that waits for an earlier collector to the one that is set up, or says that it is under way', async () => {
    const other = 'https://other.example.org';
    await db.add(report, other, 5, source);
    expect(await db.add(report, here, 6, source)).toBe('added');
    expect(await db.all()).toMatchObject([{ state: 'sealed', address: here, sealedAtMs: 6 }]);
    await db.of(here).change(report.sha256, (item) => startTry(item, 7));
    expect(await db.add(report, other, 8, source)).toBe('busy');
    const answer = { kind: 'accepted', receipt: 'r' } as const;
    await db.of(here).change(report.sha256, (item) => endTry(item, 1, answer, 9, 0));
    expect(await db.add(report, other, 10, source)).toBe('added');
    expect(await db.all()).toMatchObject([{ state: 'sealed', address: other }]);
    expect(await db.body(report.sha256)).toBe(report.body);
  });

  it('keeps out of a row what becomes of a try at the earlier collector', async () => {
    const other = 'https://other.example.org';
    await db.add(report, other, 5, source);
    const lostMs = 6 + outboxLimits.tryDeadlineMs;
    await db.of(other).change(report.sha256, (item) => startTry(item, 5));
    expect(await db.add(report, here, lostMs, { ...source, caseId: 'c2' })).toBe('added');
    // Its answer comes late, and its round goes on.
    const late = { kind: 'accepted', receipt: 'of the other' } as const;
    const earlier = db.of(other);
    expect(
      await earlier.change(report.sha256, (item) => endTry(item, 1, late, lostMs, 0)),
    ).toBeNull();
    expect(await earlier.change(report.sha256, (item) => startTry(item, lostMs))).toBeNull();
    expect(await db.all()).toMatchObject([
      { state: 'sealed', address: here, tries: 0, receipt: null, caseIds: ['c1', 'c2'] },
    ]);
    // It may have reached the earlier one, which nobody can call back.
    expect(await db.callBack('c2', 'all', lostMs)).toBe(false);
  });

  it('changes an item without losing where it goes, or not at all', async () => {
    await db.add(report, here, 5, source);
    const store = db.of(here);
    expect(await store.change(report.sha256, () => null)).toBeNull();
    expect(await store.change('unknown', (item) => item)).toBeNull();
    await store.change(report.sha256, (item) => startTry(item, 5));
    expect(await db.item(report.sha256)).toMatchObject({ state: 'sending', address: here });
  });

  it('lets go of an item whose try was lost, after its time', async () => {
    await db.add(report, here, 5, source);
    await db.of(here).change(report.sha256, (item) => startTry(item, 5));
    const lostMs = 5 + outboxLimits.tryDeadlineMs;
    expect(await db.discard(report.sha256, lostMs - 1)).toBe(false);
    expect(await db.discard(report.sha256, lostMs)).toBe(true);
    expect(await db.all()).toEqual([]);
  });

  it('lets go of an item that is not under way', async () => {
    await db.add(report, here, 5, source);
    const store = db.of(here);
    await store.change(report.sha256, (item) => startTry(item, 5));
    expect(await db.discard(report.sha256, 6)).toBe(false);
    const answer = { kind: 'accepted', receipt: 'r' } as const;
    await store.change(report.sha256, (item) => endTry(item, 1, answer, 6, 0));
    expect(await db.discard(report.sha256, 7)).toBe(true);
    expect(await db.all()).toEqual([]);
    expect(await db.body(report.sha256)).toBeNull();
  });

  describe('calls back what was handed in of an item', () => {
    const other = { body: '{"version":2}', sha256: 'cd'.repeat(32) };
    const fault = { kind: 'fault', fault: 'no-answer', retryAfterMs: null } as const;
    const accepted = { kind: 'accepted', receipt: 'r' } as const;
    const ids = async () => (await db.all()).map(({ reportId }) => reportId);

    it('which goes with its bytes, and nothing of another item does', async () => {
      await db.add(report, here, 5, source);
      await db.add(other, here, 5, { ...source, caseId: 'c2' });
      expect(await db.callBack('c1', 'all', 6)).toBe(true);
      expect(await ids()).toEqual([other.sha256]);
      expect(await db.body(report.sha256)).toBeNull();
      expect(await db.body(other.sha256)).toBe(other.body);
    });

    it('but for the address alone, where that may leave', async () => {
      await db.add(report, here, 5, source);
      await db.add(other, here, 5, { ...source, isAddressOnly: true });
      expect(await db.callBack('c1', 'more-than-address', 6)).toBe(true);
      expect(await ids()).toEqual([other.sha256]);
      await db.callBack('c1', 'all', 7);
      expect(await ids()).toEqual([]);
    });

    it('but for the very same bytes of another item, until that is called back too', async () => {
      await db.add(report, here, 5, source);
      await db.add(report, here, 6, { ...source, caseId: 'c2' });
      await db.callBack('c1', 'all', 7);
      expect(await db.body(report.sha256)).toBe(report.body);
      await db.callBack('c2', 'all', 8);
      expect(await ids()).toEqual([]);
    });

    it('and lets a try end that is under way: accepted it is known, else it is gone', async () => {
      const store = db.of(here);
      for (const answer of [fault, accepted]) {
        await db.add(report, here, 5, source);
        await store.change(report.sha256, (item) => startTry(item, 5));
        expect(await db.callBack('c1', 'all', 6)).toBe(false);
        expect(await db.body(report.sha256)).toBeNull();
        await store.change(report.sha256, (item) => endTry(item, 1, answer, 7, 0));
        expect(await ids()).toEqual(answer === accepted ? [report.sha256] : []);
      }
      // No acceptance is forgotten, and no bytes of the item stay.
      expect(await db.callBack('c1', 'all', 8)).toBe(false);
      expect(await db.all()).toMatchObject([{ state: 'accepted', receipt: 'r' }]);
    });

    it('and says of one that got no answer that it may have arrived', async () => {
      await db.add(report, here, 5, source);
      const store = db.of(here);
      await store.change(report.sha256, (item) => startTry(item, 5));
      await store.change(report.sha256, (item) => endTry(item, 1, fault, 6, 0));
      expect(await db.callBack('c1', 'all', 7)).toBe(false);
      expect(await ids()).toEqual([]);
    });

    it('and takes it again when it is handed in once more', async () => {
      await db.add(report, here, 5, source);
      const store = db.of(here);
      await store.change(report.sha256, (item) => startTry(item, 5));
      await db.callBack('c1', 'all', 6);
      await db.add(report, here, 7, source);
      await store.change(report.sha256, (item) => endTry(item, 1, fault, 8, 0));
      expect(await db.all()).toMatchObject([{ state: 'sealed', caseIds: ['c1'] }]);
      expect(await db.body(report.sha256)).toBe(report.body);
    });

    it('and leaves a row of before, which says of no item, to be sent and let go of', async () => {
      const old = await openDB(`outbox-${number}`);
      const item = sealItem(newOutboxItem(report.sha256), report.sha256, 5);
      await old.put('items', { ...item, address: here, sealedAtMs: 5 });
      await old.put('bodies', { reportId: report.sha256, body: report.body });
      old.close();
      expect(await db.callBack('c1', 'all', 6)).toBe(true);
      expect(await db.of(here).change(report.sha256, (row) => startTry(row, 6))).not.toBeNull();
      expect(await db.discard(report.sha256, 6 + outboxLimits.tryDeadlineMs)).toBe(true);
    });
  });
});

import { describe, expect, it } from 'vitest';
import {
  endTry,
  isDue,
  isGivenUp,
  mayDiscard,
  newOutboxItem,
  nextDueAtMs,
  outboxLimits,
  retryDelayMs,
  sealItem,
  startTry,
  type OutboxItem,
  type SendAnswer,
} from '../../../src/report/outbox.js';
import { sendDue, type OutboxStore } from '../../../src/report/send-due.js';
import { seeded } from '../../contract/evidence/edits.js';
import { CollectorDouble } from './collector-double.js';

const hourMs = 3_600_000;
const key = 'ab'.repeat(32);
const accepted: SendAnswer = { kind: 'accepted', receipt: 'r-1' };
const fault = (
  name: 'no-answer' | 'server-error' | 'too-many' | 'refused',
  retryAfterMs: number | null = null,
): SendAnswer => ({ kind: 'fault', fault: name, retryAfterMs });
const sealed = sealItem(newOutboxItem('one'), key, 0)!;

/** A store that lives through kills: what was written is text. */
class MemoryStore implements OutboxStore {
  readonly rows = new Map<string, string>();
  /** Set to let the next write, or the moment after it, be the last of this page. */
  killIn: number | null = null;

  put(item: OutboxItem): void {
    this.rows.set(item.reportId, JSON.stringify(item));
  }
  async list(): Promise<readonly OutboxItem[]> {
    return [...this.rows.values()].map((row) => JSON.parse(row) as OutboxItem);
  }
  async change(
    reportId: string,
    change: (item: OutboxItem) => OutboxItem | null,
  ): Promise<OutboxItem | null> {
    this.step();
    const changed = change(JSON.parse(this.rows.get(reportId)!) as OutboxItem);
    if (changed !== null) this.put(changed);
    this.step();
    return changed;
  }
  private step(): void {
    if (this.killIn === null) return;
    this.killIn -= 1;
    if (this.killIn > 0) return;
    this.killIn = null;
    throw new Error('killed');
  }
}

describe('the outbox', () => {
  it('waits from a minute to a day, doubling, with chance', () => {
    for (let tries = 1; tries < 2000; tries += 1) {
      for (const random of [0, 0.5, 0.999_999]) {
        const delayMs = retryDelayMs(tries, random);
        expect(delayMs).toBeGreaterThanOrEqual(60_000);
        expect(delayMs).toBeLessThanOrEqual(24 * hourMs);
      }
    }
    expect([1, 2, 3].map((tries) => retryDelayMs(tries, 0))).toEqual([60_000, 120_000, 240_000]);
    expect(retryDelayMs(30, 0)).toBe(24 * hourMs);
    expect(retryDelayMs(30, 0.5)).toBe(18 * hourMs);
  });

  it('seals once, and never sends a draft', () => {
    expect(isDue(newOutboxItem('one'), 1e15)).toBe(false);
    expect(sealItem(sealed, 'cd'.repeat(32), 0)).toBeNull();
    expect(startTry(newOutboxItem('one'), 1)).toBeNull();
  });

  it('starts one try at a time, and another when the first is lost', () => {
    const sending = startTry(sealed, 0)!;
    expect(startTry(sending, 1000)).toBeNull();
    expect(startTry(sending, outboxLimits.tryDeadlineMs)).toMatchObject({
      state: 'sending',
      tries: 2,
    });
  });

  it('keeps a refused report in the list, with the reason', () => {
    const refused = endTry(startTry(sealed, 0)!, 1, fault('refused'), 5, 0);
    expect(refused).toMatchObject({ state: 'refused', lastFault: 'refused' });
    expect(isDue(refused, 1e15)).toBe(false);
    expect(mayDiscard(refused, 6)).toBe(true);
  });

  it('may be let go of, but for a try that can still be under way', () => {
    const sending = startTry(sealed, 1e12)!;
    const lostMs = 1e12 + outboxLimits.tryDeadlineMs;
    expect(mayDiscard(sealed, 1e12)).toBe(true);
    expect([1e12, lostMs - 1].map((nowMs) => mayDiscard(sending, nowMs))).toEqual([false, false]);
    expect(mayDiscard(sending, lostMs)).toBe(true);
    // A clock that was set back holds nothing for ever.
    expect(mayDiscard(sending, 1e11)).toBe(true);
  });

  it('makes no other try of what was called back, and gives up what has not arrived', () => {
    const called: OutboxItem = { ...startTry(sealed, 0)!, isCalledBack: true };
    const lost = startTry(called, outboxLimits.tryDeadlineMs)!;
    expect(lost).toMatchObject({ state: 'sealed', tries: 1 });
    const ended = ['no-answer', 'refused'] as const;
    const all = [called, lost, ...ended.map((name) => endTry(called, 1, fault(name), 5, 0))];
    expect(all.map(isGivenUp)).toEqual([false, true, true, true]);
    expect(isGivenUp(endTry(called, 1, accepted, 5, 0))).toBe(false);
    expect(isGivenUp(sealed)).toBe(false);
  });

  it('takes a late acceptance and no late fault', () => {
    const second = startTry(startTry(sealed, 0)!, outboxLimits.tryDeadlineMs)!;
    expect(endTry(second, 1, fault('refused'), 9, 0)).toBe(second);
    const done = endTry(second, 1, accepted, 9, 0);
    expect(done).toMatchObject({ state: 'accepted', receipt: 'r-1' });
    expect(endTry(done, 2, fault('refused'), 10, 0)).toBe(done);
    expect(endTry(done, 2, { kind: 'accepted', receipt: 'r-2' }, 10, 0)).toBe(done);
    const refused = endTry(second, 2, fault('refused'), 9, 0);
    expect(endTry(refused, 1, accepted, 10, 0)).toMatchObject({ state: 'accepted' });
  });

  it('heeds the collector that asks for time, up to a day', () => {
    const sending = startTry(sealed, 0)!;
    expect(endTry(sending, 1, fault('too-many', hourMs), 0, 0).dueAtMs).toBe(hourMs);
    expect(endTry(sending, 1, fault('too-many', 90 * hourMs), 0, 0).dueAtMs).toBe(24 * hourMs);
    expect(nextDueAtMs([newOutboxItem('x'), sealed, sending])).toBe(0);
    expect(nextDueAtMs([newOutboxItem('x')])).toBeNull();
  });
});

describe('a report that was called back', () => {
  it('is not sent when its lost try falls due', async () => {
    const store = new MemoryStore();
    store.put({ ...startTry(sealed, 0)!, isCalledBack: true });
    const sent: string[] = [];
    await sendDue({
      store,
      send: async (reportId) => {
        sent.push(reportId);
        return accepted;
      },
      nowMs: () => outboxLimits.tryDeadlineMs,
      random: () => 0,
    });
    expect(sent).toEqual([]);
  });
});

describe('500 reports through a collector that drops, delays and doubles', () => {
  /** Runs until nothing waits; returns what came of it. */
  async function deliver(seed: number, kills: number, offlineMs: number) {
    const pick = seeded(seed);
    const store = new MemoryStore();
    const collector = new CollectorDouble(pick, 60);
    const keys: string[] = [];
    let nowMs = 1_000_000;
    for (let number = 0; number < 500; number += 1) {
      const bundle = number.toString(16).padStart(64, '0');
      keys.push(bundle);
      store.put(sealItem(newOutboxItem(`report-${number}`), bundle, nowMs)!);
    }
    let killed = 0;
    /** Answers still under way when their page is gone. */
    const late: { atMs: number; reportId: string; tries: number; answer: SendAnswer }[] = [];
    const start = nowMs;
    for (let round = 0; round < 100_000; round += 1) {
      collector.isDown = nowMs - start < offlineMs;
      for (const one of late.splice(0)) {
        if (one.atMs > nowMs) late.push(one);
        else
          await store.change(one.reportId, (item) => endTry(item, one.tries, one.answer, nowMs, 0));
      }
      const dueMs = nextDueAtMs(await store.list());
      if (dueMs === null) break;
      nowMs = Math.max(nowMs, dueMs);
      if (killed < kills) store.killIn = 1 + pick(60);
      try {
        await sendDue({
          store,
          nowMs: () => nowMs,
          random: () => pick(1000) / 1000,
          send: async (reportId, idempotencyKey) => {
            const { answer, afterMs } = collector.handle(idempotencyKey);
            if (afterMs <= outboxLimits.tryDeadlineMs) {
              nowMs += afterMs;
              return answer;
            }
            const item = (await store.list()).find((one) => one.reportId === reportId)!;
            late.push({ atMs: nowMs + afterMs, reportId, tries: item.tries, answer });
            nowMs += outboxLimits.tryDeadlineMs;
            return fault('no-answer');
          },
        });
      } catch {
        killed += 1;
      }
      store.killIn = null;
    }
    return {
      items: await store.list(),
      taken: collector.taken,
      keys,
      killed,
      hours: (nowMs - start) / hourMs,
    };
  }

  it.each([1, 2, 3])(
    'are taken exactly once each, with 100 kills in between (seed %i)',
    { timeout: 60_000 },
    async (seed) => {
      const { items, taken, keys, killed } = await deliver(seed, 100, 0);
      expect(killed).toBe(100);
      expect(items.filter(({ state }) => state === 'accepted')).toHaveLength(500);
      expect([...taken.keys()].sort()).toEqual([...keys].sort());
      expect([...taken.values()].every((times) => times === 1)).toBe(true);
      expect(new Set(items.map(({ receipt }) => receipt)).size).toBe(500);
    },
  );

  it('all arrive after 72 hours offline', { timeout: 60_000 }, async () => {
    const { items, taken, hours } = await deliver(4, 0, 72 * hourMs);
    expect(items.every(({ state }) => state === 'accepted')).toBe(true);
    expect(taken.size).toBe(500);
    expect(hours).toBeGreaterThan(72);
  });
});

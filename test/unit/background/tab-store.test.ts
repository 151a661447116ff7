import { describe, expect, it, vi } from 'vitest';
import type { MediaRecord } from '../../../src/shared/media-record.js';

const session = new Map<string, unknown>();
vi.mock('webextension-polyfill', () => ({
  default: {
    storage: {
      session: {
        get: async (key: string) => {
          await new Promise((wake) => setTimeout(wake, 1));
          return session.has(key) ? { [key]: session.get(key) } : {};
        },
        set: async (values: Record<string, unknown>) => {
          await new Promise((wake) => setTimeout(wake, 1));
          for (const [key, value] of Object.entries(values)) session.set(key, value);
        },
        remove: async (key: string) => void session.delete(key),
      },
    },
  },
}));
const { changeTab, mergeRecords, readTab } = await import('../../../src/background/tab-store.js');

const empty = { origin: null, records: [], updatedAtMs: 0 };
const record = (mediaId: string, updatedAtMs = 1): MediaRecord =>
  ({ mediaId, updatedAtMs }) as unknown as MediaRecord;
const say = (documentId: string, ids: readonly string[], gone: readonly string[] = []) => ({
  documentId,
  records: ids.map((id) => record(id)),
  gone,
});
const idsOf = (state: { records: readonly { mediaId: string }[] }): string[] =>
  state.records.map(({ mediaId }) => mediaId).sort();

describe('the records of a tab', () => {
  it('keep the newest state of each media', () => {
    const first = mergeRecords(empty, 0, say('d1', ['a', 'b']), 1);
    const second = mergeRecords(
      first,
      0,
      { documentId: 'd1', records: [record('a', 9)], gone: ['b'] },
      2,
    );
    expect(second.records).toMatchObject([{ mediaId: 'a', updatedAtMs: 9, frameId: 0 }]);
  });

  it('forget what the earlier document said, in every frame when the top frame moves', () => {
    const page = mergeRecords(mergeRecords(empty, 0, say('d1', ['a']), 1), 5, say('f1', ['b']), 1);
    expect(idsOf(mergeRecords(page, 5, say('f2', []), 2))).toEqual(['a']);
    expect(idsOf(mergeRecords(page, 0, say('d2', []), 2))).toEqual([]);
  });

  it('let a frame speak for its own media only', () => {
    const page = mergeRecords(empty, 0, say('d1', ['a']), 1);
    const attack = mergeRecords(
      page,
      5,
      { documentId: 'x', records: [record('a', 99)], gone: ['a'] },
      2,
    );
    expect(attack.records).toMatchObject([{ mediaId: 'a', frameId: 0, updatedAtMs: 1 }]);
  });

  it('do not lose a change when many arrive at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        changeTab(3, (state) => mergeRecords(state, i, say(`d${i}`, [`m${i}`]), i)),
      ),
    );
    expect((await readTab(3))?.records).toHaveLength(40);
  });

  it('go on after a change that failed', async () => {
    await expect(
      changeTab(4, () => {
        throw new Error('bad change');
      }),
    ).rejects.toThrow();
    await changeTab(4, (state) => ({ ...state, updatedAtMs: 5 }));
    expect((await readTab(4))?.updatedAtMs).toBe(5);
  });
});

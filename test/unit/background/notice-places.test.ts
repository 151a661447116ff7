import { beforeEach, describe, expect, test, vi } from 'vitest';
import { limits } from '../../../src/shared/limits.js';

let stored: Record<string, unknown> = {};
vi.mock('webextension-polyfill', () => ({
  default: {
    storage: {
      local: {
        get: async (key: string) => ({ [key]: stored[key] }),
        set: async (values: Record<string, unknown>) => void Object.assign(stored, values),
      },
    },
  },
}));

const { readNoticePlace, writeNoticePlace } =
  await import('../../../src/background/notice-places.js');

describe('where notices stand', () => {
  beforeEach(() => {
    stored = {};
  });

  test('is remembered for each site, and forgotten when it goes back', async () => {
    await writeNoticePlace('https://a.example', { xShare: 1, yShare: 0.5 });
    await writeNoticePlace('https://b.example', { xShare: 0, yShare: 0 });
    await writeNoticePlace('https://a.example', { xShare: 0.2, yShare: 0.3 });
    expect(await readNoticePlace('https://a.example')).toEqual({ xShare: 0.2, yShare: 0.3 });
    await writeNoticePlace('https://a.example', null);
    expect(await readNoticePlace('https://a.example')).toBeNull();
    expect(await readNoticePlace('https://b.example')).toEqual({ xShare: 0, yShare: 0 });
  });

  test('keeps few sites, the ones moved last', async () => {
    for (let site = 0; site <= limits.maxNoticePlaces; site += 1) {
      await writeNoticePlace(`https://${site}.example`, { xShare: 0, yShare: 0 });
    }
    expect(await readNoticePlace('https://0.example')).toBeNull();
    expect(await readNoticePlace('https://1.example')).not.toBeNull();
    expect(stored['notice-places']).toHaveLength(limits.maxNoticePlaces);
  });

  test('is nowhere when the storage holds something else', async () => {
    stored['notice-places'] = [{ host: 'a.example', xShare: 7, yShare: 0 }];
    expect(await readNoticePlace('https://a.example')).toBeNull();
  });
});

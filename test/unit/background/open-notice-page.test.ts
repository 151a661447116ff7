import { beforeEach, describe, expect, test, vi } from 'vitest';
import { noticePagePath } from '../../../src/protocol/notice-page-path.js';
import { aRecord } from '../ui/records.js';

const opened: { url: string; index?: number }[] = [];
const windows: string[] = [];
const reused: string[] = [];
const stored: Record<string, unknown> = {};
let nowMs = 1_000_000;
vi.mock('webextension-polyfill', () => ({
  default: {
    windows: {
      WINDOW_ID_CURRENT: -2,
      create: async (shown: { url: string }) => {
        windows.push(shown.url);
        return { id: 5 };
      },
      get: async () => ({ tabs: [{ id: 55 }] }),
    },
    runtime: { getURL: (path: string) => `chrome-extension://seam/${path}` },
    storage: {
      session: {
        get: async (key: string) => ({ [key]: stored[key] }),
        set: async (items: Record<string, unknown>) => void Object.assign(stored, items),
      },
    },
    tabs: {
      get: async () => ({ index: 3, windowId: 1 }),
      create: async (tab: { url: string }) => void opened.push(tab),
      update: async (_id: number, tab: { url: string }) => void reused.push(tab.url),
    },
  },
}));

const { openNoticePage } = await import('../../../src/background/open-notice-page.js');

const record = aRecord('strong');
const click = { page: 'why', mediaId: record.mediaId, tabId: 7, frameId: 0 } as const;

describe('a click on a notice', () => {
  beforeEach(() => {
    opened.length = 0;
    nowMs += 60_000;
    vi.spyOn(Date, 'now').mockImplementation(() => nowMs);
    stored['tab:7'] = {
      origin: null,
      records: [{ ...record, frameId: 0, documentId: 'd' }],
      updatedAtMs: 1,
    };
  });

  test('opens one page beside the tab', async () => {
    expect(await openNoticePage(click)).toBe(true);
    expect(opened).toMatchObject([{ index: 4 }]);
    expect(opened[0]?.url).toBe(
      `chrome-extension://seam/src/entries/why.html?media=${record.mediaId}&tab=7&frame=0`,
    );
  });

  test('opens nothing for a media that this frame never told of', async () => {
    expect(await openNoticePage({ ...click, frameId: 2 })).toBe(false);
    expect(await openNoticePage({ ...click, mediaId: 'guessed' })).toBe(false);
    expect(await openNoticePage({ ...click, tabId: 8 })).toBe(false);
    expect(opened).toEqual([]);
  });

  test('opens one page a second at most, however often it is told to', async () => {
    for (let time = 0; time < 50; time += 1) await openNoticePage(click);
    expect(opened).toHaveLength(1);
    nowMs += 1001;
    await openNoticePage(click);
    expect(opened).toHaveLength(2);
  });

  test.each(['freeze', 'report'] as const)(
    '%s shows one window beside the page, the same one every time, and opens no tab',
    async (page) => {
      windows.length = 0;
      reused.length = 0;
      delete stored['freeze-window'];
      for (let time = 0; time < 5; time += 1) {
        nowMs += 1001;
        await openNoticePage({ ...click, page });
      }
      const then = page === 'report' ? '&then=report' : '';
      const url = `chrome-extension://seam/src/entries/freeze.html?media=${record.mediaId}&tab=7&frame=0${then}`;
      expect(windows).toEqual([url]);
      expect(reused).toEqual([url, url, url, url]);
      expect(opened).toEqual([]);
    },
  );

  test('names the media to every page, escaped', () => {
    const odd = { ...click, mediaId: 'a&tab=9' };
    for (const page of ['why', 'freeze', 'report'] as const) {
      const query = new URL(`https://x/${noticePagePath({ ...odd, page })}`).searchParams;
      expect(query.get('media')).toBe('a&tab=9');
      expect(query.get('tab')).toBe('7');
    }
  });
});

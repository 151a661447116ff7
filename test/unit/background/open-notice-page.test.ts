import { beforeEach, describe, expect, test, vi } from 'vitest';
import { aRecord } from '../ui/records.js';

const opened: { url: string; index?: number }[] = [];
const stored: Record<string, unknown> = {};
let nowMs = 1_000_000;
vi.mock('webextension-polyfill', () => ({
  default: {
    windows: { WINDOW_ID_CURRENT: -2 },
    runtime: { getURL: (path: string) => `chrome-extension://seam/${path}` },
    storage: { session: { get: async (key: string) => ({ [key]: stored[key] }) } },
    tabs: {
      get: async () => ({ index: 3, windowId: 1 }),
      create: async (tab: { url: string }) => void opened.push(tab),
    },
  },
}));

const { openNoticePage, noticePagePath } =
  await import('../../../src/background/open-notice-page.js');

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

  test('names the media to every page, escaped', () => {
    const odd = { ...click, mediaId: 'a&tab=9' };
    for (const page of ['why', 'freeze', 'report'] as const) {
      const query = new URL(`https://x/${noticePagePath({ ...odd, page })}`).searchParams;
      expect(query.get('media')).toBe('a&tab=9');
      expect(query.get('tab')).toBe('7');
    }
  });
});

// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { filedReport } from '../../../src/report/filed-report.js';
import { openReportStore } from '../../../src/report/report-store.js';
import { countDueReports } from '../../../src/ui/popup/count-due-reports.js';
import { Popup } from '../../../src/ui/popup/popup.js';
import { say } from '../../../src/ui/words.js';
import { fakeBrowser } from './fake-browser.js';
import { fakeArea } from './fake-storage.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));

describe('the reminder in the popup', () => {
  const opened: string[] = [];
  beforeEach(() => {
    fake.browser = {
      ...fakeBrowser(),
      runtime: {
        getURL: (path: string) => path,
        sendMessage: async () => ({ ok: false, error: 'failed' }),
      },
      tabs: { create: async ({ url }: { url: string }) => void opened.push(url) },
      storage: { session: fakeArea().area, local: fakeArea().area },
    };
  });
  afterEach(() => act(() => render(null, document.body)));

  const line = (): HTMLButtonElement | undefined =>
    [...document.querySelectorAll<HTMLButtonElement>('footer button')].find(
      ({ textContent }) => textContent === say('popup_due', 1),
    );
  async function open(): Promise<void> {
    await act(() => render(<Popup tabId={null} figures={new Map()} />, document.body));
    await vi.waitFor(() => expect(document.querySelector('footer')).not.toBeNull());
  }

  test('is not there while nothing was ever filed, and makes no store to look', async () => {
    await open();
    expect(line()).toBeUndefined();
    expect(await indexedDB.databases()).toEqual([]);
  });

  test('counts what had no answer in its time, and opens the reports', async () => {
    const store = await openReportStore();
    const deadline = { hours: 48, by: 'law', source: 'an act' } as const;
    for (const hours of [49, 47]) {
      const filedAtMs = Date.now() - hours * 3_600_000;
      const filing = { destination: 'youtube', caseId: 'c1', caseNumber: null, text: '', deadline };
      const when = { frozenAtMs: 0, filedAtMs };
      await store.addReport(filedReport({ ...filing, ...when, reportId: `${hours} h ago` }));
    }
    store.close();
    await open();
    expect(line()).toBeDefined();
    await act(() => line()!.click());
    expect(opened).toEqual(['src/entries/evidence.html#/reports']);
  });

  test('does not hold back the window when the store is silent or broken', async () => {
    const databases = vi.spyOn(indexedDB, 'databases');
    databases.mockRejectedValueOnce(new DOMException('broken', 'UnknownError'));
    expect(await countDueReports()).toBe(0);
    databases.mockReturnValueOnce(new Promise(() => undefined));
    expect(await countDueReports()).toBe(0);
  });
});

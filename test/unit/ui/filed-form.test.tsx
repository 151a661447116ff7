// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { destinations } from '../../../src/report/destinations.js';
import { reportState } from '../../../src/report/report-log.js';
import { openReportStore, type StoredReport } from '../../../src/report/report-store.js';
import type { FrozenItem, Stores } from '../../../src/ui/evidence/use-frozen.js';
import { FiledForm } from '../../../src/ui/report/filed-form.js';
import { say } from '../../../src/ui/words.js';
import { fullDossier } from '../report/sample.js';
import { fakeBrowser } from './fake-browser.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeBrowser();

const hourMs = 3_600_000;
const nowMs = Date.now();
const opened = { caseId: 'c1', openedAtMs: nowMs - hourMs };
const item = { dossier: fullDossier, frozen: { opened } } as unknown as FrozenItem;
const youtube = destinations.find(({ id }) => id === 'youtube')!;

describe('telling that something was filed', () => {
  const added: StoredReport[] = [];
  const stores = {
    reports: { addReport: async (report: StoredReport) => void added.push(report) },
  } as unknown as Stores;
  beforeEach(() => {
    added.length = 0;
    return show({});
  });
  afterEach(() => act(() => render(null, document.body)));

  const show = (changes: Partial<Parameters<typeof FiledForm>[0]>) => {
    const form = { stores, item, destination: youtube, text: 'words', changed: () => undefined };
    return act(() => render(<FiledForm {...form} {...changes} />, document.body));
  };
  /** As the field of a browser gives it: the clock of the device, to the minute. */
  const local = (atMs: number): string => {
    const shifted = new Date(atMs - new Date(atMs).getTimezoneOffset() * 60_000);
    return shifted.toISOString().slice(0, 16);
  };
  async function file(when: string): Promise<void> {
    const field = document.querySelector<HTMLInputElement>('input[type=datetime-local]')!;
    await act(() => {
      field.value = when;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    // Held for a moment after each report.
    const isHeld = () => document.querySelector('button')!.disabled;
    await vi.waitFor(() => expect(isHeld()).toBe(false), { timeout: 3000 });
    await act(async () => {
      document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
      await new Promise((done) => setTimeout(done, 5));
    });
  }

  test('keeps the moment that the person gives, also one before the freeze, with its deadline', async () => {
    const yesterdayMs = Math.floor((nowMs - 24 * hourMs) / 60_000) * 60_000;
    await file(local(yesterdayMs));
    expect(added[0]?.events).toEqual([
      {
        kind: 'filed',
        atMs: yesterdayMs,
        caseNumber: null,
        deadline: {
          hours: 48,
          by: 'destination',
          source: 'YouTube privacy process: the uploader has 48 h to act',
        },
      },
      { kind: 'frozen', atMs: opened.openedAtMs, caseId: 'c1' },
    ]);
  });

  test('counts the legal time for intimate content from what was answered in the review', async () => {
    const takeDown = destinations.find(({ id }) => id === 'us-take-it-down')!;
    const dossier = { ...fullDossier, sexualContent: true };
    await show({ destination: takeDown, item: { ...item, dossier } });
    await file('');
    await show({ destination: takeDown, item });
    await file('');
    const hours = added.map(({ events }) =>
      events.flatMap((event) => (event.kind === 'filed' ? (event.deadline?.hours ?? 0) : [])),
    );
    expect(hours).toEqual([[48], [0]]);
  });

  test('files also while the clock stands before the freeze', async () => {
    const ahead = { opened: { ...opened, openedAtMs: nowMs + 48 * hourMs } };
    await show({ item: { dossier: fullDossier, frozen: ahead } as unknown as FrozenItem });
    await file('');
    const moments = added[0]!.events.map(({ atMs }) => atMs);
    expect(Math.max(...moments)).toBeLessThan(nowMs + hourMs);
    expect(reportState(added[0]!)).toBe('filed');
  });

  test('takes an empty field as now, and no moment that has not come', async () => {
    await file('');
    expect(added[0]?.events[1]?.atMs).toBeGreaterThanOrEqual(nowMs);
    await file(local(nowMs + hourMs));
    expect(added).toHaveLength(1);
    expect(document.querySelector('[role=status]')?.textContent).toBe(say('filed_when_wrong'));
  });

  test('takes no year that was typed with two digits', async () => {
    for (const when of ['0026-11-20T10:00', '1999-12-30T10:00']) {
      await file(when);
      expect(added).toEqual([]);
      expect(document.querySelector('[role=status]')?.textContent).toBe(say('filed_when_wrong'));
    }
    await file('2000-01-02T10:00');
    expect(added).toHaveLength(1);
  });

  test('is one report, however fast its button is pressed, and the next filling is another', async () => {
    const store = await openReportStore('filed-twice');
    const adding = vi.spyOn(store, 'addReport');
    await show({ stores: { reports: store } as unknown as Stores });
    const button = () => document.querySelector('button')!;
    await act(() => button().click());
    await act(() => new Promise((done) => setTimeout(done, 300)));
    await act(() => button().click());
    await vi.waitFor(() => expect(button().disabled).toBe(false), { timeout: 3000 });
    expect(adding).toHaveBeenCalledTimes(1);
    expect(document.querySelector('[role=status]')?.textContent).toMatch(/^Noted/);
    await act(() => button().click());
    await vi.waitFor(async () => expect(await store.reports()).toHaveLength(2));
    store.close();
  });

  test('is one report also where it is handed in twice at once, or again after a refusal', async () => {
    const store = await openReportStore('filed-at-once');
    await show({ stores: { reports: store } as unknown as Stores });
    const form = document.querySelector('form')!;
    await act(() => {
      for (let time = 0; time < 2; time += 1) {
        form.dispatchEvent(new Event('submit', { cancelable: true }));
      }
    });
    await vi.waitFor(async () => expect(await store.reports()).toHaveLength(1));
    await act(() => new Promise((done) => setTimeout(done, 20)));
    expect(await store.reports()).toHaveLength(1);
    store.close();

    // A refusal holds nothing back: it may be tried at once.
    const tried: string[] = [];
    const addReport = async ({ reportId }: StoredReport) => {
      tried.push(reportId);
      throw new Error('refused');
    };
    await show({ stores: { reports: { addReport } } as unknown as Stores });
    await file('');
    await file('');
    expect(new Set(tried).size).toBe(1);
  });
});

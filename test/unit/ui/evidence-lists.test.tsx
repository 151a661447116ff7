// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { freezeCase } from '../../../src/evidence/capture/freeze.js';
import { newCaseFile } from '../../../src/report/case-file.js';
import { filedReport } from '../../../src/report/filed-report.js';
import { openReportStore } from '../../../src/report/report-store.js';
import { newReview } from '../../../src/report/review.js';
import { ItemList } from '../../../src/ui/evidence/item-list.js';
import type { Stores } from '../../../src/ui/evidence/use-frozen.js';
import { CasePage } from '../../../src/ui/report/case-page.js';
import { ReportsPage } from '../../../src/ui/report/reports-page.js';
import { say } from '../../../src/ui/words.js';
import { newStore, sampleCapture } from '../evidence/sample-case.js';
import { sampleMeta } from '../report/sample.js';
import { fakeBrowser } from './fake-browser.js';
import { showPage } from './show-page.js';

const fake = vi.hoisted((): { browser: unknown; table: string } => ({
  browser: undefined,
  table: '',
}));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
vi.mock('../../../src/ui/evidence/save-file.js', async (original) => ({
  ...(await original<object>()),
  saveFile: (_: string, text: string) => void (fake.table = text),
}));
fake.browser = fakeBrowser();
Object.defineProperty(navigator, 'storage', { value: { estimate: async () => ({}) } });

const ids = ['item-1', 'item-2', 'item-3'];
let stores: Stores;
/** Files of which bytes were read, by the store of the browser. */
const read: string[] = [];

beforeEach(async () => {
  stores = { evidence: await newStore(), reports: await openReportStore() };
  for (const id of ids) {
    const capture = await sampleCapture(2, id);
    const items = capture.items.map((item) => ({
      ...item,
      file: item.file && { ...item.file, path: item.file.path.replace('crop', 'face') },
    }));
    const whole = { ...capture, items, pageMeta: sampleMeta };
    expect(await freezeCase(whole, { store: stores.evidence, estimate: null })).toEqual({
      ok: true,
    });
  }
  read.length = 0;
  for (const method of ['get', 'getAll'] as const) {
    // Called with the store it was taken from.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const original = IDBObjectStore.prototype[method];
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      query?: IDBValidKey | IDBKeyRange | null,
    ) {
      if (this.name === 'media') read.push(Array.isArray(query) ? (query[1] as string) : 'all');
      return original.call(this, query as IDBValidKey) as never;
    });
  }
});
afterEach(async () => {
  await act(() => render(null, document.body));
  vi.restoreAllMocks();
});

describe('pages that list frozen items', () => {
  test('the list of evidence reads one small picture an item, and knows the room by the log', async () => {
    const whole = await stores.evidence.read('item-1');
    read.length = 0;
    await showPage(<ItemList stores={stores} />);
    expect(document.querySelectorAll('.items > li')).toHaveLength(3);
    expect(read).toEqual(ids.map(() => 'media/face-0001.png'));
    const { bytesOf } = await import('../../../src/ui/evidence/item-list.js');
    const kept = whole!.media.reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(bytesOf(whole!)).toBe(kept + whole!.opened.pageMeta.length);
    // Pictures that were removed take no room.
    expect(bytesOf({ ...whole!, paths: [] })).toBe(whole!.opened.pageMeta.length);
  });

  test('name the platform, and of another site its host', async () => {
    const pageMeta = { ...sampleMeta, site: 'generic', urlAsSeen: 'https://news.example/1?a=b' };
    const whole = { ...(await sampleCapture(1, 'elsewhere')), pageMeta };
    await freezeCase(whole, { store: stores.evidence, estimate: null });
    await showPage(<ItemList stores={stores} />);
    const sites = [...document.querySelectorAll('.items > li')].map(
      (row) => row.querySelector('p.soft')!.textContent.split(' · ')[0],
    );
    expect(new Set(sites)).toEqual(new Set(['Bilibili 哔哩哔哩', 'news.example']));
  });

  test('tell of a re-upload: items with a frame that looks the same lead to each other', async () => {
    const freeze = async (id: string, hash: string): Promise<void> => {
      const capture = await sampleCapture(1, id);
      const items = capture.items.map((item) => ({
        ...item,
        captured: { ...item.captured, pdq: { hash, quality: 100 } },
      }));
      const whole = { ...capture, items, pageMeta: sampleMeta };
      await freezeCase(whole, { store: stores.evidence, estimate: null });
    };
    await freeze('seen', '0'.repeat(64));
    // 12 of 256 bits differ, as after another encoding; then 128.
    await freeze('again', `fff${'0'.repeat(61)}`);
    await freeze('other', `${'f'.repeat(32)}${'0'.repeat(32)}`);
    await showPage(<ItemList stores={stores} />);
    const led = [...document.querySelectorAll('.items > li')].flatMap((row) => {
      const [own, ...others] = [...row.querySelectorAll('a')].map((link) =>
        link.getAttribute('href'),
      );
      return others.map((other) => `${own} ${other}`);
    });
    expect(led.toSorted()).toEqual(['#/item/again #/item/seen', '#/item/seen #/item/again']);
    expect(document.body.textContent.split(say('evidence_alike'))).toHaveLength(3);
  });

  test('a case and the list of reports read no picture at all', async () => {
    await stores.reports.saveCase({ ...newCaseFile('c1', 'A case', 1), items: ids });
    await stores.reports.addReport(
      filedReport({
        reportId: 'r1',
        destination: 'bilibili',
        caseId: 'item-1',
        frozenAtMs: 1,
        filedAtMs: 2,
        caseNumber: 'A-7',
        deadline: null,
        text: '',
      }),
    );
    expect(await showPage(<CasePage stores={stores} id="c1" />)).toContain('A case');
    expect(document.querySelectorAll('.lines > .line')).toHaveLength(3);
    expect(await showPage(<ReportsPage stores={stores} />)).toContain('A-7');
    expect(read).toEqual([]);
  });

  test('say where each item stands, lead to what is not filed yet, and show the text that was filed', async () => {
    const { reports } = stores;
    await reports.changeReview(newReview('item-2', 'CN'), { isSafetyAnswered: true });
    await reports.saveCase({ ...newCaseFile('c2', 'A case', 1), items: ids });
    await reports.addReport(
      filedReport({
        reportId: 's1',
        destination: 'cac-12377',
        caseId: 'item-3',
        frozenAtMs: 1,
        filedAtMs: 2,
        caseNumber: null,
        deadline: null,
        text: 'As I pasted it',
      }),
    );
    const states = () =>
      Object.fromEntries(
        [...document.querySelectorAll('li')].flatMap((row) => {
          const id = /item-\d/.exec(row.querySelector('a')?.getAttribute('href') ?? '')?.[0];
          const said = [...row.querySelectorAll('.states .state')].map((one) => one.textContent);
          return id === undefined || said.length === 0 ? [] : [[id, said.at(-1)]];
        }),
      );
    const filed = `CAC reporting centre 12377: ${say('report_state_filed')} ${say('standing_due')}`;
    const unfiled = { 'item-1': say('report_state_frozen'), 'item-2': say('report_state_draft') };
    await reports.removeReport('r1');
    await showPage(<ItemList stores={stores} />);
    expect(states()).toEqual({ ...unfiled, 'item-3': filed });
    await showPage(<CasePage stores={stores} id="c2" />);
    expect(states()).toEqual({ ...unfiled, 'item-3': filed });
    expect(await showPage(<ReportsPage stores={stores} />)).toContain('As I pasted it');
    expect(states()).toEqual(unfiled);
    await reports.removeReport('s1');
  });

  test('let go of one report after a second click, and of no other', async () => {
    const filed = (reportId: string) =>
      filedReport({
        reportId,
        destination: 'bilibili',
        caseId: 'gone',
        frozenAtMs: 1,
        filedAtMs: 2,
        caseNumber: null,
        deadline: null,
        text: `text of ${reportId}`,
      });
    for (const id of ['slip', 'other']) await stores.reports.addReport(filed(id));
    await showPage(<ReportsPage stores={stores} />);
    const row = () =>
      [...document.querySelectorAll('.reports > li')].find(({ textContent }) =>
        textContent.includes('text of slip'),
      );
    const press = async (key: string): Promise<void> => {
      const buttons = [...row()!.querySelectorAll('button')];
      await act(async () => {
        buttons.find(({ textContent }) => textContent === say(key))!.click();
        await new Promise((done) => setTimeout(done, 50));
      });
    };
    const folded = [...row()!.querySelectorAll('details')].find(({ textContent }) =>
      textContent.includes(say('reports_remove_sure')),
    )!;
    expect([folded.open, folded.querySelector('summary')!.textContent]).toEqual([
      false,
      say('reports_remove'),
    ]);
    vi.spyOn(stores.reports, 'removeReport').mockRejectedValueOnce(new Error('full'));
    await press('delete_yes');
    expect(row()!.textContent).toContain(say('store_not_deleted'));
    await press('delete_yes');
    await vi.waitFor(() => expect(row()).toBeUndefined());
    expect((await stores.reports.reportsOf('gone')).map(({ reportId }) => reportId)).toEqual([
      'other',
    ]);
    await stores.reports.removeReport('other');
  });

  test('the table of reports has those of deleted evidence too, each once', async () => {
    const filed = (reportId: string, caseId: string, caseNumber: string) =>
      filedReport({
        reportId,
        destination: 'bilibili',
        caseId,
        frozenAtMs: 1,
        filedAtMs: 2,
        caseNumber,
        deadline: null,
        text: '',
      });
    for (const [id, caseId, number] of [
      ['t1', 'item-2', 'B-1'],
      ['t2', 'gone', 'B-2'],
      ['t3', 'gone', 'B-3'],
    ] as const)
      await stores.reports.addReport(filed(id, caseId, number));
    await showPage(<ReportsPage stores={stores} />);
    const button = [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent === say('reports_csv'),
    )!;
    await act(() => button.click());
    await vi.waitFor(() => expect(fake.table).not.toBe(''));
    for (const number of ['B-1', 'B-2', 'B-3']) expect(fake.table.split(number)).toHaveLength(2);
  });
});

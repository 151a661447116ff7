// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Dossier } from '../../../src/evidence/package/dossier.js';
import { collectorReport } from '../../../src/report/collector-report.js';
import { endTry, startTry } from '../../../src/report/outbox.js';
import { withOutbox } from '../../../src/report/outbox-store.js';
import { newReview } from '../../../src/report/review.js';
import { answerSafety } from '../../../src/report/safety.js';
import type { FrozenItem, Stores } from '../../../src/ui/evidence/use-frozen.js';
import { fullDossier, personal } from '../report/sample.js';
import { fakeBrowser } from './fake-browser.js';
import { fakeArea } from './fake-storage.js';

const fake = vi.hoisted((): { browser: unknown; stored: unknown } => ({
  browser: undefined,
  stored: null,
}));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
vi.mock('../../../src/ui/evidence/use-frozen.js', () => ({ readItem: async () => fake.stored }));
const { CollectorCard } = await import('../../../src/ui/report/collector-card.js');
const { say } = await import('../../../src/ui/words.js');

const address = 'https://reports.example.org';
const key = 'cd'.repeat(32);
const on = { address, teamKey: 'k', isOn: true };

/** Not reached: the store that is read is a double. */
const stores = {} as Stores;
const answered = answerSafety(newReview('c1', 'CN'), 'no');

function itemOf(changes: Partial<Dossier>, withhold: readonly string[]): FrozenItem {
  const review = { ...newReview('c1', 'CN'), ...answered, withhold };
  const dossier = { ...fullDossier, ...changes };
  return { dossier, frozen: { head: { key }, media: [{}] }, review } as unknown as FrozenItem;
}

describe('the card that hands a report to an own collector', () => {
  let local: ReturnType<typeof fakeArea>;
  const asked: string[] = [];
  beforeEach(async () => {
    local = fakeArea({ collector: on });
    asked.length = 0;
    const sendMessage = async ({ seam }: { seam: string }): Promise<unknown> => {
      asked.push(seam);
      await accept();
      return { ok: true, value: { done: true } };
    };
    fake.browser = {
      ...fakeBrowser(),
      storage: { local: local.area, onChanged: local.area['onChanged'] },
      runtime: { sendMessage },
    };
    await withOutbox(async (db) => {
      for (const { reportId } of await db.all()) await db.discard(reportId, Number.MAX_VALUE);
    });
  });
  afterEach(() => act(() => render(null, document.body)));

  async function open(
    changes: Partial<Dossier> = {},
    withhold: readonly string[] = [],
  ): Promise<void> {
    const item = itemOf(changes, withhold);
    fake.stored = item;
    await act(async () => render(<CollectorCard stores={stores} item={item} />, document.body));
    await settle();
  }
  /** Each round ends with the effects of what came in it. */
  async function settle(): Promise<void> {
    for (let round = 0; round < 5; round += 1) {
      await act(() => new Promise((done) => setTimeout(done, 20)));
    }
  }
  const shown = (): string => document.querySelector('.bytes')?.textContent ?? '';
  const button = (): HTMLButtonElement | null => document.querySelector('button');
  const status = (): string => document.querySelector('[role=status]')?.textContent ?? '';
  const kept = () =>
    withOutbox(async (db) => {
      const items = await db.all();
      return Promise.all(
        items.map(async (item) => ({ ...item, body: await db.body(item.reportId) })),
      );
    });
  async function press(): Promise<void> {
    await act(() => button()!.click());
    await settle();
  }

  test.each([undefined, { ...on, isOn: false }, { ...on, address: 'http://reports.example.org' }])(
    'is not there where no collector is on (%o)',
    async (collector) => {
      local.values['collector'] = collector;
      await open();
      expect(document.body.textContent).toBe('');
    },
  );

  test('goes when the collector is switched off while it stands there', async () => {
    await open();
    expect(button()).not.toBeNull();
    await act(() =>
      (local.area['set'] as (values: object) => Promise<void>)({
        collector: { ...on, isOn: false },
      }),
    );
    await settle();
    expect(document.body.textContent).toBe('');
  });

  test('shows the bytes and where they go, and hands over nothing before the click', async () => {
    await open();
    expect(shown()).toBe((await collectorReport(fullDossier, key)).body);
    expect(document.querySelector('.soft')?.textContent).toContain('reports.example.org');
    for (const said of Object.values(personal)) expect(shown()).not.toContain(said);
    expect(asked).toEqual([]);
    expect(await kept()).toEqual([]);
  });

  test('tells nothing of a picture that the person left out', async () => {
    const hashes = ['9c', '7d'].map((pair, at) => ({
      path: `media/frame-000${at + 1}.png`,
      sha256: 'ab'.repeat(32),
      pdq: pair.repeat(32),
    }));
    await open({ hashes }, ['media/frame-0001.png']);
    expect(JSON.parse(shown())).toMatchObject({ pdq: ['7d'.repeat(32)] });
  });

  test('asks to read an address that the browser showed, and only such a one', async () => {
    const warning = () => document.querySelectorAll('.soft')[1]?.textContent ?? '';
    await open({
      contentUrl: { canonical: 'https://a.example/v/1', asSeen: 'https://a.example/v/1' },
    });
    expect(warning()).toBe('');
    await open({ contentUrl: { canonical: null, asSeen: 'https://a.example/v/1?sid=9' } });
    expect(warning()).toContain('may say who opened it');
  });

  test('hands over nothing that another tab has changed since: the new bytes are shown first', async () => {
    await open();
    fake.stored = itemOf({ claims: [] }, []);
    await press();
    expect(await kept()).toEqual([]);
    expect(status()).toBe(say('send_collector_changed'));
    expect(JSON.parse(shown())).toMatchObject({ claims: [] });
    await press();
    expect((await kept()).map(({ body }) => body)).toEqual([shown()]);
  });

  test('hands over nothing of an item that is held back or gone by now', async () => {
    const minor = answerSafety(newReview('c1', 'CN'), 'minor');
    const item = itemOf({}, []);
    for (const now of [null, { ...item, review: { ...item.review, ...minor } }]) {
      await open();
      fake.stored = now;
      await press();
      expect(await kept()).toEqual([]);
      expect(document.body.textContent).toBe('');
    }
  });

  test('hands over the very bytes that were shown, once, to the address that was named', async () => {
    await open();
    const before = shown();
    await press();
    expect(asked).toEqual(['outbox/work']);
    const { caseId } = fullDossier;
    const what = { caseIds: [caseId], isAddressOnly: false };
    expect(await kept()).toMatchObject([{ body: before, address, state: 'accepted', ...what }]);
    expect(button()).toBeNull();
    expect(status()).toContain('r-1');
    await act(() => render(null, document.body));
    await open();
    expect([shown(), button(), status().includes('r-1')]).toEqual([before, null, true]);
  });

  test('may be handed in again where it was called back in the middle of a try', async () => {
    const { caseId } = fullDossier;
    const made = await collectorReport(fullDossier, key);
    await withOutbox(async (db) => {
      await db.add(made, address, Date.now(), { caseId, isAddressOnly: false });
      await db.of(address).change(made.sha256, (item) => startTry(item, Date.now()));
    });
    await open();
    expect(button()).toBeNull();
    await act(() => render(null, document.body));
    await withOutbox((db) => db.callBack(caseId, 'all', Date.now()));
    await open();
    expect(button()).not.toBeNull();
  });

  test('of what an earlier collector got, or waits for, is handed to the one that is named now', async () => {
    const { caseId } = fullDossier;
    const made = await collectorReport(fullDossier, key);
    await withOutbox((db) =>
      db.add(made, 'https://old.example.org', 1, { caseId, isAddressOnly: false }),
    );
    await open();
    expect([button() !== null, status()]).toEqual([true, '']);
    await press();
    expect(await kept()).toMatchObject([{ address, state: 'accepted' }]);
    expect(status()).toContain('r-1');
  });

  test('waits for a try at an earlier collector, and says so', async () => {
    const { caseId } = fullDossier;
    const made = await collectorReport(fullDossier, key);
    const old = 'https://old.example.org';
    await withOutbox(async (db) => {
      await db.add(made, old, Date.now(), { caseId, isAddressOnly: false });
      await db.of(old).change(made.sha256, (item) => startTry(item, Date.now()));
    });
    await open();
    await press();
    expect([status(), asked]).toEqual([say('send_collector_busy'), []]);
  });

  test('says of a report that the browser refused to keep that nothing was handed over', async () => {
    await open();
    const adding = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    await press();
    expect([status(), asked, button() !== null]).toEqual([say('store_failed'), [], true]);
    adding.mockRestore();
    await press();
    expect([asked, status().includes('r-1')]).toEqual([['outbox/work'], true]);
  });

  test.each(['suspectedMinor', 'sexualContent'] as const)(
    'shows and hands over the address alone where it is %s',
    async (what) => {
      await open({ [what]: true });
      await press();
      const [item] = await kept();
      expect(item).toMatchObject({ body: shown(), isAddressOnly: true });
      expect(JSON.parse(shown())).toMatchObject({ urlOnly: true, claims: [], pdq: [] });
    },
  );

  /** What the background does when the server takes everything. */
  async function accept(): Promise<void> {
    await withOutbox(async (db) => {
      const store = db.of(address);
      for (const { reportId } of await store.list()) {
        const answer = { kind: 'accepted', receipt: 'r-1' } as const;
        const begun = await store.change(reportId, (item) => startTry(item, Date.now()));
        await store.change(reportId, (item) =>
          endTry(item, begun?.tries ?? 0, answer, Date.now(), 0),
        );
      }
    });
  }
});

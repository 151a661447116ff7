// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { strFromU8, unzipSync } from 'fflate';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { sha256Hex, type Bytes } from '../../../src/evidence/bytes.js';
import { destinations } from '../../../src/report/destinations.js';
import { filedReport } from '../../../src/report/filed-report.js';
import { newReview } from '../../../src/report/review.js';
import { answerSafety } from '../../../src/report/safety.js';
import { sealedKept } from '../../../src/report/sealed-package.js';
import type { FrozenItem, Stores } from '../../../src/ui/evidence/use-frozen.js';
import { caseId } from '../evidence/sample-case.js';
import { sealedPackage } from '../report/sample.js';
import { fakeExtension } from './fake-extension.js';
import { frozenItem } from './frozen-item.js';

const fake = vi.hoisted((): { browser: unknown; saved: Bytes[] } => ({
  browser: undefined,
  saved: [],
}));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
vi.mock('../../../src/ui/evidence/save-file.js', async (original) => ({
  ...(await original<object>()),
  saveFile: (_: string, bytes: Bytes) => fake.saved.push(bytes),
}));
fake.browser = fakeExtension();
const { say } = await import('../../../src/ui/words.js');
const { ItemPage } = await import('../../../src/ui/evidence/item-page.js');
const { ExportPackage } = await import('../../../src/ui/evidence/export-package.js');
const { rememberSealed, sealItem } = await import('../../../src/ui/evidence/seal-item.js');

const no = answerSafety(newReview(caseId, 'CN'), 'no');

describe('the packages made of an item', () => {
  afterEach(async () => {
    await act(() => render(null, document.body));
    fake.saved.length = 0;
  });

  async function settle(): Promise<void> {
    for (let round = 0; round < 5; round += 1) {
      await act(() => new Promise((done) => setTimeout(done, 20)));
    }
  }
  async function show(stores: Stores): Promise<void> {
    await act(() => render(<ItemPage stores={stores} id={caseId} />, document.body));
    await settle();
  }
  async function seal(): Promise<void> {
    const button = document.querySelector<HTMLButtonElement>('button.main')!;
    await act(() => button.click());
    await vi.waitFor(() => expect(button.disabled).toBe(false), { timeout: 5000 });
  }
  const listed = () =>
    [...document.querySelectorAll('.lines .hash')].map(({ textContent }) => textContent);
  const sealedOf = async (stores: Stores) => (await stores.reports.review(caseId))?.sealed ?? [];

  test('stand on its page, the newest first, with the hash of the very file and the key', async () => {
    const { stores, item } = await frozenItem(no);
    const { key } = item.frozen.head;
    await show(stores);
    expect(document.body.textContent).not.toContain(say('sealed_title'));
    await seal();
    await seal();
    const hashes = await Promise.all(fake.saved.map(sha256Hex));
    expect(listed()).toEqual([hashes[1], key, hashes[0], key]);
    expect(document.body.textContent).toContain(say('sealed_unstamped'));

    // And the next time that the page is opened.
    await act(() => render(null, document.body));
    await show(stores);
    expect(listed()).toEqual([hashes[1], key, hashes[0], key]);
    const copied: string[] = [];
    vi.stubGlobal('navigator', {
      clipboard: {
        writeText: (text: string) => {
          copied.push(text);
          return Promise.resolve();
        },
      },
    });
    await act(() => document.querySelector<HTMLElement>('.lines button')!.click());
    vi.unstubAllGlobals();
    expect(copied).toEqual([hashes[1]]);
  });

  test('are named in no package', async () => {
    const { stores } = await frozenItem(no);
    const known = sealedPackage(1);
    await stores.reports.addSealed(newReview(caseId, 'CN'), known);
    await show(stores);
    expect(listed()).toContain(known.sha256);
    await seal();
    for (const [path, bytes] of Object.entries(unzipSync(fake.saved[0]!))) {
      if (!path.endsWith('.png')) expect(strFromU8(bytes), path).not.toContain(known.sha256);
    }
  });

  test('are kept whatever an older page saves of the review, up to a cap', async () => {
    const { stores, item } = await frozenItem(no);
    for (let at = 1; at <= sealedKept + 2; at += 1) {
      await stores.reports.addSealed(item.review, sealedPackage(at));
    }
    await stores.reports.changeReview(item.review, { whyIllegal: 'because' });
    const sealed = await sealedOf(stores);
    expect(sealed).toHaveLength(sealedKept);
    expect(sealed[0]?.sealedAtMs).toBe(sealedKept + 2);
    expect((await stores.reports.review(caseId))?.whyIllegal).toBe('because');
  });

  test('go with the item, and do not come back with a page that still has them', async () => {
    const { stores, item } = await frozenItem(no);
    await stores.reports.addSealed(item.review, sealedPackage(1));
    const stale: FrozenItem = { ...item, review: (await stores.reports.review(caseId))! };
    await stores.evidence.remove(caseId);
    await stores.reports.forgetItem(caseId);
    expect(await rememberSealed(stores, stale, sealedPackage(2))).toBeNull();
    expect(await stores.reports.review(caseId)).toBeNull();
    await stores.reports.changeReview(stale.review, {});
    expect(await sealedOf(stores)).toEqual([]);
  });

  test('name in their report where an earlier report went, not its id', async () => {
    const { stores } = await frozenItem(no);
    const filing = {
      reportId: 'r1',
      destination: 'cac-12377',
      caseId,
      frozenAtMs: 1,
      filedAtMs: 2,
    };
    await stores.reports.addReport(
      filedReport({ ...filing, caseNumber: 'A-7', deadline: null, text: '' }),
    );
    const outcome = await sealItem(stores, caseId, { isStamped: false, extras: ['reports'] });
    const html = outcome.ok ? strFromU8(unzipSync(outcome.zip)['report.html']!) : '';
    const { en } = destinations.find(({ id }) => id === 'cac-12377')!.name;
    expect(html).toContain(en);
    expect(html).toContain('A-7');
    expect(html).not.toContain('cac-12377');
  });

  test('one that could not be stored is saved all the same, and the person is told', async () => {
    const { stores, item } = await frozenItem(no);
    vi.spyOn(stores.reports, 'addSealed').mockRejectedValue(new Error('full'));
    await act(() => render(<ExportPackage stores={stores} item={item} />, document.body));
    await seal();
    expect(fake.saved).toHaveLength(1);
    expect(document.body.textContent).toContain(say('export_done_unlisted'));
    expect(listed()[0]).toBe(await sha256Hex(fake.saved[0]!));
  });
});

// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { freezeCase, type Capture } from '../../../src/evidence/capture/freeze.js';
import { newReview } from '../../../src/report/review.js';
import { answerSafety } from '../../../src/report/safety.js';
import { caseId, sampleCapture } from '../evidence/sample-case.js';
import { sampleMeta } from '../report/sample.js';
import { fakeExtension } from './fake-extension.js';
import { frozenItem } from './frozen-item.js';
import { aRecord } from './records.js';
import { showPage } from './show-page.js';

const fake = vi.hoisted((): { browser: Record<string, unknown> } => ({ browser: {} }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const sent: unknown[] = [];
let isHeard = true;
fake.browser = {
  ...fakeExtension(),
  runtime: {
    getManifest: () => ({ name: 'Seam', version: '0.1.0' }),
    sendMessage: async (message: unknown) => {
      sent.push(message);
      return { ok: true, value: { done: isHeard } };
    },
  },
};
const { say } = await import('../../../src/ui/words.js');
const { DeleteItem } = await import('../../../src/ui/evidence/delete-item.js');
const { ReviewPage } = await import('../../../src/ui/report/review-page.js');

const review = newReview(caseId, 'CN');
const record = { ...aRecord('strong'), site: 'bilibili', contentId: null, mediaId: 'visit 1' };
const { site, contentId } = sampleMeta;
const forgets = (name: object) => ({
  seam: 'memory/mark',
  body: { ...name, tabId: null, change: 'unfrozen', hashes: [] },
});
type Kept = Awaited<ReturnType<typeof frozenItem>>;

const deleting = {
  'the item': async ({ stores }: Kept) => {
    await showPage(<DeleteItem stores={stores} caseId={caseId} />);
    await press(say('delete_button'));
    await press(say('delete_yes'));
  },
  'its pictures': async ({ stores, item }: Kept) => {
    await stores.reports.changeReview(item.review, answerSafety(item.review, 'minor'));
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    await press(say('safety_delete_pictures'));
    await press(say('delete_yes'));
  },
};
async function press(name: string): Promise<void> {
  const buttons = [...document.querySelectorAll('button')];
  await act(() => buttons.find(({ textContent }) => textContent === name)!.click());
  // Stored, read again, drawn, and then the memory is told.
  for (let round = 0; round < 3; round += 1) {
    await act(() => new Promise((done) => setTimeout(done, 50)));
  }
}
const picturesOf = async ({ stores }: Kept, id = caseId): Promise<number> =>
  (await stores.evidence.readFacts(id))?.paths.length ?? 0;

/** Another freeze, of the same media unless its record says otherwise. */
async function another({ stores }: Kept, meta: object): Promise<void> {
  const capture = await sampleCapture();
  const pageMeta = { ...sampleMeta, record, ...meta } as unknown as Capture['pageMeta'];
  const { evidence } = stores;
  const other = { ...capture, caseId: `${caseId.slice(0, -1)}f`, pageMeta };
  const frozen = await freezeCase(other, { store: evidence, estimate: null });
  expect(frozen.ok).toBe(true);
}

test.each(['minor', 'sexual'] as const)(
  'an item of which the address alone was kept, %s, stays remembered by its name',
  async (addressOnly) => {
    sent.length = 0;
    const kept = await frozenItem(review, [], { addressOnly });
    await kept.stores.reports.changeReview(kept.item.review, answerSafety(review, addressOnly));
    // As it is frozen: without a picture.
    const { records } = kept.item.frozen;
    const bare = records.filter(({ path }) => path?.startsWith('media/') !== true);
    vi.spyOn(kept.stores.evidence, 'read').mockResolvedValue({
      ...kept.item.frozen,
      ...{ records: bare, media: [], paths: [] },
    });
    await showPage(<ReviewPage stores={kept.stores} id={caseId} />);
    await showPage(<ReviewPage stores={kept.stores} id={caseId} />);
    expect(sent).toEqual([]);
    expect(document.body.textContent).not.toContain(say('store_not_forgotten'));
    await act(() => render(null, document.body));
  },
);

describe.each(Object.entries(deleting))('deleting %s', (what, clicks) => {
  /** On a page that was opened for it. */
  async function remove(kept: Kept): Promise<void> {
    await act(() => render(null, document.body));
    await clicks(kept);
  }
  async function open({ stores }: Kept): Promise<void> {
    await act(() => render(null, document.body));
    await showPage(<ReviewPage stores={stores} id={caseId} />);
  }
  beforeEach(() => {
    sent.length = 0;
    isHeard = true;
  });
  afterEach(() => act(() => render(null, document.body)));

  test('lets the memory of this device forget its faces, by the name that it had there', async () => {
    const kept = await frozenItem(review, [], { record });
    await remove(kept);
    expect(await picturesOf(kept)).toBe(0);
    expect(sent).toEqual([forgets({ site: 'bilibili', contentId: null, mediaId: 'visit 1' })]);
  });

  test('finds an item without a record by its site and content, and else nothing to forget', async () => {
    await remove(await frozenItem(review));
    expect(sent).toEqual([forgets({ site, contentId, mediaId: '' })]);
    sent.length = 0;
    const unnamed = await frozenItem(review, [], { contentId: null });
    await remove(unnamed);
    expect([sent, await picturesOf(unnamed)]).toEqual([[], 0]);
  });

  test('forgets nothing while another item has pictures of the same media', async () => {
    const kept = await frozenItem(review, [], { record });
    await another(kept, {});
    await remove(kept);
    expect([sent, await picturesOf(kept)]).toEqual([[], 0]);
    const other = await frozenItem(review, [], { record });
    await another(other, { record: { ...record, mediaId: 'visit 2' } });
    await remove(other);
    expect(sent).toHaveLength(1);
    const bare = await frozenItem(review, [], { record });
    await another(bare, {});
    await bare.stores.evidence.removeMedia(`${caseId.slice(0, -1)}f`);
    await remove(bare);
    expect(sent).toHaveLength(2);
    // Of that one the address alone is kept: its name stays remembered.
    const named = await frozenItem(review, [], { record });
    await another(named, { addressOnly: 'minor' });
    await named.stores.evidence.removeMedia(`${caseId.slice(0, -1)}f`);
    await remove(named);
    expect(sent).toHaveLength(2);
  });

  test('deletes the pictures also where the memory did not hear of it, says so, and can be repeated', async () => {
    const kept = await frozenItem(review, [], { record });
    isHeard = false;
    await remove(kept);
    const sentence = what === 'the item' ? 'store_pictures_deleted' : 'store_not_forgotten';
    expect(document.body.textContent).toContain(say(sentence));
    expect(await picturesOf(kept)).toBe(0);
    expect(await kept.stores.evidence.readFacts(caseId)).not.toBeNull();
    sent.length = 0;
    isHeard = true;
    // The page of an item without pictures repeats it by itself.
    if (what === 'the item') await remove(kept);
    else await open(kept);
    expect(sent).toHaveLength(1);
  });
});

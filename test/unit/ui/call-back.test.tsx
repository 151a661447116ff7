// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTry } from '../../../src/report/outbox.js';
import { withOutbox } from '../../../src/report/outbox-store.js';
import { newReview } from '../../../src/report/review.js';
import { answerSafety } from '../../../src/report/safety.js';
import { caseId } from '../evidence/sample-case.js';
import { fakeExtension } from './fake-extension.js';
import { frozenItem } from './frozen-item.js';
import { showPage } from './show-page.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeExtension();
const { say } = await import('../../../src/ui/words.js');
const { DeleteItem } = await import('../../../src/ui/evidence/delete-item.js');
const { ReviewPage } = await import('../../../src/ui/report/review-page.js');

const address = 'https://reports.example.org';
const no = answerSafety(newReview(caseId, 'CN'), 'no');
const claims = 'ab'.repeat(32);
const addressOnly = 'cd'.repeat(32);
const ofAnother = 'ef'.repeat(32);

describe('reports that wait for a collector', () => {
  beforeEach(() =>
    withOutbox(async (db) => {
      for (const { reportId } of await db.all()) await db.discard(reportId, Number.MAX_VALUE);
      const add = (sha256: string, id: string, isAddressOnly: boolean) =>
        db.add({ body: '{}', sha256 }, address, 1, { caseId: id, isAddressOnly });
      await add(claims, caseId, false);
      await add(addressOnly, caseId, true);
      await add(ofAnother, 'another', false);
    }),
  );
  afterEach(async () => {
    await act(() => render(null, document.body));
    vi.restoreAllMocks();
  });

  const waiting = () =>
    withOutbox(async (db) => (await db.all()).map(({ reportId }) => reportId).toSorted());
  const begin = () =>
    withOutbox((db) => db.of(address).change(claims, (item) => startTry(item, Date.now())));
  const press = (name: string) =>
    act(() =>
      [...document.querySelectorAll('button')]
        .find(({ textContent }) => textContent === name)!
        .click(),
    );
  const choose = (words: string) =>
    act(() =>
      [...document.querySelectorAll('label')]
        .find(({ textContent }) => textContent.startsWith(words))!
        .querySelector('input')!
        .click(),
    );

  test('go with the item that they are of, and with no other', async () => {
    const { stores } = await frozenItem(no);
    await showPage(<DeleteItem stores={stores} caseId={caseId} />);
    await press(say('delete_button'));
    expect((await waiting()).length).toBe(3);
    await press(say('delete_yes'));
    await vi.waitFor(async () => expect(await waiting()).toEqual([ofAnother]));
    await vi.waitFor(async () => expect(await stores.evidence.read(caseId)).toBeNull());
  });

  test('keep the item here while they cannot be called back: it is said, and can be repeated', async () => {
    const { stores } = await frozenItem(no);
    await showPage(<DeleteItem stores={stores} caseId={caseId} />);
    await press(say('delete_button'));
    const refused = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(() => {
      throw new DOMException('', 'UnknownError');
    });
    await press(say('delete_yes'));
    await vi.waitFor(() =>
      expect(document.body.textContent).toContain(say('store_pictures_deleted')),
    );
    refused.mockRestore();
    expect(await stores.evidence.read(caseId)).not.toBeNull();
  });

  test.each(['safety_minor', 'safety_sexual', 'ground_sexual'])(
    'go where it may be a minor or sexual, but for the address alone: %s',
    async (key) => {
      const { stores } = await frozenItem(no);
      await showPage(<ReviewPage stores={stores} id={caseId} />);
      expect((await waiting()).length).toBe(3);
      await choose(say(key));
      await vi.waitFor(async () => expect(await waiting()).toEqual([addressOnly, ofAnother]));
      expect(document.body.textContent).not.toContain(say('outbox_has_left'));
    },
  );

  test('are said to be beyond reach once they may have arrived, where they are asked about', async () => {
    const { stores } = await frozenItem(no);
    await showPage(<DeleteItem stores={stores} caseId={caseId} />);
    await press(say('delete_button'));
    await act(() => new Promise((done) => setTimeout(done, 30)));
    expect(document.body.textContent).not.toContain(say('outbox_has_left'));
    await begin();
    await act(() => render(null, document.body));
    await showPage(<DeleteItem stores={stores} caseId={caseId} />);
    await press(say('delete_button'));
    await vi.waitFor(() => expect(document.body.textContent).toContain(say('outbox_has_left')));
    await act(() => render(null, document.body));
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    await choose(say('safety_minor'));
    await vi.waitFor(() => expect(document.body.textContent).toContain(say('outbox_has_left')));
  });
});

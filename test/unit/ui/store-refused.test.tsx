// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newCaseFile } from '../../../src/report/case-file.js';
import { answerSafety } from '../../../src/report/safety.js';
import { newReview } from '../../../src/report/review.js';
import { verdict } from '../report/sample-verdict.js';
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
Object.defineProperty(navigator, 'storage', { value: { estimate: async () => ({}) } });
const { default: browser } = await import('webextension-polyfill');
const { say } = await import('../../../src/ui/words.js');
const { DeleteItem } = await import('../../../src/ui/evidence/delete-item.js');
const { ItemPage } = await import('../../../src/ui/evidence/item-page.js');
const { ItemList } = await import('../../../src/ui/evidence/item-list.js');
const { CasePage } = await import('../../../src/ui/report/case-page.js');
const { ReviewPage } = await import('../../../src/ui/report/review-page.js');
const { ReportsPage } = await import('../../../src/ui/report/reports-page.js');
const { SendPage } = await import('../../../src/ui/report/send-page.js');

const answered = answerSafety(newReview(caseId, 'CN'), 'no');
const full = (): Promise<never> => Promise.reject(new DOMException('', 'QuotaExceededError'));

/** Rejections that nobody handles would fail the run by themselves. */
describe('what the browser refuses to store', () => {
  afterEach(async () => {
    await act(() => render(null, document.body));
    vi.restoreAllMocks();
  });

  const settle = () => act(() => new Promise((done) => setTimeout(done, 30)));
  const find = <Kind extends HTMLElement>(selector: string): Kind =>
    document.querySelector<Kind>(selector)!;
  const type = (field: HTMLInputElement | HTMLTextAreaElement, words: string) =>
    act(() => {
      field.value = words;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  async function press(name: string): Promise<void> {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) =>
      textContent.startsWith(name),
    )!;
    await act(() => button.click());
    await settle();
  }
  const alerts = () =>
    [...document.querySelectorAll('[role=alert]')].map(({ textContent }) => textContent);

  test('of a review is said where it was typed, and leads to no page that would read the old one', async () => {
    const { stores } = await frozenItem(answered);
    const saving = vi.spyOn(stores.reports, 'changeReview').mockImplementation(full);
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    expect(document.querySelectorAll('a.button.main')).toHaveLength(1);
    await type(find('textarea'), 'It is me');
    await settle();
    expect(alerts()).toEqual([say('review_unsaved')]);
    expect(document.querySelectorAll('a.button.main')).toHaveLength(0);
    expect(find<HTMLTextAreaElement>('textarea').value).toBe('It is me');
    // The next change stores all of it.
    saving.mockRestore();
    await type(find('textarea'), 'It is me.');
    await settle();
    expect(alerts()).toEqual([]);
    expect(document.querySelectorAll('a.button.main')).toHaveLength(1);
    expect(await stores.reports.review(caseId)).toMatchObject({ whyIllegal: 'It is me.' });
  });

  test('of pictures that must go, and of an item, is said: nobody believes that they are gone', async () => {
    const { stores } = await frozenItem(answerSafety(newReview(caseId, 'CN'), 'minor'));
    vi.spyOn(stores.evidence, 'removeMedia').mockImplementation(full);
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    await press(say('safety_delete_pictures'));
    await press(say('delete_yes'));
    expect(alerts()[0]).toContain(say('store_not_deleted'));

    vi.spyOn(stores.reports, 'forgetItem').mockImplementation(full);
    await showPage(<DeleteItem stores={stores} caseId={caseId} />);
    await press(say('delete_button'));
    await press(say('delete_yes'));
    expect(alerts()).toContain(say('store_not_deleted'));
  });

  test('of a filing and of a broken link is said in the card, which keeps what was typed', async () => {
    const { stores } = await frozenItem(answered);
    vi.spyOn(stores.reports, 'addReport').mockImplementation(full);
    vi.spyOn(browser.storage.local, 'set').mockImplementation(full);
    await showPage(<SendPage stores={stores} id={caseId} />);
    await press(say('send_broken'));
    const said = () =>
      [...document.querySelectorAll('.destination [role=status]')].flatMap(({ textContent }) =>
        textContent === '' ? [] : [textContent],
      );
    expect(said()).toEqual([say('store_failed')]);
    await type(find<HTMLInputElement>('.destination form input'), 'A-7');
    await press(say('filed_button'));
    expect(said()).toEqual([say('store_failed'), say('store_failed')]);
    expect(find<HTMLInputElement>('.destination form input').value).toBe('A-7');
  });

  describe('of a case', () => {
    beforeEach(async () => {
      const { stores } = await frozenItem(answered);
      const file = { ...newCaseFile('c1', 'A case', 1), items: [caseId] };
      await stores.reports.saveCase({ ...file, verdicts: { [caseId]: verdict } });
      for (const method of ['changeCase', 'moveItem', 'removeCase'] as const) {
        vi.spyOn(stores.reports, method).mockImplementation(full);
      }
      await showPage(<CasePage stores={stores} id="c1" />);
    });

    test.each([
      ['case_take_out', 'case_take_out'],
      ['case_remove', 'delete_yes'],
    ])('is said: %s', async (key, yes) => {
      await press(say(key));
      expect(alerts()).not.toContain(say('store_failed'));
      await press(say(yes));
      expect(alerts()).toContain(say('store_failed'));
      expect(find('h1').textContent).toBe('A case');
    });

    test('is said of a note, which stays in its field', async () => {
      await type(find('textarea'), 'Called them');
      await press(say('case_note_add'));
      expect(alerts()).toEqual([say('store_failed')]);
      expect(find<HTMLTextAreaElement>('textarea').value).toBe('Called them');
    });

    test('is said of a verdict, which is not called kept', async () => {
      await press(say('desk_save'));
      expect(alerts()).toEqual([say('store_failed')]);
      expect(document.body.textContent).not.toContain(say('desk_saved'));
    });
  });

  test('is all of it where the storage does not even open, and the page is not empty', async () => {
    const opening = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('', 'UnknownError');
    });
    await act(async () => {
      await import('../../../src/entries/evidence.js');
    });
    await settle();
    expect(opening).toHaveBeenCalled();
    expect(alerts()).toEqual([say('store_closed')]);
  });

  test('of a new case is said in the list', async () => {
    const { stores } = await frozenItem(answered);
    vi.spyOn(stores.reports, 'saveCase').mockImplementation(full);
    await showPage(<ItemList stores={stores} />);
    await press(say('cases_new'));
    expect(alerts()).toEqual([say('store_failed')]);
  });
});

describe('what the browser does not read', () => {
  afterEach(async () => {
    await act(() => render(null, document.body));
    vi.restoreAllMocks();
  });

  const unread = (): Promise<never> => Promise.reject(new DOMException('', 'UnknownError'));
  const pages = ['item', 'review', 'send', 'list', 'reports', 'case'] as const;
  test.each(pages)(
    'is said on the page "%s", which is neither empty nor for ever busy',
    async (name) => {
      const { stores } = await frozenItem(answered);
      await stores.reports.saveCase({ ...newCaseFile('c1', 'A case', 1), items: [caseId] });
      for (const method of ['read', 'readFacts', 'list'] as const) {
        vi.spyOn(stores.evidence, method).mockImplementation(unread);
      }
      const page = {
        item: () => <ItemPage stores={stores} id={caseId} />,
        review: () => <ReviewPage stores={stores} id={caseId} />,
        send: () => <SendPage stores={stores} id={caseId} />,
        list: () => <ItemList stores={stores} />,
        reports: () => <ReportsPage stores={stores} />,
        case: () => <CasePage stores={stores} id="c1" />,
      }[name];
      const text = await showPage(page());
      expect(text).toContain(say('store_unread'));
      expect(text).not.toContain(say('popup_loading'));
    },
  );
});

// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newCaseFile, type CaseFile } from '../../../src/report/case-file.js';
import { answerSafety } from '../../../src/report/safety.js';
import { newReview } from '../../../src/report/review.js';
import type { Stores } from '../../../src/ui/evidence/use-frozen.js';
import { verdict } from '../report/sample-verdict.js';
import { caseId } from '../evidence/sample-case.js';
import { fakeBrowser } from './fake-browser.js';
import { frozenItem } from './frozen-item.js';
import { showPage } from './show-page.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeBrowser();
const { say } = await import('../../../src/ui/words.js');
const { CasePage } = await import('../../../src/ui/report/case-page.js');

describe('a case', () => {
  let stores: Stores;
  beforeEach(async () => {
    ({ stores } = await frozenItem(answerSafety(newReview(caseId, 'CN'), 'no')));
    await open({});
  });
  afterEach(() => act(() => render(null, document.body)));

  async function open(changes: Partial<CaseFile>): Promise<void> {
    await stores.reports.saveCase({ ...newCaseFile('c1', 'Old', 1), items: [caseId], ...changes });
    await act(() => render(null, document.body));
    await showPage(<CasePage stores={stores} id="c1" />);
  }
  const eventually = (file: object) =>
    vi.waitFor(async () => expect((await stores.reports.cases())[0]).toMatchObject(file));
  const settle = () => act(() => new Promise((done) => setTimeout(done, 60)));
  const button = (name: string) =>
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  const press = (name: string) => act(() => button(name)!.click());
  const typeNote = (words: string) =>
    act(() => {
      const field = document.querySelector('textarea')!;
      field.value = words;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  function rename(title: string): void {
    const field = document.querySelector<HTMLInputElement>('input[type=text]')!;
    field.value = title;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }

  test('keeps a new name and a new note of one click: the field is left by the click that adds', async () => {
    await typeNote('Called them');
    await act(() => {
      rename('New');
      button(say('case_note_add'))!.click();
    });
    await eventually({ title: 'New', notes: [{ text: 'Called them' }] });
  });

  test('keeps a new name and a verdict that are given at once', async () => {
    // As it is filled in already, it can be handed in.
    await open({ suggested: verdict });
    await act(() => {
      rename('New');
      button(say('desk_save'))!.click();
    });
    await eventually({ title: 'New', verdicts: { [caseId]: verdict } });
  });

  test('has a note once, however often its button is pressed', async () => {
    await typeNote('Called them');
    await press(say('case_note_add'));
    await press(say('case_note_add'));
    await vi.waitFor(() => expect(document.querySelector('textarea')!.value).toBe(''));
    await settle();
    await eventually({ notes: [{ text: 'Called them' }] });
    // The next one can be added.
    await typeNote('They called');
    await press(say('case_note_add'));
    await eventually({ notes: [{ text: 'Called them' }, { text: 'They called' }] });
  });

  const alerts = () =>
    [...document.querySelectorAll('[role=alert]')].map(({ textContent }) => textContent);
  const yes = () => document.querySelector<HTMLElement>('button.danger')!;

  test('is removed after a second click only, which names notes and verdicts', async () => {
    await open({ verdicts: { [caseId]: verdict } });
    await press(say('case_remove'));
    expect(alerts()).toEqual([say('case_remove_sure')]);
    expect(say('case_remove_sure')).toMatch(/notes.*verdicts/);
    // A second click on the same place is the other answer.
    await press(say('delete_keep'));
    await settle();
    await eventually({ verdicts: { [caseId]: verdict } });
    await press(say('case_remove'));
    await act(() => yes().click());
    await vi.waitFor(async () => expect(await stores.reports.cases()).toEqual([]));
  });

  test('loses an item with its verdict after a second click only, and one that nobody judged at once', async () => {
    await open({ verdicts: { [caseId]: verdict } });
    await press(say('case_take_out'));
    expect(alerts()).toEqual([say('case_take_out_sure')]);
    await settle();
    await eventually({ items: [caseId], verdicts: { [caseId]: verdict } });
    await act(() => yes().click());
    await eventually({ items: [], verdicts: {} });
    await settle();
    await open({});
    await press(say('case_take_out'));
    expect(alerts()).toEqual([]);
    await eventually({ items: [] });
  });
});

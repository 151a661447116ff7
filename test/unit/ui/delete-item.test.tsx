// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { newCaseFile } from '../../../src/report/case-file.js';
import { newReview } from '../../../src/report/review.js';
import { answerSafety } from '../../../src/report/safety.js';
import { DeleteItem } from '../../../src/ui/evidence/delete-item.js';
import { verdict } from '../report/sample-verdict.js';
import { caseId } from '../evidence/sample-case.js';
import { fakeExtension } from './fake-extension.js';
import { frozenItem } from './frozen-item.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeExtension();

afterEach(() => act(() => render(null, document.body)));

test('an item that is deleted takes with it what the person wrote about it, their name too', async () => {
  const { stores } = await frozenItem({
    ...answerSafety(newReview(caseId, 'CN'), 'no'),
    whyIllegal: 'It is me',
    reporter: { name: 'A Name', email: null, phone: null },
  });
  const { evidence, reports } = stores;
  const file = { ...newCaseFile('c1', 'A case', 1), items: [caseId, 'another'] };
  await reports.saveCase({ ...file, verdicts: { [caseId]: verdict } });
  await act(() => render(<DeleteItem stores={stores} caseId={caseId} />, document.body));
  await act(() => document.querySelector('button')!.click());
  expect(await reports.review(caseId)).toMatchObject({ reporter: { name: 'A Name' } });
  await act(() => document.querySelector<HTMLElement>('button.danger')!.click());
  await vi.waitFor(async () => expect(await reports.review(caseId)).toBeNull());
  expect(await evidence.read(caseId)).toBeNull();
  expect(await reports.cases()).toEqual([{ ...file, items: ['another'], verdicts: {} }]);
});

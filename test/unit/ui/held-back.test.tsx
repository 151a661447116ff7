// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { newCaseFile } from '../../../src/report/case-file.js';
import { answerSafety } from '../../../src/report/safety.js';
import { newReview, type Review } from '../../../src/report/review.js';
import { fakeExtension } from './fake-extension.js';
import { frozenItem } from './frozen-item.js';
import { showPage } from './show-page.js';
import { verdict } from '../report/sample-verdict.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeExtension();
const { ExportPackage } = await import('../../../src/ui/evidence/export-package.js');
const { previewItem, sealItem } = await import('../../../src/ui/evidence/seal-item.js');
const { SendPage } = await import('../../../src/ui/report/send-page.js');
const { ReviewPage } = await import('../../../src/ui/report/review-page.js');
const { CaseExports } = await import('../../../src/ui/report/case-exports.js');
const { caseId } = await import('../evidence/sample-case.js');

const untouched = newReview(caseId, 'CN');
const no = answerSafety(untouched, 'no');
const kept: readonly (readonly [string, Partial<Review>, string])[] = [
  ['not asked yet', {}, 'safety-open'],
  ['a minor', answerSafety(untouched, 'minor'), 'pixels-forbidden'],
  ['sexual content', answerSafety(untouched, 'sexual'), 'pixels-forbidden'],
  ['"no", but intimate content as the reason', { ...no, grounds: ['sexual'] }, 'pixels-forbidden'],
];

describe('while pictures are kept that may not leave', () => {
  afterEach(() => act(() => render(null, document.body)));

  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];

  test.each(kept)('no package is made: %s', async (_, review, reason) => {
    const { stores, item } = await frozenItem(review);
    expect(await sealItem(stores, item.frozen.opened.caseId)).toEqual({ ok: false, reason });
    const choices = { isStamped: false, extras: [] };
    expect(await previewItem(stores, caseId, choices)).toEqual({ ok: false, reason });
    await showPage(<ExportPackage stores={stores} item={item} />);
    expect(all('details')).toEqual([]);
    expect(all('button.main')).toEqual([]);
    expect(all('a.button').map((link) => link.getAttribute('href'))).toEqual([
      `#/item/${caseId}/report`,
    ]);
  });

  test.each(kept)('no text to file is shown: %s', async (_, review) => {
    const { stores } = await frozenItem(review);
    await showPage(<SendPage stores={stores} id={caseId} />);
    expect(all('textarea, .destination, button.main')).toEqual([]);
    expect(all('section a.button.main')).toHaveLength(1);
  });

  test.each(kept)('the review leads to no page that refuses: %s', async (_, review, reason) => {
    const { stores } = await frozenItem(review);
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    expect(all('a.button.main')).toEqual([]);
    if (reason === 'safety-open') return;
    // Nothing brings them back: a second, different click.
    await act(() => all('button.danger')[0]!.click());
    expect((await stores.evidence.read(caseId))?.media.length).toBeGreaterThan(0);
    await act(() => all('[role=group] button.danger')[0]!.click());
    await vi.waitFor(() => expect(all('a.button.main')).toHaveLength(1));
  });

  test.each(kept)('no zip, table or review of a case is made: %s', async (_, review) => {
    const { stores, item } = await frozenItem(review);
    const file = { ...newCaseFile('f', 'F', 1), items: [caseId], verdicts: { [caseId]: verdict } };
    await showPage(<CaseExports stores={stores} file={file} items={[item]} />);
    const buttons = all('button') as HTMLButtonElement[];
    expect(buttons.map(({ disabled }) => disabled)).toEqual([true, true, true]);
    expect(all('.plain a')).toHaveLength(1);
  });

  test('both are there after "no", and after the pictures are gone', async () => {
    const asked = await frozenItem(no);
    expect(await sealItem(asked.stores, asked.item.frozen.opened.caseId)).toMatchObject({
      ok: true,
    });
    const { stores } = await frozenItem(answerSafety(untouched, 'minor'));
    await stores.evidence.removeMedia(caseId);
    await showPage(<SendPage stores={stores} id={caseId} />);
    expect(all('.destination').length).toBeGreaterThan(0);
    expect(all('button.main')).toHaveLength(1);
  });

  test('intimate content as the reason asks to delete the pictures, where it is chosen', async () => {
    const { stores } = await frozenItem(no);
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    const label = all('label').find(({ textContent }) =>
      textContent.startsWith('Intimate content'),
    )!;
    await act(() => label.querySelector('input')!.click());
    expect(all('.warning button.danger')).toHaveLength(1);
    await vi.waitFor(async () =>
      expect((await stores.reports.review(caseId))?.sexualContent).toBe(true),
    );
  });

  test('intimate content of an adult: statements are asked for, reasons and pictures are not', async () => {
    const { stores } = await frozenItem(answerSafety(untouched, 'sexual'));
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    expect(all('img, textarea')).toEqual([]);
    const consent = all('label').find(({ textContent }) =>
      textContent.includes('did not consent'),
    )!;
    await act(() => consent.querySelector('input')!.click());
    await vi.waitFor(async () =>
      expect((await stores.reports.review(caseId))?.consentStatement).toBe(true),
    );
    const minor = await frozenItem(answerSafety(untouched, 'minor'));
    await act(() => render(null, document.body));
    await showPage(<ReviewPage stores={minor.stores} id={caseId} />);
    expect(all('input[type=checkbox], img, textarea')).toEqual([]);
  });
});

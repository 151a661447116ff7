// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { addToCase, type CapturedItem } from '../../../src/evidence/capture/freeze.js';
import { encodePng } from '../../../src/evidence/pictures/encode-png.js';
import { answerSafety } from '../../../src/report/safety.js';
import { newReview } from '../../../src/report/review.js';
import type { Stores } from '../../../src/ui/evidence/use-frozen.js';
import { capturedBase, caseId, smallPicture } from '../evidence/sample-case.js';
import { fakeBrowser } from './fake-browser.js';
import { frozenItem } from './frozen-item.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeBrowser();
const item = (kind: CapturedItem['captured']['kind'], path: string, at: number): CapturedItem => ({
  captured: { ...capturedBase(at), kind },
  file: { path, bytes: encodePng(smallPicture(at)) },
});
/** Files that the stored review kept out at the moment when each copy was made. */
const withheldAtCopy: (readonly string[])[] = [];
/** Reading a picture back needs a browser: the copy is stored, its pixels are not the matter here. */
vi.mock('../../../src/ui/report/redact.js', () => ({
  redactFrame: async ({ evidence, reports }: Stores) => {
    withheldAtCopy.push((await reports.review(caseId))?.withhold ?? []);
    return addToCase(caseId, [item('redacted', 'media/redacted/frame-0001-1.png', 9)], {
      store: evidence,
      estimate: null,
    });
  },
}));
const { say } = await import('../../../src/ui/words.js');
const { ReviewPage } = await import('../../../src/ui/report/review-page.js');

describe('covering a face in one picture', () => {
  afterEach(() => act(() => render(null, document.body)));

  async function settle(): Promise<void> {
    for (let round = 0; round < 5; round += 1) {
      await act(() => new Promise((done) => setTimeout(done, 20)));
    }
  }
  const press = async (name: string): Promise<void> => {
    const buttons = [...document.querySelectorAll('button')].filter(({ textContent }) =>
      textContent.startsWith(name),
    );
    await act(() => buttons.at(-1)!.click());
    await settle();
  };

  test('leaves the original and the tab out with it, and tells of the other pictures', async () => {
    const { stores } = await frozenItem(answerSafety(newReview(caseId, 'CN'), 'no'), [
      item('original', 'media/original.png', 4),
      item('tab-picture', 'media/tab.png', 5),
    ]);
    await act(() => render(<ReviewPage stores={stores} id={caseId} />, document.body));
    await settle();
    expect(document.querySelectorAll('.warning')).toHaveLength(0);
    await press('Whole picture');
    await press('Make a covered copy');
    const withheld = async () =>
      [...((await stores.reports.review(caseId))?.withhold ?? [])].sort();
    const covered = ['crop-0001', 'frame-0001', 'original', 'tab'].map(
      (name) => `media/${name}.png`,
    );
    expect(await withheld()).toEqual(covered);
    expect(document.querySelector('.warning')?.textContent).toContain('2 pictures');
    await press('Leave the uncovered');
    expect(await withheld()).toEqual(
      [...covered, 'media/crop-0002.png', 'media/frame-0002.png'].sort(),
    );
    expect(document.querySelectorAll('.warning')).toHaveLength(0);
  });

  test('is stored as kept out before there is a copy, and there is no copy where that fails', async () => {
    const { stores } = await frozenItem(answerSafety(newReview(caseId, 'CN'), 'no'));
    await act(() => render(<ReviewPage stores={stores} id={caseId} />, document.body));
    await settle();
    await press('Whole picture');
    withheldAtCopy.length = 0;
    const save = vi.spyOn(stores.reports, 'changeReview').mockRejectedValue(new Error('full'));
    await press('Make a covered copy');
    expect(withheldAtCopy).toEqual([]);
    expect(document.body.textContent).toContain(say('redact_failed'));
    save.mockRestore();
    await press('Make a covered copy');
    expect(withheldAtCopy).toHaveLength(1);
    expect([...withheldAtCopy[0]!].sort()).toEqual(['media/crop-0001.png', 'media/frame-0001.png']);
  });

  test('tells of no picture that was deleted', async () => {
    const { stores } = await frozenItem(answerSafety(newReview(caseId, 'CN'), 'no'));
    await act(() => render(<ReviewPage stores={stores} id={caseId} />, document.body));
    await settle();
    await press('Whole picture');
    await press('Make a covered copy');
    expect(document.querySelectorAll('.warning')).toHaveLength(1);
    await stores.evidence.removeMedia(caseId);
    await act(() => render(null, document.body));
    await act(() => render(<ReviewPage stores={stores} id={caseId} />, document.body));
    await settle();
    expect(document.querySelectorAll('textarea').length).toBeGreaterThan(0);
    expect(document.querySelectorAll('.include')).toHaveLength(0);
    expect(document.querySelectorAll('.warning')).toHaveLength(0);
  });
});

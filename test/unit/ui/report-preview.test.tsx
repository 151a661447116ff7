// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { answerSafety } from '../../../src/report/safety.js';
import { newReview } from '../../../src/report/review.js';
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
const { ReportPreview } = await import('../../../src/ui/evidence/report-preview.js');
const { caseId } = await import('../evidence/sample-case.js');

const no = answerSafety(newReview(caseId, 'CN'), 'no');
const choices = { isStamped: false, extras: [] };

const preview = () => document.querySelector('.report-preview')?.shadowRoot;
const pictures = () => [...(preview()?.querySelectorAll('img') ?? [])];

async function open(): Promise<void> {
  await act(() => {
    const details = document.querySelector('details')!;
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
  });
  await vi.waitFor(() => expect(preview()?.querySelector('h1')).toBeTruthy());
}

describe('the report before it is signed', () => {
  afterEach(() => act(() => render(null, document.body)));

  test('is made when it is asked for, with its pictures from memory and nothing else', async () => {
    const { stores, item } = await frozenItem(no);
    const sign = vi.spyOn(stores.evidence, 'signer');
    await showPage(<ReportPreview stores={stores} item={item} choices={choices} />);
    expect(preview()).toBeUndefined();
    await open();
    expect(pictures().length).toBeGreaterThan(1);
    for (const { src } of pictures()) expect(src).toMatch(/^blob:/);
    expect(preview()!.adoptedStyleSheets[0]!.cssRules.length).toBeGreaterThan(5);
    expect(sign).not.toHaveBeenCalled();
    expect(await stores.reports.review(caseId)).not.toHaveProperty('sealed');
  });

  test('leaves out what the person leaves out, also after it was opened', async () => {
    const { stores, item } = await frozenItem(no);
    await showPage(<ReportPreview stores={stores} item={item} choices={choices} />);
    await open();
    const before = pictures().length;
    const withhold = ['media/frame-0002.png'];
    await stores.reports.changeReview(item.review, { withhold });
    const changed = { ...item, review: { ...item.review, withhold } };
    await showPage(<ReportPreview stores={stores} item={changed} choices={choices} />);
    await vi.waitFor(() => expect(pictures().length).toBeLessThan(before));
  });

  test('is made anew for other choices, the newest is drawn, and its pictures are let go of', async () => {
    const { stores, item } = await frozenItem({ ...no, depictedPerson: 'self' });
    const made = vi.spyOn(URL, 'createObjectURL');
    const freed = vi.spyOn(URL, 'revokeObjectURL');
    await showPage(<ReportPreview stores={stores} item={item} choices={choices} />);
    await open();
    const bare = preview()!.textContent;
    const read = stores.evidence.read.bind(stores.evidence);
    let isSlow = true;
    vi.spyOn(stores.evidence, 'read').mockImplementation(async (id) => {
      const wait = isSlow ? 300 : 0;
      isSlow = false;
      await new Promise((done) => setTimeout(done, wait));
      return read(id);
    });
    // Asked for and taken back: the first answer comes last.
    const other = { isStamped: false, extras: ['statements'] as const };
    await act(() =>
      render(<ReportPreview stores={stores} item={item} choices={other} />, document.body),
    );
    await act(() =>
      render(<ReportPreview stores={stores} item={item} choices={choices} />, document.body),
    );
    await act(() => new Promise((done) => setTimeout(done, 500)));
    expect(preview()!.textContent).toBe(bare);
    await showPage(<ReportPreview stores={stores} item={item} choices={other} />);
    expect(preview()!.textContent).not.toBe(bare);
    await act(() => render(null, document.body));
    expect(freed.mock.calls.length).toBe(made.mock.calls.length);
    vi.restoreAllMocks();
  });

  test('of an item that was deleted meanwhile says so', async () => {
    const { stores, item } = await frozenItem(no);
    await showPage(<ReportPreview stores={stores} item={item} choices={choices} />);
    await stores.evidence.remove(caseId);
    await act(() => {
      const details = document.querySelector('details')!;
      details.open = true;
      details.dispatchEvent(new Event('toggle'));
    });
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
    expect(preview()).toBeNull();
  });
});

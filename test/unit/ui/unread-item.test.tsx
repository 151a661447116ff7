// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { freezeCase } from '../../../src/evidence/capture/freeze.js';
import { openReportStore } from '../../../src/report/report-store.js';
import { ItemPage } from '../../../src/ui/evidence/item-page.js';
import { caseId, newStore, sampleCapture } from '../evidence/sample-case.js';
import { sampleMeta } from '../report/sample.js';
import { fakeExtension } from './fake-extension.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeExtension();

afterEach(() => act(() => render(null, document.body)));
const buttons = () => [...document.querySelectorAll<HTMLElement>('button')];

test('an item that cannot be opened can be deleted; one that is not there has no button', async () => {
  const evidence = await newStore();
  const reports = await openReportStore('unread-item');
  const pageMeta = { ...sampleMeta, urlAsSeen: 'file:///home/me/a.html' };
  await freezeCase({ ...(await sampleCapture()), pageMeta }, { store: evidence, estimate: null });
  const stores = { evidence, reports };
  await act(() => render(<ItemPage stores={stores} id="no-such-item" />, document.body));
  await vi.waitFor(() => expect(document.body.textContent).toContain('not'));
  expect(buttons()).toEqual([]);

  await act(() => render(<ItemPage stores={stores} id={caseId} />, document.body));
  await vi.waitFor(() => expect(buttons()).toHaveLength(1));
  await act(() => buttons()[0]!.click());
  await act(() => document.querySelector<HTMLElement>('button.danger')!.click());
  await vi.waitFor(async () => expect(await evidence.tail(caseId)).toBeNull());
});

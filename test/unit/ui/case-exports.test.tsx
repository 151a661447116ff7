// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { strFromU8, unzipSync } from 'fflate';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { newCaseFile } from '../../../src/report/case-file.js';
import { filedReport } from '../../../src/report/filed-report.js';
import { newReview } from '../../../src/report/review.js';
import { answerSafety } from '../../../src/report/safety.js';
import { readListed } from '../../../src/ui/evidence/use-frozen.js';
import { caseId } from '../evidence/sample-case.js';
import { fakeBrowser } from './fake-browser.js';
import { frozenItem } from './frozen-item.js';

const fake = vi.hoisted((): { browser: unknown; saved: Map<string, unknown> } => ({
  browser: undefined,
  saved: new Map(),
}));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
vi.mock('../../../src/ui/evidence/save-file.js', async (original) => ({
  ...(await original<object>()),
  saveFile: (name: string, bytes: unknown) => fake.saved.set(name, bytes),
}));
fake.browser = {
  ...fakeBrowser(),
  runtime: { getManifest: () => ({ name: 'Seam', version: '0.1.0' }) },
};
const { CaseExports } = await import('../../../src/ui/report/case-exports.js');

afterEach(() => act(() => render(null, document.body)));

test('the zip of a case tells what became of its reports, never the words that were filed', async () => {
  const { stores } = await frozenItem(answerSafety(newReview(caseId, 'CN'), 'no'));
  const report = filedReport({
    reportId: 'r1',
    destination: 'bilibili',
    caseId,
    frozenAtMs: 1,
    filedAtMs: 2,
    caseNumber: 'A-7',
    deadline: null,
    text: 'I am the person shown',
  });
  await stores.reports.addReport(report);
  const item = (await readListed(stores, caseId))!;
  const file = { ...newCaseFile('f', 'F', 1), items: [caseId] };
  await act(() =>
    render(<CaseExports stores={stores} file={file} items={[item]} />, document.body),
  );
  await act(() => document.querySelector<HTMLElement>('button.main')!.click());
  await vi.waitFor(() => expect(fake.saved.size).toBe(1), { timeout: 5000 });
  const zip = unzipSync(fake.saved.get('seam-case-f.zip') as Uint8Array);
  const told = strFromU8(zip['reports.json']!);
  expect(told).toContain('A-7');
  expect(told).not.toContain('person shown');
});

// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { strFromU8, unzipSync } from 'fflate';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { newCaseFile, type CaseFile } from '../../../src/report/case-file.js';
import { filedReport } from '../../../src/report/filed-report.js';
import { newReview } from '../../../src/report/review.js';
import { answerSafety } from '../../../src/report/safety.js';
import { readListed } from '../../../src/ui/evidence/use-frozen.js';
import { caseId } from '../evidence/sample-case.js';
import { fakeBrowser } from './fake-browser.js';
import { frozenItem } from './frozen-item.js';
import { verdict } from '../report/sample-verdict.js';

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
const { CaseVerdict } = await import('../../../src/ui/report/case-verdict.js');
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

/** A case of three media: a source, its copy, and one that nobody has judged. */
async function threeMedia() {
  const { stores, item } = await frozenItem(answerSafety(newReview(caseId, 'CN'), 'no'));
  const named = (id: string) => ({
    ...item,
    dossier: {
      ...item.dossier,
      caseId: id,
      contentUrl: { canonical: `https://v.example/${id}`, asSeen: `https://v.example/${id}` },
    },
  });
  const ids = ['source', 'copy', 'third'];
  return { stores, items: ids.map(named), file: { ...newCaseFile('f', 'F', 1), items: ids } };
}

test('each medium of a case is published with its own verdict, and one without any is left out', async () => {
  const { stores, items, file } = await threeMedia();
  const verdicts: CaseFile['verdicts'] = {
    source: { ...verdict, category: 'OriginalMediaContent' },
    copy: verdict,
  };
  await act(() =>
    render(
      <CaseExports stores={stores} file={{ ...file, verdicts }} items={items} />,
      document.body,
    ),
  );
  expect(document.body.textContent).toContain('left out of the reviews: 1.');
  await act(() => [...document.querySelectorAll('button')].at(-1)!.click());
  const graphs = JSON.parse(String(fake.saved.get('seam-media-review.jsonld'))) as {
    '@graph': readonly Record<string, unknown>[];
  }[];
  const told = graphs.map(({ '@graph': graph }) => [
    (graph[1]!['itemReviewed'] as { mediaItemAppearance: { contentUrl: string }[] })
      .mediaItemAppearance[0]!.contentUrl,
    graph[1]!['mediaAuthenticityCategory'],
  ]);
  expect(told).toEqual([
    ['https://v.example/source', 'OriginalMediaContent'],
    ['https://v.example/copy', 'TransformedContent'],
  ]);
});

test('a verdict is given for one medium, with the date of the review', async () => {
  const { items, file } = await threeMedia();
  const kept: unknown[] = [];
  const known = { ...file, verdicts: { source: verdict } };
  await act(() =>
    render(
      <CaseVerdict file={known} items={items} save={(...said) => void kept.push(said)} />,
      document.body,
    ),
  );
  const input = (name: string) => document.querySelector<HTMLInputElement>(name)!;
  expect(input('input[type=date]').value).toBe('2026-11-23');
  await act(() => {
    const select = document.querySelector('select')!;
    select.value = 'copy';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  // Nothing of the other verdict but the desk itself.
  const values = [...document.querySelectorAll<HTMLInputElement>('form input')].map(
    ({ value }) => value,
  );
  const today = new Date().toLocaleDateString('sv');
  expect(values).toEqual(['', '', '', '', today, 'Desk', 'https://desk.example.org']);
  await act(() => {
    input('input[type=date]').value = '2026-11-25';
    input('input[type=date]').dispatchEvent(new Event('input', { bubbles: true }));
  });
  await act(() => void document.querySelector('form')!.dispatchEvent(new Event('submit')));
  expect(kept).toMatchObject([['copy', { date: '2026-11-25' }]]);
});

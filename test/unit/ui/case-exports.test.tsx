// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { strFromU8, unzipSync } from 'fflate';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { sha256Hex, type Bytes } from '../../../src/evidence/bytes.js';
import type { Dossier } from '../../../src/evidence/package/dossier.js';
import { freezeCase } from '../../../src/evidence/capture/freeze.js';
import { verifyZip } from '../../../src/evidence/verify/verify-case.js';
import { evidenceLimits } from '../../../src/evidence/evidence-limits.js';
import { newCaseFile, type CaseFile } from '../../../src/report/case-file.js';
import { filedReport } from '../../../src/report/filed-report.js';
import { newReview } from '../../../src/report/review.js';
import { answerSafety } from '../../../src/report/safety.js';
import {
  writeStampAuthorities,
  type StampAuthority,
} from '../../../src/settings/stamp-authorities.js';
import { readListed, type ListedItem } from '../../../src/ui/evidence/use-frozen.js';
import { caseId, sampleCapture } from '../evidence/sample-case.js';
import { sampleMeta, sealedPackage } from '../report/sample.js';
import { fakeExtension } from './fake-extension.js';
import { frozenItem } from './frozen-item.js';
import { verdict } from '../report/sample-verdict.js';

const fake = vi.hoisted(
  (): {
    browser: unknown;
    saved: Map<string, unknown>;
    /** What the authority answers to one question after the other; then always bytes. */
    stamps: (null | 'bytes')[];
    asked: string[];
  } => ({ browser: undefined, saved: new Map(), stamps: [], asked: [] }),
);
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
vi.mock('../../../src/ui/evidence/save-file.js', async (original) => ({
  ...(await original<object>()),
  saveFile: (name: string, bytes: unknown) => fake.saved.set(name, bytes),
}));
vi.mock('../../../src/protocol/request.js', () => ({
  requestBackground: (name: string) => {
    fake.asked.push(name);
    const stamp = fake.stamps.shift() === null ? null : new Uint8Array([1, 2, 3]);
    return Promise.resolve({ ok: true, value: { stamp } });
  },
}));
fake.browser = fakeExtension();
const { say } = await import('../../../src/ui/words.js');
const { CaseVerdict } = await import('../../../src/ui/report/case-verdict.js');
const { CaseExports } = await import('../../../src/ui/report/case-exports.js');

const authority: StampAuthority = { address: 'https://stamps.example.org/tsr', root: 'AAAA' };

afterEach(async () => {
  await act(() => render(null, document.body));
  await writeStampAuthorities([]);
  fake.saved.clear();
  fake.asked.length = 0;
  fake.stamps.length = 0;
});

/** A case of two frozen items: the first says who reports, the second does not. */
async function twoItems() {
  const no = answerSafety(newReview(caseId, 'CN'), 'no');
  const { stores, item } = await frozenItem({ ...no, depictedPerson: 'self' });
  const other = 'case-0002';
  const capture = await sampleCapture(1, other);
  await freezeCase(
    { ...capture, pageMeta: { ...sampleMeta, title: 'Second' } },
    { store: stores.evidence, estimate: null },
  );
  await stores.reports.changeReview(newReview(other, 'CN'), no);
  const second = (await readListed(stores, other))!;
  const file = { ...newCaseFile('f', 'F', 1), items: [caseId, other] };
  await stores.reports.saveCase(file);
  return { stores, file, items: [item, second], ids: [caseId, other] };
}

async function showCase({ stores, file, items }: Awaited<ReturnType<typeof twoItems>>) {
  await act(() => render(<CaseExports stores={stores} file={file} items={items} />, document.body));
  await act(() => new Promise((done) => setTimeout(done, 20)));
}
const ticks = () => [...document.querySelectorAll<HTMLInputElement>('.tick input')];
const status = () => document.querySelector('[role=status]')!.textContent;
const savedCase = () => fake.saved.get('seam-case-f.zip') as Uint8Array<ArrayBuffer> | undefined;

async function saveCase(): Promise<void> {
  const button = document.querySelector<HTMLButtonElement>('button.main')!;
  await act(() => button.click());
  await vi.waitFor(() => expect(button.disabled).toBe(false), { timeout: 5000 });
}

test('a whole case has the ticks of a single package, and each counts for every item', async () => {
  await writeStampAuthorities([authority]);
  const two = await twoItems();
  await showCase(two);
  const words = [...document.querySelectorAll('.tick')].map(({ textContent }) => textContent);
  expect(words).toEqual([
    expect.stringContaining('one hash for each item, and nothing else, to stamps.example.org'),
    say('export_with_statements'),
  ]);
  for (const tick of ticks()) await act(() => tick.click());
  await saveCase();
  const zip = unzipSync(savedCase()!);
  expect(fake.asked).toEqual(['stamp/ask', 'stamp/ask']);
  const relations = two.ids.map((id) => {
    const files = unzipSync(zip[`packages/${id}.zip`]!);
    expect(Object.keys(files)).toContain('timestamp.tsr');
    return (JSON.parse(strFromU8(files['report.json']!)) as Dossier).depictedPerson;
  });
  expect(relations).toEqual(['self', 'unknown']);
});

test('without a tick no authority is asked, and the packages hold no statement', async () => {
  await writeStampAuthorities([authority]);
  const two = await twoItems();
  await showCase(two);
  await saveCase();
  const files = unzipSync(unzipSync(savedCase()!)[`packages/${caseId}.zip`]!);
  expect(fake.asked).toEqual([]);
  expect(Object.keys(files)).not.toContain('timestamp.tsr');
  expect(strFromU8(files['report.json']!)).toContain('"depictedPerson":"unknown"');
});

test('where no authority is named there is no tick for it', async () => {
  await showCase(await twoItems());
  expect(ticks()).toHaveLength(1);
});

test('a time stamp that fails names its item, and there is no half zip', async () => {
  await writeStampAuthorities([authority]);
  const two = await twoItems();
  await showCase(two);
  await act(() => ticks()[0]!.click());
  fake.stamps.push('bytes', null);
  await saveCase();
  expect(fake.asked).toHaveLength(2);
  expect(savedCase()).toBeUndefined();
  expect(status()).toContain('Second');
  expect(status()).toContain(say('export_failed_stamp_failed'));
  for (const id of two.ids) {
    expect((await two.stores.reports.review(id))?.sealed).toBeUndefined();
  }
});

test('each item remembers its package and the zip of the case; the zip tells nothing of others', async () => {
  const two = await twoItems();
  const earlier = sealedPackage(1);
  await two.stores.reports.addSealed(two.items[0]!.review, earlier);
  await showCase({ ...two, items: [(await readListed(two.stores, caseId))!, two.items[1]!] });
  await saveCase();
  const zip = unzipSync(savedCase()!);
  const caseSha256 = await sha256Hex(savedCase()!);
  expect(document.querySelector('.hash')?.textContent).toBe(caseSha256);
  for (const id of two.ids) {
    const sealed = (await two.stores.reports.review(id))?.sealed ?? [];
    const sha256 = await sha256Hex(Uint8Array.from(zip[`packages/${id}.zip`]!));
    expect(sealed[0]).toMatchObject({ sha256, caseSha256, isStamped: false });
  }
  const texts = ['case.json', 'reports.csv', 'reports.json'].map((name) => strFromU8(zip[name]!));
  expect(texts.join()).not.toContain(earlier.sha256);
});

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
  await stores.reports.saveCase(file);
  await act(() =>
    render(<CaseExports stores={stores} file={file} items={[item]} />, document.body),
  );
  await act(() => document.querySelector<HTMLElement>('button.main')!.click());
  await vi.waitFor(() => expect(fake.saved.size).toBe(1), { timeout: 5000 });
  const saved = fake.saved.get('seam-case-f.zip') as Bytes;
  const zip = unzipSync(saved);
  const told = strFromU8(zip['reports.json']!);
  expect(told).toContain('A-7');
  expect(told).not.toContain('person shown');
  // The verifier knows a case by the shape that is written here.
  expect(await verifyZip(saved, { expectedKey: null, authorities: [] })).toMatchObject({
    outcome: 'intact',
    packages: [{ path: `packages/${caseId}.zip`, verification: { outcome: 'intact' } }],
    unsigned: ['case.json', 'reports.csv', 'reports.json'],
  });
});

test('a zip that no verifier would read is not made', async () => {
  const two = await twoItems();
  await showCase(two);
  await saveCase();
  const size = savedCase()!.length;
  fake.saved.clear();
  const limits = evidenceLimits as { maxPackageBytes: number; maxTextFileBytes: number };
  const before = { ...limits };
  // Either of its packages is smaller than that.
  Object.assign(limits, { maxPackageBytes: size * 0.9, maxTextFileBytes: 0 });
  await saveCase();
  Object.assign(limits, before);
  expect([fake.saved.size, status()]).toEqual([0, say('case_export_too_large')]);
});

/** A case of three media: a source, its copy, and one that nobody has judged. */
async function threeMedia() {
  const { stores } = await frozenItem();
  const ids = ['source', 'copy', 'third'];
  const items: ListedItem[] = [];
  for (const id of ids) {
    const capture = await sampleCapture(1, id);
    const urls = { urlCanonical: `https://v.example/${id}`, urlAsSeen: `https://v.example/${id}` };
    const pageMeta = { ...sampleMeta, ...urls };
    await freezeCase({ ...capture, pageMeta }, { store: stores.evidence, estimate: null });
    await stores.reports.changeReview(newReview(id, 'CN'), answerSafety(newReview(id, 'CN'), 'no'));
    items.push((await readListed(stores, id))!);
  }
  return { stores, items, file: { ...newCaseFile('f', 'F', 1), items: ids } };
}

test('each medium of a case is published with its own verdict, and one without any is left out', async () => {
  const { stores, items, file } = await threeMedia();
  const verdicts: CaseFile['verdicts'] = {
    source: { ...verdict, category: 'OriginalMediaContent' },
    copy: verdict,
  };
  await stores.reports.saveCase({ ...file, verdicts });
  await act(() =>
    render(
      <CaseExports stores={stores} file={{ ...file, verdicts }} items={items} />,
      document.body,
    ),
  );
  expect(document.body.textContent).toContain('left out of the reviews: 1.');
  await act(() => [...document.querySelectorAll('button')].at(-1)!.click());
  await vi.waitFor(() => expect(fake.saved.size).toBe(1));
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
      <CaseVerdict file={known} items={items} save={async (...said) => kept.push(said) > 0} />,
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

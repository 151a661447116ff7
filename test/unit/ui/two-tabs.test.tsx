// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { strFromU8, unzipSync } from 'fflate';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Bytes } from '../../../src/evidence/bytes.js';
import { evidenceLimits } from '../../../src/evidence/evidence-limits.js';
import { maxClaims, type Claim, type Dossier } from '../../../src/evidence/package/dossier.js';
import { newCaseFile } from '../../../src/report/case-file.js';
import { newReview, type Review } from '../../../src/report/review.js';
import { answerSafety } from '../../../src/report/safety.js';
import type { Stores } from '../../../src/ui/evidence/use-frozen.js';
import { caseId } from '../evidence/sample-case.js';
import { verdict } from '../report/sample-verdict.js';
import { fakeExtension } from './fake-extension.js';
import { frozenItem } from './frozen-item.js';
import { showPage } from './show-page.js';

const fake = vi.hoisted((): { browser: unknown; saved: Map<string, Bytes> } => ({
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
  saveFile: (name: string, bytes: Bytes) => fake.saved.set(name, bytes),
}));
fake.browser = fakeExtension();
const { say } = await import('../../../src/ui/words.js');
const { ItemPage } = await import('../../../src/ui/evidence/item-page.js');
const { sealItem } = await import('../../../src/ui/evidence/seal-item.js');
const { CaseExports } = await import('../../../src/ui/report/case-exports.js');
const { ReviewPage } = await import('../../../src/ui/report/review-page.js');
const { SendPage } = await import('../../../src/ui/report/send-page.js');

const anyClaim: Claim = {
  ...{ id: 'c', kind: 'face-swap', text: '', time: null, region: null, frame: null },
};
const fresh = newReview(caseId, 'CN');
const no = answerSafety(fresh, 'no');
const minor = answerSafety(fresh, 'minor');

afterEach(async () => {
  await act(() => render(null, document.body));
  vi.restoreAllMocks();
  fake.saved.clear();
});

const settle = () => act(() => new Promise((done) => setTimeout(done, 50)));
const status = () => document.querySelector('[role=status]')!.textContent;
async function press(words: string): Promise<void> {
  const button = [...document.querySelectorAll('button')].find(
    ({ textContent }) => textContent === words,
  )!;
  await act(() => button.click());
  await vi.waitFor(() => expect(button.disabled).toBe(false), { timeout: 5000 });
  await settle();
}
async function type(words: string): Promise<void> {
  const field = document.querySelector('textarea')!;
  await act(() => {
    field.value = words;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await settle();
}
async function addClaim(): Promise<void> {
  const button = [...document.querySelectorAll('button')].find(
    ({ textContent }) => textContent === say('claims_add'),
  )!;
  await act(
    () => void button.closest('form')!.dispatchEvent(new Event('submit', { cancelable: true })),
  );
  await settle();
}
const stored = async (stores: Stores): Promise<Review> => (await stores.reports.review(caseId))!;
const filesOfPackage = () => unzipSync([...fake.saved.values()][0]!);

describe('an item that another tab has changed', () => {
  test('of a minor, since the page was opened: no picture and no word of it is in the package', async () => {
    const { stores, item } = await frozenItem(no);
    await showPage(<ItemPage stores={stores} id={caseId} />);
    await stores.reports.changeReview(item.review, minor);
    await press(say('export_button'));
    expect(fake.saved.size).toBe(0);
    expect(status()).toBe(say('export_failed_pixels_forbidden'));
    await stores.evidence.removeMedia(caseId);
    await press(say('export_button'));
    const files = filesOfPackage();
    expect(Object.keys(files).filter((path) => path.endsWith('.png'))).toEqual([]);
    expect(JSON.parse(strFromU8(files['report.json']!)) as Dossier).toMatchObject({
      suspectedMinor: true,
    });
  });

  test('what was left out there is left out of the package made here', async () => {
    const { stores, item } = await frozenItem(no);
    const [first] = item.frozen.media;
    await showPage(<SendPage stores={stores} id={caseId} />);
    await stores.reports.changeReview(item.review, { withhold: [first!.path] });
    await press(say('export_button'));
    expect(Object.keys(filesOfPackage())).not.toContain(first!.path);
  });

  test('a letter typed here takes back nothing that was said there', async () => {
    const { stores, item } = await frozenItem(no);
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    const said = { ...minor, withhold: [item.frozen.media[0]!.path] };
    await stores.reports.changeReview(item.review, said);
    await type('M');
    expect(await stored(stores)).toMatchObject({ ...said, whyIllegal: 'M' });
  });

  test('deleted there, nothing of it comes back with a letter typed here, and the page says so', async () => {
    const { stores } = await frozenItem(no);
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    await stores.evidence.remove(caseId);
    await stores.reports.forgetItem(caseId);
    await type('My name is Li');
    expect(await stores.reports.review(caseId)).toBeNull();
    expect(status()).toBe(say('item_missing'));
  });

  test('is read again when that tab says so', async () => {
    const { stores, item } = await frozenItem(no);
    await showPage(<SendPage stores={stores} id={caseId} />);
    expect(document.querySelectorAll('.destination').length).toBeGreaterThan(0);
    await stores.reports.changeReview(item.review, minor);
    const tab = new BroadcastChannel('seam-items');
    tab.postMessage({ caseId, from: 'another page' });
    await settle();
    await settle();
    expect(document.querySelectorAll('.destination')).toHaveLength(0);
    tab.close();
  });

  test('tells the other tabs what it has stored', async () => {
    const { stores } = await frozenItem(no);
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    const tab = new BroadcastChannel('seam-items');
    const heard: unknown[] = [];
    tab.onmessage = ({ data }) => heard.push(data);
    await type('M');
    await settle();
    expect(heard).toMatchObject([{ caseId }]);
    tab.close();
  });

  test('goes into no table, review or zip of a case that was opened before', async () => {
    const { stores, item } = await frozenItem(no);
    const file = { ...newCaseFile('f', 'F', 1), items: [caseId], verdicts: { [caseId]: verdict } };
    await stores.reports.saveCase(file);
    await showPage(<CaseExports stores={stores} file={file} items={[item]} />);
    await stores.reports.changeReview(item.review, minor);
    for (const button of ['case_export_zip', 'reports_csv', 'case_export_review']) {
      await press(say(button));
      expect(status(), button).toContain(say('export_failed_pixels_forbidden'));
    }
    expect(fake.saved.size).toBe(0);
  });
});

describe('what is said while the pictures are read again', () => {
  /** Another tab tells of a change; ten frames of 1080p take their time. */
  async function readAgainSlowly(stores: Stores): Promise<void> {
    const read = stores.evidence.read.bind(stores.evidence);
    vi.spyOn(stores.evidence, 'read').mockImplementation(async (id) => {
      const item = await read(id);
      await new Promise((done) => setTimeout(done, 400));
      return item;
    });
    const tab = new BroadcastChannel('seam-items');
    tab.postMessage({ caseId, from: 'another page' });
    tab.close();
    await settle();
  }
  const afterwards = () => act(() => new Promise((done) => setTimeout(done, 500)));

  test('stays on the page, and the next letter takes none of it back', async () => {
    const { stores } = await frozenItem(no);
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    await readAgainSlowly(stores);
    await type('abcdef');
    await afterwards();
    const field = document.querySelector('textarea')!;
    expect(field.value).toBe('abcdef');
    await type(`${field.value}g`);
    expect((await stored(stores)).whyIllegal).toBe('abcdefg');
  });

  test('leaves a picture out, also when the next one is left out', async () => {
    const { stores } = await frozenItem(no);
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    const boxes = () => [...document.querySelectorAll<HTMLInputElement>('.include input')];
    await readAgainSlowly(stores);
    await act(() => boxes()[0]!.click());
    await afterwards();
    expect(boxes()[0]!.checked).toBe(false);
    await act(() => boxes()[1]!.click());
    await settle();
    expect((await stored(stores)).withhold).toHaveLength(2);
  });

  test('that may not be shown is not shown', async () => {
    const { stores } = await frozenItem(no);
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    await readAgainSlowly(stores);
    const answers = () => [...document.querySelectorAll<HTMLInputElement>('[name=safety]')];
    await act(() => answers().at(-1)!.click());
    await afterwards();
    expect(answers().at(-1)!.checked).toBe(true);
    expect(document.querySelector('a.main[href$="/send"]')).toBeNull();
  });

  test('goes along with the next change where the browser refused it', async () => {
    const { stores } = await frozenItem(no);
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    vi.spyOn(stores.reports, 'changeReview').mockRejectedValueOnce(new Error('full'));
    await type('refused');
    await readAgainSlowly(stores);
    await afterwards();
    expect(document.querySelector('textarea')!.value).toBe('refused');
    const answers = () => [...document.querySelectorAll<HTMLInputElement>('[name=person]')];
    await act(() => answers()[0]!.click());
    await settle();
    expect((await stored(stores)).whyIllegal).toBe('refused');
  });

  test('by another tab is on the page when the pictures are', async () => {
    const { stores, item } = await frozenItem(no);
    const read = stores.evidence.read.bind(stores.evidence);
    vi.spyOn(stores.evidence, 'read').mockImplementation(async (id) => {
      const frozen = await read(id);
      await stores.reports.changeReview(item.review, { whyIllegal: 'said meanwhile' });
      return frozen;
    });
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    expect(document.querySelector('textarea')!.value).toBe('said meanwhile');
  });

  test('of reasons, of the reporter and of claims takes nothing back of the other tab', async () => {
    const { stores, item } = await frozenItem({ ...no, grounds: ['own-likeness'] });
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    const claim: Claim = { ...anyClaim, id: 'of the other tab' };
    // Not told yet.
    await stores.reports.changeReview(item.review, {
      grounds: ['own-likeness', 'fraud'],
      reporter: { name: 'Li', email: null, phone: null },
      claims: [claim],
    });
    const box = [...document.querySelectorAll('label')].find(({ textContent }) =>
      textContent.startsWith(say('ground_rumour')),
    )!;
    await act(() => box.querySelector('input')!.click());
    const mail = document.querySelector<HTMLInputElement>('input[type=email]')!;
    await act(() => {
      mail.value = 'li@example.org';
      mail.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await addClaim();
    await settle();
    const said = await stored(stores);
    expect(said.grounds.toSorted()).toEqual(['fraud', 'own-likeness', 'rumour']);
    expect(said.reporter).toEqual({ name: 'Li', email: 'li@example.org', phone: null });
    expect(said.claims).toHaveLength(2);
    expect(said.claims[0]).toEqual(claim);
  });

  test('the last claim that fits is added by one of two tabs, and the item can be opened again', async () => {
    const claims = Array.from({ length: maxClaims - 1 }, (_, at) => ({
      ...anyClaim,
      id: `c${at}`,
    }));
    const { stores, item } = await frozenItem({ ...no, claims });
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    const last = { ...anyClaim, id: 'of the other tab' };
    await stores.reports.changeReview(item.review, { claims: [...claims, last] });
    await addClaim();
    expect((await stored(stores)).claims).toHaveLength(maxClaims);
  });

  test('a list that both tabs change keeps what both said', async () => {
    const { stores, item } = await frozenItem(no);
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    const [first, second] = item.frozen.media;
    // Not told yet.
    await stores.reports.changeReview(item.review, { withhold: [second!.path] });
    const box = document.querySelector<HTMLInputElement>(`[title="${first!.path}"] input`)!;
    await act(() => box.click());
    await settle();
    expect((await stored(stores)).withhold.toSorted()).toEqual([first!.path, second!.path].sort());
  });
});

describe('what is said while an authority is asked', () => {
  const stamped = { isStamped: true, extras: [] };

  /** The authority answers when `meanwhile` is over. */
  function answerAfter(meanwhile: () => Promise<unknown>): void {
    const extension = fakeExtension();
    fake.browser = {
      ...extension,
      runtime: {
        ...(extension['runtime'] as object),
        sendMessage: async () => {
          await meanwhile();
          return { ok: true, value: { stamp: new Uint8Array([1, 2, 3]) } };
        },
      },
    };
  }
  afterEach(() => {
    fake.browser = fakeExtension();
  });

  test('holds a package of a minor back, and one without its pictures too', async () => {
    const { stores, item } = await frozenItem(no);
    answerAfter(() => stores.reports.changeReview(item.review, minor));
    expect(await sealItem(stores, caseId, stamped)).toEqual({
      ok: false,
      reason: 'pixels-forbidden',
    });
    await stores.reports.changeReview(item.review, no);
    answerAfter(() => stores.evidence.removeMedia(caseId));
    expect(await sealItem(stores, caseId, stamped)).toEqual({ ok: false, reason: 'changed' });
  });

  test('of a picture that is left out meanwhile no package is made with it', async () => {
    const { stores, item } = await frozenItem(no);
    const withhold = [item.frozen.media[0]!.path];
    answerAfter(() => stores.reports.changeReview(item.review, { withhold }));
    expect(await sealItem(stores, caseId, stamped)).toEqual({ ok: false, reason: 'changed' });
    answerAfter(async () => undefined);
    expect(await sealItem(stores, caseId, stamped)).toMatchObject({ ok: true });
  });

  test('deleted meanwhile, it is gone', async () => {
    const { stores } = await frozenItem(no);
    answerAfter(() => stores.evidence.remove(caseId));
    expect(await sealItem(stores, caseId, stamped)).toEqual({ ok: false, reason: 'gone' });
  });
});

describe('a case that another tab has changed', () => {
  test('is exported as it is stored', async () => {
    const { stores, item } = await frozenItem(no);
    const file = { ...newCaseFile('f', 'F', 1), items: [caseId], verdicts: { [caseId]: verdict } };
    await stores.reports.saveCase(file);
    await showPage(<CaseExports stores={stores} file={file} items={[item]} />);
    await stores.reports.changeCase('f', (now) => ({
      ...now,
      notes: [{ atMs: 5, text: 'a note of the other tab' }],
      verdicts: { [caseId]: { ...verdict, rating: 'the other rating' } },
    }));
    await press(say('case_export_review'));
    expect(String([...fake.saved.values()][0])).toContain('the other rating');
    fake.saved.clear();
    await press(say('case_export_zip'));
    expect(strFromU8(filesOfPackage()['case.json']!)).toContain('a note of the other tab');
    fake.saved.clear();
    for (const button of ['case_export_zip', 'reports_csv', 'case_export_review']) {
      await stores.reports.moveItem(caseId, null);
      await press(say(button));
      expect([fake.saved.size, status()], button).toEqual([0, say('case_export_empty')]);
      await stores.reports.moveItem(caseId, 'f');
    }
    await stores.reports.changeCase('f', (now) => ({ ...now, verdicts: {} }));
    await press(say('case_export_review'));
    expect([fake.saved.size, status()]).toEqual([0, say('case_export_unjudged', 1)]);
    await stores.reports.removeCase('f');
    await press(say('case_export_zip'));
    expect([fake.saved.size, status()]).toEqual([0, say('case_missing')]);
  });

  test('is exported without what was deleted, also where it stands in the case still', async () => {
    const { stores, item } = await frozenItem(no);
    const file = { ...newCaseFile('f', 'F', 1), items: ['deleted', caseId] };
    await stores.reports.saveCase(file);
    await showPage(<CaseExports stores={stores} file={file} items={[item]} />);
    await press(say('case_export_zip'));
    const files = filesOfPackage();
    expect(Object.keys(files).filter((path) => path.startsWith('packages/'))).toHaveLength(1);
    expect(strFromU8(files['case.json']!)).not.toContain('deleted');
  });

  test('is no zip where the case was changed while its items were packed', async () => {
    const { stores, item } = await frozenItem(no);
    const file = { ...newCaseFile('f', 'F', 1), items: [caseId] };
    await stores.reports.saveCase(file);
    await showPage(<CaseExports stores={stores} file={file} items={[item]} />);
    const signer = stores.evidence.signer.bind(stores.evidence);
    vi.spyOn(stores.evidence, 'signer').mockImplementation(async () => {
      await stores.reports.changeCase('f', (now) => ({ ...now, title: 'another' }));
      return signer();
    });
    await press(say('case_export_zip'));
    expect([fake.saved.size, status()]).toEqual([0, say('case_export_changed')]);
  });

  test('is no zip where one of its items was held back after it was packed', async () => {
    const { stores, item } = await frozenItem(no);
    const file = { ...newCaseFile('f', 'F', 1), items: [caseId] };
    await stores.reports.saveCase(file);
    await showPage(<CaseExports stores={stores} file={file} items={[item]} />);
    let reads = 0;
    const readFacts = stores.evidence.readFacts.bind(stores.evidence);
    vi.spyOn(stores.evidence, 'readFacts').mockImplementation(async (id) => {
      // Before it, and right after it was packed.
      if ((reads += 1) === 3) await stores.reports.changeReview(item.review, minor);
      return readFacts(id);
    });
    await press(say('case_export_zip'));
    expect(fake.saved.size).toBe(0);
    expect(status()).toContain(say('export_failed_pixels_forbidden'));
  });
});

describe('a package that cannot be made', () => {
  test('is said to be none, whatever went wrong, and may be tried again', async () => {
    const { stores } = await frozenItem(no);
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.spyOn(stores.evidence, 'signer').mockRejectedValueOnce(new Error('closed'));
    await showPage(<ItemPage stores={stores} id={caseId} />);
    await press(say('export_button'));
    expect(status()).toBe(say('export_failed_failed'));
    await press(say('export_button'));
    expect(fake.saved.size).toBe(1);
  });
});

describe('more than a report may hold', () => {
  test('is not stored, for the item could not be opened again, and that is said', async () => {
    const { stores } = await frozenItem(no);
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    await type('x'.repeat(evidenceLimits.maxFieldChars + 1));
    expect((await stored(stores)).whyIllegal).toBe('');
    expect(document.body.textContent).toContain(say('review_unsaved'));
    await type('x');
    expect((await stored(stores)).whyIllegal).toBe('x');
    expect(document.body.textContent).not.toContain(say('review_unsaved'));
  });

  const claims = Array.from({ length: maxClaims }, (_, at) => ({ ...anyClaim, id: `c${at}` }));

  test('of claims leaves no form for one more', async () => {
    const { stores } = await frozenItem({ ...no, claims });
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    expect(document.body.textContent).toContain(say('claims_full', maxClaims));
    expect(
      [...document.querySelectorAll('button')].map(({ textContent }) => textContent),
    ).not.toContain(say('claims_add'));
  });
});

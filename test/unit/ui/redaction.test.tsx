// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Bytes } from '../../../src/evidence/bytes.js';
import type { CapturedItem } from '../../../src/evidence/capture/freeze.js';
import { encodePng } from '../../../src/evidence/pictures/encode-png.js';
import { answerSafety } from '../../../src/report/safety.js';
import { newReview } from '../../../src/report/review.js';
import { capturedBase, caseId, smallPicture } from '../evidence/sample-case.js';
import { readSmallPng } from '../evidence/read-small-png.js';
import { fakeBrowser } from './fake-browser.js';
import { frozenItem } from './frozen-item.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeBrowser();
Object.defineProperty(navigator, 'storage', { value: { estimate: async () => ({}) } });
const item = (kind: CapturedItem['captured']['kind'], path: string, at: number): CapturedItem => ({
  captured: { ...capturedBase(at), kind },
  file: { path, bytes: encodePng(smallPicture(at)) },
});
/** Files that the stored review kept out at the moment when each copy was made. */
const withheldAtCopy: (readonly string[])[] = [];
vi.mock('../../../src/evidence/pictures/decode-png.js', () => ({
  decodePng: async (bytes: Bytes) => readSmallPng(bytes),
}));
vi.mock('../../../src/ui/report/redact.js', async (original) => {
  const { redactFrame } = await original<typeof import('../../../src/ui/report/redact.js')>();
  return {
    redactFrame: async (...what: Parameters<typeof redactFrame>) => {
      withheldAtCopy.push((await what[0].reports.review(caseId))?.withhold ?? []);
      return redactFrame(...what);
    },
  };
});
const { say } = await import('../../../src/ui/words.js');
const { framesOf } = await import('../../../src/ui/report/frame-of-item.js');
const { redactFrame } = await import('../../../src/ui/report/redact.js');
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

  async function typeRegion(region: Readonly<Record<string, number>>): Promise<void> {
    const inputs = [...document.querySelectorAll<HTMLInputElement>('.numbers input')].slice(-4);
    for (const [at, side] of ['x', 'y', 'width', 'height'].entries()) {
      inputs[at]!.value = `${region[side]!}`;
      await act(() => void inputs[at]!.dispatchEvent(new Event('input', { bubbles: true })));
    }
    await press(say('region_add'));
  }

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

  test('covers what the copy before covers, takes its place, and says what it was made of', async () => {
    const { stores } = await frozenItem(answerSafety(newReview(caseId, 'CN'), 'no'));
    await act(() => render(<ReviewPage stores={stores} id={caseId} />, document.body));
    await settle();
    for (const region of [
      { x: 0, y: 0, width: 0.5, height: 1 },
      { x: 0.5, y: 0, width: 0.25, height: 1 },
    ]) {
      await typeRegion(region);
      await press('Make a covered copy');
    }
    const { media, records } = (await stores.evidence.read(caseId))!;
    const copies = records.filter(({ kind }) => kind === 'redacted');
    const [first, second] = ['1', '2'].map((n) => `media/redacted/frame-0001-${n}.png`);
    expect(copies.map(({ path, note }) => [path, note])).toEqual([
      [first, 'copy of media/frame-0001.png with 1 regions made black'],
      [second, `copy of ${first} with 1 regions made black`],
    ]);
    const blackColumns = (path: string | undefined): readonly number[] => {
      const { data } = readSmallPng(media.find((one) => one.path === path)!.bytes);
      return [0, 1, 2, 3, 4, 5].filter((x) => data.slice(x * 4, x * 4 + 3).every((v) => v === 0));
    };
    expect(blackColumns(first)).toEqual([0, 1, 2]);
    expect(blackColumns(second)).toEqual([0, 1, 2, 3, 4]);
    const { withhold } = (await stores.reports.review(caseId))!;
    expect(withhold).toContain(first);
    expect(withhold).not.toContain(second);
  });

  test('is made of what is stored at that moment, whatever the page still shows', async () => {
    const { stores, item } = await frozenItem(answerSafety(newReview(caseId, 'CN'), 'no'));
    await act(() => render(<ReviewPage stores={stores} id={caseId} />, document.body));
    await settle();
    const [frame] = framesOf(item);
    await redactFrame(stores, frame!, [{ x: 0, y: 0, width: 0.5, height: 1 }]);
    await press('Whole picture');
    await press('Make a covered copy');
    const paths = async () => (await stores.evidence.read(caseId))!.records.map(({ path }) => path);
    expect((await paths()).slice(-2)).toEqual([
      'media/redacted/frame-0001-1.png',
      'media/redacted/frame-0001-2.png',
    ]);
    const { withhold } = (await stores.reports.review(caseId))!;
    expect(withhold).toContain('media/redacted/frame-0001-1.png');
    const before = (await paths()).length;
    await stores.evidence.removeMedia(caseId);
    await press('Whole picture');
    await press('Make a covered copy');
    expect(await paths()).toHaveLength(before);
    expect(document.body.textContent).toContain(say('redact_failed'));
  });

  test('is drawn on with what is covered already', async () => {
    const { stores } = await frozenItem(answerSafety(newReview(caseId, 'CN'), 'no'));
    const shown: Blob[] = [];
    const show = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      shown.push(blob as Blob);
      return 'blob:';
    });
    await act(() => render(<ReviewPage stores={stores} id={caseId} />, document.body));
    await settle();
    await press('Whole picture');
    shown.length = 0;
    await press('Make a covered copy');
    const copy = await stores.evidence.readMedia(caseId, 'media/redacted/frame-0001-1.png');
    const all = await Promise.all(
      shown.map(async (one) => new Uint8Array(await one.arrayBuffer())),
    );
    expect(all).toContainEqual(copy!.bytes);
    show.mockRestore();
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

// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Claim } from '../../../src/evidence/package/dossier.js';
import { editReview, type Review, type ReviewEdit } from '../../../src/report/review.js';
import { fakeBrowser } from './fake-browser.js';
import { frozenItem } from './frozen-item.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeBrowser();
const { Claims } = await import('../../../src/ui/report/claims.js');
const { say } = await import('../../../src/ui/words.js');

describe('pinning a claim', () => {
  afterEach(() => act(() => render(null, document.body)));

  const claims: Claim[][] = [];
  async function show(review: Partial<Review> = {}): Promise<void> {
    claims.length = 0;
    const { item } = await frozenItem(review);
    const change = async (edit: ReviewEdit) => {
      claims.push([...editReview(item.review, edit).claims]);
      return true;
    };
    await act(() => render(<Claims item={item} change={change} />, document.body));
  }
  const fields = () =>
    [...document.querySelectorAll<HTMLInputElement>('form > .numbers input')] as const;
  const values = () => fields().map(({ value }) => value);
  const type = (at: number, value: string) =>
    act(() => {
      fields()[at]!.value = value;
      fields()[at]!.dispatchEvent(new Event('input', { bubbles: true }));
    });
  const press = (name: string) =>
    act(() =>
      [...document.querySelectorAll('button')]
        .find(({ textContent }) => textContent === name)!
        .click(),
    );
  const choose = (at: number) =>
    act(() => {
      const select = document.querySelectorAll('select')[1]!;
      select.value = String(at);
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
  const submit = () =>
    act(() => void document.querySelector('form')!.dispatchEvent(new Event('submit')));
  const status = () => document.querySelector('form [role=status]')?.textContent;

  test('takes any moments, and has those of the chosen picture ready', async () => {
    await show();
    expect(values()).toEqual(['0', '1']);
    await choose(1);
    expect(values()).toEqual(['0.5', '1.5']);
    await type(0, '61');
    await type(1, '75.5');
    await submit();
    // No frozen picture is of that moment: none is named.
    expect(claims[0]).toMatchObject([
      { time: { startS: 61, endS: 75.5 }, region: null, frame: null },
    ]);
  });

  test('refuses moments that select nothing, and says so', async () => {
    await show();
    await type(1, '0');
    await submit();
    expect(claims).toEqual([]);
    expect(status()).toBe(say('claims_time_wrong'));
  });

  test('keeps a part with the picture on which it was marked, and with no other', async () => {
    await show();
    await press(say('region_whole'));
    await choose(1);
    expect(document.querySelectorAll('.mark')).toHaveLength(0);
    await submit();
    expect(claims[0]).toMatchObject([{ region: null, frame: 'media/frame-0002.png' }]);
    await press(say('region_whole'));
    await type(0, '9');
    await type(1, '10');
    await submit();
    expect(status()).toBe(say('claims_region_outside'));
    expect(claims).toHaveLength(1);
  });

  test('says where a claim points in the words that the pictures are called by', async () => {
    const claim = {
      id: '1',
      kind: 'face-swap',
      text: '',
      time: { startS: 0.5, endS: 1.5 },
    } as const;
    const region = { x: 0, y: 0, width: 0.5, height: 0.5 };
    await show({
      claims: [
        { ...claim, region, frame: 'media/frame-0002.png' },
        { ...claim, id: '2', region: null, frame: 'media/deleted.png' },
      ],
    });
    expect([...document.querySelectorAll('li .small')].map((line) => line.textContent)).toEqual([
      `0:00.5–0:01.5 · Frame 2 · 0:00.5 · ${say('claims_part')}`,
      '0:00.5–0:01.5 · media/deleted.png',
    ]);
    const frames = [...document.querySelectorAll('select')[1]!.options].map(({ text }) => text);
    expect(frames[1]).toBe('Frame 2 · 0:00.5');
  });
});

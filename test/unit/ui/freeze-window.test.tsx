// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MediaRecord } from '../../../src/shared/media-record.js';
import { FreezeWindow } from '../../../src/ui/evidence/freeze-window.js';
import { Popup } from '../../../src/ui/popup/popup.js';
import { say } from '../../../src/ui/words.js';
import { fakeBrowser } from './fake-browser.js';
import { aRecord } from './records.js';

const fake = vi.hoisted((): { browser: unknown; records: unknown } => ({
  browser: undefined,
  records: [],
}));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
vi.mock('../../../src/ui/popup/use-tab.js', async () => {
  const { useReducer } = await import('preact/hooks');
  return {
    useTab: () => {
      const [, redraw] = useReducer((count: number) => count + 1, 0);
      changed = () => redraw(undefined);
      return { records: fake.records, about: 'no-answer', refresh: () => undefined };
    },
  };
});
vi.mock('../../../src/ui/popup/use-lists.js', () => ({ useLists: () => null }));
let changed = (): void => undefined;
const a: MediaRecord = { ...aRecord('moderate'), mediaId: 'a' as MediaRecord['mediaId'] };
const b: MediaRecord = { ...aRecord('strong'), mediaId: 'b' as MediaRecord['mediaId'] };

describe('the answer of a freeze', () => {
  let answer: (value: unknown) => void = () => undefined;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    fake.browser = {
      ...fakeBrowser(),
      runtime: {
        getURL: (path: string) => path,
        sendMessage: ({ seam }: { seam: string }) =>
          seam === 'evidence/freeze'
            ? new Promise((done) => (answer = done))
            : Promise.resolve(undefined),
      },
    };
  });
  afterEach(async () => {
    await act(() => render(null, document.body));
    vi.useRealTimers();
  });

  const seen = (): string => document.body.textContent;
  async function freezeThen(records: readonly MediaRecord[]): Promise<void> {
    const button = [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent === say('freeze_button'),
    )!;
    await act(() => button.click());
    await act(() => {
      fake.records = records;
      changed();
    });
    await act(async () => {
      answer({
        ok: true,
        value: { ok: true, caseId: 'c', frames: 10, tookMs: 1, pageThreadMs: 1 },
      });
      await Promise.resolve();
    });
  }

  test('stands in its window though the page has gone on to the next video', async () => {
    fake.records = [a];
    const window = <FreezeWindow tabId={7} mediaId="a" figures={new Map()} then="item" />;
    await act(() => render(window, document.body));
    await act(() => void vi.advanceTimersByTime(600));
    await freezeThen([b]);
    expect(seen()).toContain(say('freeze_done', 10));
    expect(seen()).toContain(say('freeze_review'));
  });

  test('stands in the popup beside its own video, whichever is more serious by then', async () => {
    fake.records = [a];
    await act(() => render(<Popup tabId={7} figures={new Map()} />, document.body));
    await freezeThen([a, b]);
    expect(document.querySelector('.freeze-status')!.textContent).toBe(say('freeze_done', 10));
    expect(document.querySelectorAll('.others li')).toHaveLength(1);
    await act(() => {
      fake.records = [b];
      changed();
    });
    expect(document.querySelector('.freeze-status')!.textContent).toBe(say('freeze_done', 10));
  });

  test('a tick set for one video does not count for the one that takes its place', async () => {
    fake.records = [a];
    await act(() => render(<Popup tabId={7} figures={new Map()} />, document.body));
    const tick = (): HTMLInputElement => document.querySelector('.freeze .tick input')!;
    await act(() => tick().click());
    expect(tick().checked).toBe(true);
    await act(() => {
      fake.records = [b];
      changed();
    });
    expect(tick().checked).toBe(false);
  });
});

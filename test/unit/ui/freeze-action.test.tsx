// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FreezeAction } from '../../../src/ui/evidence/freeze-action.js';
import { say } from '../../../src/ui/words.js';
import { fakeBrowser } from './fake-browser.js';
import { aRecord } from './records.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));

const open = aRecord('strong');
const closed = aRecord(null, { state: 'blocked', reasons: ['cross-origin'] });
const refused = (refusal: string, reason: string | null = null) => ({
  ok: true,
  value: { ok: false, refusal, reason, neededBytes: null, freeBytes: null },
});

describe('the button that freezes', () => {
  const asked: Record<string, unknown>[] = [];
  const opened: string[] = [];
  let answers: unknown[] = [];
  beforeEach(() => {
    asked.length = 0;
    opened.length = 0;
    fake.browser = {
      ...fakeBrowser(),
      runtime: {
        getURL: (path: string) => path,
        sendMessage: async ({ body }: { body: Record<string, unknown> }) => {
          asked.push(body);
          return answers.shift();
        },
      },
      tabs: { create: async ({ url }: { url: string }) => void opened.push(url) },
    };
  });
  afterEach(() => act(() => render(null, document.body)));

  const show = (record: typeof open) =>
    act(() => render(<FreezeAction tabId={7} record={record} />, document.body));
  const button = (): HTMLButtonElement => document.querySelector('button')!;
  const press = (pressed = button()) =>
    act(async () => {
      pressed.click();
      await new Promise((done) => setTimeout(done, 5));
    });
  const seen = (): string => document.body.textContent;

  test('asks before the whole tab is kept where the page keeps its pixels closed', async () => {
    await show(open);
    expect(seen()).not.toContain(say('freeze_tab_instead'));
    answers = [refused('media-gone')];
    await press();
    expect(asked[0]).toMatchObject({ tabPicture: false });

    await show(closed);
    expect(seen()).toContain(say('freeze_tab_instead'));
    expect(button().textContent).toBe(say('freeze_tab_button'));
    answers = [refused('media-gone')];
    await press();
    expect(asked[1]).toMatchObject({ tabPicture: true });
  });

  test('asks for the picture of the tab when nothing could be read, and takes none before', async () => {
    await show(open);
    answers = [
      refused('nothing-readable', 'cross-origin'),
      refused('private-window'),
      refused('nothing-readable', 'cross-origin'),
    ];
    await press();
    expect(asked[0]).toMatchObject({ tabPicture: false });
    expect(seen()).toContain(say('freeze_tab_instead'));
    await press();
    expect(button().textContent).toBe(say('freeze_private'));
    await press();
    expect(asked[2]).toMatchObject({ tabPicture: true, fromPrivate: true });
    // The browser gave none: another try needs the toolbar, and that is what is said.
    expect(seen()).toContain(say('freeze_refused_tab_picture'));
    expect(button().textContent).toBe(say('freeze_tab_button'));
  });

  test('offers beside it to keep the address only, and then asks for no picture at all', async () => {
    const offered = (): HTMLButtonElement[] => [
      ...document.querySelectorAll<HTMLButtonElement>('.keep-address button'),
    ];
    for (const [record, at, addressOnly] of [
      [open, 0, 'sexual'],
      [closed, 1, 'minor'],
      [closed, 2, 'no'],
    ] as const) {
      await act(() => render(null, document.body));
      await show(record);
      expect(document.querySelector('.keep-address summary')?.textContent).toBe(
        say('freeze_address'),
      );
      answers = [
        { ok: true, value: { ok: true, caseId: 'c9', frames: 0, tookMs: 1, pageThreadMs: 0 } },
      ];
      asked.length = 0;
      await press(offered()[at]);
      expect(asked).toEqual([
        {
          tabId: 7,
          mediaId: record.mediaId,
          tabPicture: false,
          original: false,
          fromPrivate: false,
          addressOnly,
        },
      ]);
      expect(document.querySelector('[role=status]')?.textContent).toBe(say('freeze_done_address'));
      expect(offered()).toEqual([]);
      // The review of the report follows, where the kind stands chosen.
      await press();
      expect(opened.at(-1)).toBe('src/entries/evidence.html#/item/c9/report');
    }
  });

  test('of a private window, what is confirmed is what was asked for, and the pixels need a question of their own', async () => {
    const addresses = () => document.querySelectorAll<HTMLButtonElement>('.keep-address button');
    await show(open);
    answers = [refused('private-window'), refused('private-window'), refused('media-gone')];
    await press(addresses()[1]);
    expect(asked[0]).toMatchObject({ addressOnly: 'minor', fromPrivate: false });
    // The button that freezes pixels says what it does, and confirms nothing.
    expect(button().textContent).toBe(say('freeze_button'));
    await press();
    expect(asked[1]).toMatchObject({ addressOnly: null, fromPrivate: false });
    expect(button().textContent).toBe(say('freeze_private'));

    await act(() => render(null, document.body));
    await show(open);
    answers = [refused('private-window'), refused('media-gone')];
    await press(addresses()[1]);
    const again = [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent === say('freeze_private_address'),
    );
    await press(again);
    expect(asked[3]).toMatchObject({ addressOnly: 'minor', fromPrivate: true, tabPicture: false });
  });

  test('holds every way back until the window has stood in front', async () => {
    await act(() =>
      render(<FreezeAction tabId={7} record={open} isArmed={false} />, document.body),
    );
    const all = [...document.querySelectorAll('button')];
    expect(all).toHaveLength(4);
    for (const one of all) await press(one);
    expect(asked).toEqual([]);
  });

  test('says of a lost answer that there may be evidence all the same, and shows the way', async () => {
    await show(open);
    answers = [undefined];
    await press();
    expect(document.querySelector('[role=status]')?.textContent).toBe(say('freeze_no_answer'));
    const way = [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent === say('popup_evidence'),
    )!;
    await press(way);
    expect(opened).toEqual(['src/entries/evidence.html']);
  });
});

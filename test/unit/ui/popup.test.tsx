// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { noCost, type MediaRecord } from '../../../src/shared/media-record.js';
import type { RecentVerdict } from '../../../src/settings/recent-verdicts.js';
import { Popup } from '../../../src/ui/popup/popup.js';
import { sitePattern } from '../../../src/ui/popup/site-permission.js';
import { readTestFigures } from '../../../src/shared/test-figures.js';
import { levelMeaning, reasonSentence, say } from '../../../src/ui/words.js';
import { fakeBrowser } from './fake-browser.js';
import { fakeArea } from './fake-storage.js';
import { aRecord, aTrack, aVerdict } from './records.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));

const granted = {
  origin: 'https://video.example',
  site: 'video.example',
  mode: 'auto',
  granted: true,
  running: true,
};
const figures = new Map([
  [
    'seam-face-1',
    readTestFigures({
      levels: { 'genuine x': { tracks: 1000, weak: 0.05, moderate: 0.01, strong: 0.001 } },
    }),
  ],
]);

interface Scene {
  records?: readonly MediaRecord[];
  about?: typeof granted | Record<string, unknown> | null;
  check?: { started: boolean; reason: string | null };
  grants?: boolean;
  recent?: readonly RecentVerdict[];
  ledger?: readonly unknown[];
}

/** A background, a tab and a browser that answers permission questions. */
function stage({ records = [], about = granted, check, grants = true, recent, ledger }: Scene) {
  const calls: string[] = [];
  const sent: { seam: string; body: unknown }[] = [];
  const session = fakeArea({
    'tab:7': { origin: 'x', records, updatedAtMs: 1 },
    ...(recent === undefined ? {} : { 'recent-verdicts': recent }),
  });
  const tabs: string[] = [];
  const local = fakeArea(ledger === undefined ? {} : { 'request-ledger': ledger });
  fake.browser = {
    ...fakeBrowser(),
    tabs: { create: async ({ url }: { url: string }) => void tabs.push(url) },
    runtime: {
      getURL: (path: string) => `https://seam.example/${path}`,
      openOptionsPage: vi.fn(() => Promise.resolve()),
      sendMessage: (message: { seam: string; body: unknown }) => {
        calls.push(message.seam);
        sent.push(message);
        if (message.seam === 'tab/describe') {
          return Promise.resolve(
            about === null ? { ok: false, error: 'failed' } : { ok: true, value: about },
          );
        }
        if (message.seam === 'tab/check-now') {
          return Promise.resolve({ ok: true, value: check ?? { started: true, reason: null } });
        }
        return Promise.resolve({ ok: true, value: { done: true } });
      },
    },
    permissions: {
      request: vi.fn((asked: { origins: string[] }) => {
        calls.push(`permissions ${asked.origins.join()}`);
        return Promise.resolve(grants);
      }),
    },
    storage: { session: session.area, local: local.area },
  };
  return { calls, sent, session, local, tabs };
}

async function open(scene: Scene): Promise<ReturnType<typeof stage>> {
  const staged = stage(scene);
  await act(async () => {
    render(<Popup tabId={7} figures={figures} />, document.body);
  });
  await settle();
  return staged;
}

async function settle(): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve, 5)));
}

function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find(
    ({ textContent }) => textContent === name,
  );
  if (found === undefined) throw new Error(`no button ${name}`);
  return found;
}

const seen = (): string => document.body.textContent;

beforeEach(() => stage({}));
afterEach(() => render(null, document.body));

describe('the popup', () => {
  test('shows the most serious media first, with its caveat and its three lines', async () => {
    const records = [aRecord('none-found'), aRecord('strong'), aRecord('weak')];
    await open({ records });
    expect(document.querySelector('.card h2')?.textContent).toContain(say('level_strong'));
    expect(document.querySelector('.card')?.textContent).toContain(levelMeaning('strong'));
    const lines = [...document.querySelectorAll('.card .three-lines > div')].map(
      ({ textContent }) => textContent,
    );
    expect(lines).toEqual([
      say('line_detector') + say('level_strong'),
      say('line_provenance') + say('origin_not_read'),
      say('line_platform') + say('line_platform_unread'),
    ]);
    expect(document.querySelectorAll('.others li')).toHaveLength(2);
  });

  test('claims that nothing left the device only while the list of requests is empty', async () => {
    await open({});
    expect(seen()).toContain(say('popup_private'));
    render(null, document.body);
    const purpose = 'original-file';
    await open({ ledger: [{ atMs: 1, purpose, host: 'i.ytimg.com', sentBytes: 0 }] });
    expect(seen()).not.toContain(say('popup_private'));
    expect(seen()).toContain(say('options_data_requests', 1));
  });

  test('says what was not checked, for every kind and level', async () => {
    for (const kind of ['video', 'image'] as const) {
      for (const level of ['none-found', 'strong', 'cannot-tell'] as const) {
        await open({ records: [aRecord(level, { kind })] });
        expect(document.querySelector('.card')?.textContent).toContain(say(`not_checked_${kind}`));
        render(null, document.body);
      }
    }
  });

  test('shows frames used and left out with their reasons', async () => {
    const tracks = [
      aTrack('moderate', {
        framesGood: 9,
        framesRefused: { 'too-dark': 1, 'face-too-blurred': 5 },
      }),
    ];
    await open({
      records: [aRecord(null, { state: 'judged', verdict: aVerdict('moderate', { tracks }) })],
    });
    expect(seen()).toContain(say('frames_used', 9));
    expect(seen()).toContain(say('frames_refused', 6));
    const rows = [...document.querySelectorAll('.refused li')].map(
      ({ textContent }) => textContent,
    );
    expect(rows).toEqual([
      say('frames_refused_item', 5, reasonSentence('face-too-blurred')),
      say('frames_refused_item', 1, reasonSentence('too-dark')),
    ]);
  });

  test('shows a number only behind "Details", beside its error rate, and never rounds it up', async () => {
    const tracks = [aTrack('strong', { score: 0.99987 })];
    await open({
      records: [aRecord(null, { state: 'judged', verdict: aVerdict('strong', { tracks }) })],
    });
    const details = document.querySelector('details.details')!;
    expect(details.hasAttribute('open')).toBe(false);
    expect(details.textContent).toContain('0.999');
    expect(details.textContent).toContain(say('detail_alarm_measured', 1, 1000));
    details.remove();
    expect(seen()).not.toMatch(/0\.9|%/);
  });

  test('tells what watching has cost, and nothing before the first look', async () => {
    await open({ records: [aRecord(null, { cost: noCost })] });
    expect(document.querySelector('.cost')).toBeNull();
    render(null, document.body);
    const busy = { samples: 30, mainThreadMsMedian: 2, roundTripMsMedian: 80 };
    const idle = { samples: 10, mainThreadMsMedian: 6, roundTripMsMedian: 40 };
    await open({
      records: [aRecord('none-found', { cost: busy }), aRecord('weak', { cost: idle })],
    });
    expect(document.querySelector('.cost')?.textContent).toBe(say('popup_cost', 40, '3.0', '70'));
  });

  test('lists recent answers with title and level, hostile titles cleaned, and forgets them', async () => {
    const entry = {
      key: 'a',
      host: 'v.example',
      kind: 'video',
      level: 'strong',
      isOwnModel: false,
      atMs: 1,
    } as const;
    const { session } = await open({ recent: [{ ...entry, title: '\u202EA title' }] });
    const row = document.querySelector('.recent li');
    expect(row?.textContent).toBe(`A title${say('level_strong')}`);
    button(say('popup_recent_clear')).click();
    await settle();
    expect(session.values).not.toHaveProperty('recent-verdicts');
    expect(document.querySelector('.recent')).toBeNull();
  });

  test('a blocked media shows its reason and no "none found"', async () => {
    await open({ records: [aRecord(null, { state: 'blocked', reasons: ['protected'] })] });
    expect(seen()).toContain(reasonSentence('protected'));
    expect(seen()).not.toContain(say('level_none_found'));
  });

  test('follows the records while it is open and lets go when it closes', async () => {
    const { session } = await open({ records: [aRecord(null)] });
    expect(session.listeners.length).toBeGreaterThan(0);
    await act(async () => {
      await (session.area['set'] as (values: unknown) => Promise<void>)({
        'tab:7': { records: [aRecord('strong')] },
        'tab:8': {},
      });
    });
    expect(document.querySelector('.card h2')?.textContent).toContain(say('level_strong'));
    await act(async () => render(null, document.body));
    expect(session.listeners).toHaveLength(0);
  });

  test('does not show records of a page that is gone', async () => {
    await open({ records: [aRecord('strong')], about: { ...granted, running: false } });
    expect(document.querySelector('.card')).toBeNull();
    expect(seen()).toContain(say('popup_not_running'));
    expect(seen()).toContain(say('popup_not_running_reload'));
  });

  test('a warning that the page drew is called that', async () => {
    await open({ records: [aRecord('none-found')] });
    expect(seen()).toContain(say('popup_no_warning'));
    render(null, document.body);
    // A weak sign draws a notice too, as installed.
    for (const level of ['weak', 'moderate', 'strong'] as const) {
      await open({ records: [aRecord('none-found'), aRecord(level)] });
      expect(seen(), level).not.toContain(say('popup_no_warning'));
      render(null, document.body);
    }
  });

  test('says that the page interferes', async () => {
    await open({ records: [aRecord('strong', { reasons: ['page-interferes'] })] });
    expect(seen()).toContain(say('popup_interferes'));
  });

  test('leads from an answer to its why page, with media, tab and frame, and to the figures there', async () => {
    const record = { ...aRecord('strong'), frameId: 4 };
    const { tabs } = await open({ records: [record] });
    vi.spyOn(window, 'close').mockImplementation(() => undefined);
    button(say('why_title')).click();
    await settle();
    button(say('why_meaning')).click();
    await settle();
    const [page, figuresOf] = tabs.map((url) => new URL(url));
    expect(page?.pathname).toBe('/src/entries/why.html');
    expect(Object.fromEntries(page!.searchParams)).toEqual({
      media: record.mediaId,
      tab: '7',
      frame: '4',
    });
    expect([page?.hash, figuresOf?.hash]).toEqual(['', '#figures']);
    expect(figuresOf?.search).toBe(page?.search);
  });

  test('has the answer as a sentence to copy, written when it is asked for', async () => {
    const record = aRecord('strong');
    const copied: string[] = [];
    vi.stubGlobal('navigator', {
      clipboard: { writeText: async (text: string) => void copied.push(text) },
    });
    await open({ records: [record] });
    expect(document.querySelector('blockquote')).toBeNull();
    const details = document.querySelector<HTMLDetailsElement>('.more-about details')!;
    await act(async () => {
      details.open = true;
      details.dispatchEvent(new Event('toggle'));
    });
    button(say('copy_button')).click();
    await settle();
    vi.unstubAllGlobals();
    expect(copied).toEqual([document.querySelector('blockquote')?.textContent]);
    for (const line of ['line_detector', 'line_provenance', 'line_platform']) {
      expect(copied[0]).toContain(say(line));
    }
  });

  test('works where no content script runs', async () => {
    const about = { origin: null, site: null, mode: 'manual', granted: false, running: false };
    await open({ about });
    expect(seen()).toContain(say('popup_not_running_closed'));
    expect(button(say('popup_check_now')).disabled).toBe(true);
    expect(document.querySelector('fieldset')).toBeNull();
  });

  test('a silent background is a sentence, not an empty window', async () => {
    await open({ about: null });
    expect(seen()).toContain(say('popup_no_answer'));
  });

  test('hostile titles are text, without control and direction characters', async () => {
    const title = '<img src=x onerror=alert(1)>\u202Egnp.exe\u0007\n' + 'x'.repeat(400);
    await open({ records: [aRecord('strong', { title }), aRecord('weak', { title })] });
    expect(document.querySelectorAll('main img:not(.face)')).toHaveLength(0);
    expect(seen()).toContain('<img src=x onerror=alert(1)>');
    expect(seen()).not.toMatch(/[\u202e\u0007]/);
    expect(document.querySelector('.name')!.textContent.length).toBeLessThan(140);
  });

  test('faces that are several stand apart, each with its own level', async () => {
    const tracks = [aTrack('none-found'), aTrack('strong'), aTrack('cannot-tell')];
    await open({
      records: [aRecord(null, { state: 'judged', verdict: aVerdict('strong', { tracks }) })],
    });
    const rows = [...document.querySelectorAll('.faces li')].map(({ textContent }) => textContent);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toContain(say('level_strong'));
    expect(rows[2]).toContain(say('level_none_found'));
  });
});

describe('the switch of a site', () => {
  const stranger = { ...granted, mode: 'manual', granted: false, running: false };

  test('asks the browser inside the click, before any message', async () => {
    const { calls } = await open({ about: stranger });
    calls.length = 0;
    button(say('popup_allow')).click();
    // Nothing was awaited yet: a browser refuses the question later.
    expect(calls[0]).toBe('permissions https://video.example/*');
    await settle();
    expect(calls).toContain('site/write-mode');
  });

  test('a refused permission leaves the site on request and says so', async () => {
    const { sent } = await open({ about: stranger, grants: false });
    button(say('popup_allow')).click();
    await settle();
    const modes = sent.filter(({ seam }) => seam === 'site/write-mode');
    expect(modes.at(-1)?.body).toEqual({ tabId: 7, mode: 'manual' });
    expect(seen()).toContain(say('popup_allow_declined'));
  });

  test('writes the mode that was chosen', async () => {
    const { sent } = await open({});
    await act(async () => document.querySelector<HTMLInputElement>('input[value=off]')!.click());
    await settle();
    expect(sent.find(({ seam }) => seam === 'site/write-mode')?.body).toEqual({
      tabId: 7,
      mode: 'off',
    });
  });

  test('a pattern covers a host without its port, and only web sites', () => {
    expect(sitePattern('https://video.example')).toBe('https://video.example/*');
    expect(sitePattern('http://localhost:8080')).toBe('http://localhost/*');
    for (const closed of ['chrome://settings', 'file:///x', 'about:blank', 'null', '']) {
      expect(sitePattern(closed)).toBeNull();
    }
  });
});

describe('"check now"', () => {
  test('asks the background and says that it began', async () => {
    const { calls } = await open({});
    button(say('popup_check_now')).click();
    await settle();
    expect(calls).toContain('tab/check-now');
    expect(document.querySelector('[role=status]')?.textContent).toBe(say('popup_check_started'));
  });

  test('says why it could not', async () => {
    await open({ check: { started: false, reason: 'no-media' } });
    button(say('popup_check_now')).click();
    await settle();
    expect(document.querySelector('[role=status]')?.textContent).toContain(
      reasonSentence('no-media'),
    );
  });
});

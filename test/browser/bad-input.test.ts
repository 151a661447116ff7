import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import type { TabView } from '../../src/cli/browsers/read-tabs.js';
import { hosts, plainUrl, youtubeUrl } from '../fixtures/sites.js';
import { mainRecord, openSeam, reasonsOf, type OpenSeam, type WatchedTab } from './open-seam.js';

const original = 'astronaut-original';
const words = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../public/_locales/en/messages.json'), 'utf8'),
) as Record<string, { message: string }>;

/** What a bad input must end in: a state, a reason, and the sentence for it in the popup. */
interface Case {
  readonly url: string;
  readonly state: 'judged' | 'blocked';
  readonly reason: string;
  readonly badge: string;
}

const cases: Readonly<Record<string, Case>> = {
  'a video without faces': {
    url: youtubeUrl('no-face'),
    state: 'judged',
    reason: 'no-face',
    badge: '',
  },
  'a face of 40 pixels': {
    url: youtubeUrl('small-faces'),
    state: 'judged',
    reason: 'face-too-small',
    badge: '?',
  },
  'black frames': {
    url: youtubeUrl('black-frames'),
    state: 'blocked',
    reason: 'black-frames',
    badge: '?',
  },
  'a protected video': {
    url: plainUrl('protected', { clip: original }),
    state: 'blocked',
    reason: 'protected',
    badge: '?',
  },
  'a video of another host without CORS': {
    url: plainUrl('tainted-video', { clip: original }),
    state: 'blocked',
    reason: 'cross-origin',
    badge: '?',
  },
  'a picture of another host without CORS': {
    url: plainUrl('tainted-picture', { picture: `${original}.jpg` }),
    state: 'blocked',
    reason: 'cross-origin',
    badge: '?',
  },
};

describe.each(browserNames)('bad input in %s', (name) => {
  let seam: OpenSeam;
  let tab: WatchedTab | undefined;

  beforeAll(async () => {
    seam = await openSeam(name);
  });
  afterEach(async () => {
    await tab?.close();
    tab = undefined;
  });
  afterAll(async () => {
    await seam.stop();
  });

  async function popupText(tabId: number): Promise<string> {
    const popup = await seam.browser.openExtensionPage(`src/entries/popup.html?tab=${tabId}`);
    await sleep(1000);
    const text = await popup.evaluate(() => document.body.innerText);
    await popup.close();
    return text;
  }

  /** The engine, the port and the tab still work: a forged picture is seen at once. */
  async function laterSampleWorks({ page, until }: WatchedTab): Promise<void> {
    await page.goto(plainUrl('picture', { picture: 'astronaut-forged-blend.jpg' }));
    await until('a warning on the next page', (view) => /^!!?$/.test(view.badgeText));
  }

  test.each(Object.entries(cases))('%s ends in a named state', async (_title, wanted) => {
    tab = await seam.watch(wanted.url);
    const { until, tabId } = tab;
    const isNamed = (view: TabView): boolean =>
      mainRecord(view)?.state === wanted.state && reasonsOf(view).includes(wanted.reason);
    await until(wanted.reason, isNamed);
    // It stays so: no look later turns it into "none found".
    await sleep(3000);
    const view = await until(`${wanted.reason} again`, isNamed);
    expect(mainRecord(view)?.verdict?.level ?? 'cannot-tell').toBe('cannot-tell');
    expect(view.badgeText).toBe(wanted.badge);
    const sentence = words[`reason_${wanted.reason.replaceAll('-', '_')}`]!.message;
    expect(await popupText(tabId)).toContain(sentence);
    await laterSampleWorks(tab);
  });

  test('a page without media has nothing to say and says so', async () => {
    tab = await seam.watch(plainUrl('no-media'));
    await sleep(1500);
    expect(await tab.view()).toMatchObject({ records: [], badgeText: '' });
    expect(await popupText(tab.tabId)).toContain(words['popup_nothing_yet']!.message);
    await laterSampleWorks(tab);
  });

  test('sixteen faces are told apart and none of them warns', async () => {
    tab = await seam.watch(youtubeUrl('sixteen-faces'));
    const isMostlyKnown = (view: TabView): boolean =>
      (mainRecord(view)?.verdict?.tracks ?? []).filter((track) => track.framesGood >= 8).length >=
      12;
    await tab.until('twelve faces with enough frames', isMostlyKnown, 90_000);
    const { verdict } = mainRecord(await tab.view())!;
    const alive = verdict!.tracks.filter((track) => track.framesGood >= 8);
    expect(new Set(alive.map((track) => track.level))).toEqual(new Set(['none-found']));
    expect(new Set(verdict!.tracks.map((track) => track.trackId)).size).toBe(
      verdict!.tracks.length,
    );
    await laterSampleWorks(tab);
  });

  test('a phone video that is stored lying down is looked at upright', async () => {
    tab = await seam.watch(plainUrl('progressive', { clip: 'rotated' }));
    await tab.until('a settled level', (view) =>
      (mainRecord(view)?.verdict?.tracks ?? []).some((track) => track.framesGood >= 8),
    );
    const record = mainRecord(await tab.view())!;
    expect(record).toMatchObject({ widthPx: 720, heightPx: 1280, state: 'judged' });
    const { box } = record.verdict!.tracks.find((track) => track.framesGood >= 8)!;
    // The head stands in the upper third, left of the middle (`fixtures/media/make-clips.ts`).
    expect(box.x + box.width / 2).toBeCloseTo(0.44, 1);
    expect(box.y + box.height / 2).toBeCloseTo(0.33, 1);
    await laterSampleWorks(tab);
  });

  test('a site that was not granted is left alone', async () => {
    const url = plainUrl('progressive', { clip: original });
    tab = await seam.watch(url.replace(hosts.plain, hosts.elsewhere));
    await sleep(3000);
    expect(await tab.view()).toMatchObject({ url: null, records: [], badgeText: '' });
    await laterSampleWorks(tab);
  });

  test('nothing was asked of the network, and nothing was thrown', () => {
    expect(seam.proxy.unexpected()).toEqual([]);
    expect(seam.browser.errors).toEqual([]);
  });
});

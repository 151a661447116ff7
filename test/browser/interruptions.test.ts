import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import { readTabs } from '../../src/cli/browsers/read-tabs.js';
import { limits } from '../../src/shared/limits.js';
import type { SiteMode } from '../../src/shared/site-mode.js';
import { youtubeId } from '../fixtures/clips.js';
import { bilibiliUrl, hosts, plainUrl, youtubeUrl } from '../fixtures/sites.js';
import { endEngineWorker, revokeYoutube } from './control-engine.js';
import {
  goodFrames,
  mainRecord,
  openSeam,
  reasonsOf,
  type OpenSeam,
  type WatchedTab,
} from './open-seam.js';

const forged = 'astronaut-forged-blend';
const original = 'astronaut-original';

/** Chooses the mode of a site as the settings do: by the storage that everybody follows. */
async function setMode(seam: OpenSeam, origin: string, mode: SiteMode): Promise<void> {
  await seam.extensionPage.evaluate(
    async ([site, chosen]) => {
      const key = 'site-modes';
      const before = ((await chrome.storage.local.get(key))[key] ?? {}) as Record<string, string>;
      await chrome.storage.local.set({ [key]: { ...before, [site]: chosen } });
    },
    [origin, mode] as const,
  );
}

describe.each(browserNames)('interruptions in %s', (name) => {
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

  test('a worker that dies in the middle of a frame costs nobody a verdict', async () => {
    tab = await seam.watch(youtubeUrl(forged));
    await tab.until('three good frames', (view) => goodFrames(view) >= 3);
    const before = mainRecord(await tab.view())!;
    for (let times = 0; times < 2; times += 1) {
      await sleep(700);
      await endEngineWorker(seam);
      // What was seen before the end may still be on its way: numbers alone are told every two seconds.
      await sleep(limits.recordRefreshIntervalMs + 500);
      const seen = goodFrames(await tab.view());
      await tab.until('more good frames', (view) => goodFrames(view) >= seen + 2);
    }
    const view = await tab.until('a warning', (now) => /^!!?$/.test(now.badgeText));
    expect(view.records).toHaveLength(1);
    expect(mainRecord(view)).toMatchObject({ mediaId: before.mediaId, state: 'judged' });
    expect(mainRecord(view)!.verdict!.tracks.map((track) => track.trackId)).toContain(
      before.verdict!.tracks[0]!.trackId,
    );
  });

  test('a tab that closes in the middle of a frame is forgotten, and the next tab is served', async () => {
    for (const delayMs of [0, 150, 400]) {
      const closing = await seam.watch(youtubeUrl(forged));
      await closing.until('a look', (view) => (mainRecord(view)?.cost.samples ?? 0) > 0);
      await sleep(delayMs);
      await closing.close();
    }
    tab = await seam.watch(bilibiliUrl(original));
    await tab.until('a settled level', (view) => goodFrames(view) >= 8);
    expect(mainRecord(await tab.view())?.verdict?.level).toBe('none-found');
    const known = await seam.extensionPage.evaluate(async () =>
      Object.keys(await chrome.storage.session.get(null)).filter((key) => key.startsWith('tab:')),
    );
    expect(known).toEqual([`tab:${tab.tabId}`]);
  });

  test('a navigation in the middle of a frame leaves no verdict on the wrong video', async () => {
    tab = await seam.watch(youtubeUrl(forged));
    for (const [turn, clip] of [original, forged, original].entries()) {
      await tab.until('a look', (view) => goodFrames(view) > 0);
      await sleep(turn * 130);
      if (turn === 1) await tab.page.goto(youtubeUrl(clip));
      else {
        await tab.page.evaluate(`fixtureNavigate('${youtubeId(clip)}', '${clip}', '${clip}')`);
      }
    }
    const view = await tab.until(
      'the last video settled',
      (now) =>
        mainRecord(now)?.contentId === youtubeId(original) &&
        goodFrames(now) >= 8 &&
        now.badgeText === '-',
    );
    expect(view.records).toHaveLength(1);
    expect(mainRecord(view)?.verdict?.level).toBe('none-found');
  });

  test('a player that is off stays off in a page that is not, whatever mode changes', async () => {
    tab = await seam.watch(plainUrl('embedded', { id: youtubeId(original) }));
    await tab.until('a player followed', (view) => view.records.length > 0);
    await setMode(seam, `https://${hosts.youtube}`, 'off');
    await tab.until('nothing followed', (view) => view.records.length === 0);
    await setMode(seam, 'https://third.example', 'manual');
    await sleep(3000);
    expect((await tab.view()).records).toEqual([]);
    await setMode(seam, `https://${hosts.youtube}`, 'auto');
    await tab.until('a player followed again', (view) => view.records.length > 0);
  });

  test('a permission that is taken back ends the watching, by name', async () => {
    tab = await seam.watch(youtubeUrl(original));
    await tab.until('a look', (view) => goodFrames(view) > 0);
    const { tabId } = tab;
    await revokeYoutube(seam);
    // The tab's address is hidden now; its number is not.
    await tab.until('the reason', (now) => reasonsOf(now).includes('permission-missing'));
    await sleep(1000); // A look that was under way may still come in.
    const record = mainRecord(await tab.view())!;
    expect(record).toMatchObject({ state: 'blocked', reasons: ['permission-missing'] });
    const looks = record.cost.samples;
    // A mode of any site is told to all pages, and gives nobody a permission.
    await setMode(seam, `https://${hosts.youtube}`, 'manual');
    await setMode(seam, `https://${hosts.youtube}`, 'auto');
    await sleep(3000);
    const later = (await readTabs(seam.extensionPage)).find((one) => one.tabId === tabId)!;
    expect(mainRecord(later)).toMatchObject({ state: 'blocked', cost: { samples: looks } });
    // Signs found before the permission went stay; what must not appear is "none found".
    expect(['?', '?!', '!', '!!']).toContain(later.badgeText);
  });

  test('nothing was asked of the network, and nothing was thrown', () => {
    expect(seam.proxy.unexpected()).toEqual([]);
    expect(seam.browser.errors).toEqual([]);
  });
});

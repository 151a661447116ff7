import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import { askFreeze } from '../../src/cli/browsers/drive-evidence.js';
import type { FreezeReply } from '../../src/protocol/freeze-messages.js';
import { plainUrl } from '../fixtures/sites.js';
import { endBackground, endEngineWorker } from './control-engine.js';
import { isJudged, mainRecord, openSeam, type OpenSeam, type WatchedTab } from './open-seam.js';
import { redressTricks, undoTrick } from './redress-tricks.js';
import { storedEvidence } from './stored-evidence.js';

/** `SEAM_LONG=1`: as often as the bar says. */
const isLong = process.env['SEAM_LONG'] === '1';
const faultTries = isLong ? 50 : 6;
/** Six in a minute, and the engine is given up for good, as it should be. */
const engineTries = 4;
const redressTries = isLong ? 20 : 2;
/** All tries of the tricks took 6 minutes in Chromium and 10 in Firefox on a busy machine. */
const limit = { timeout: isLong ? 1_800_000 : 240_000 };
const url = plainUrl('progressive', { clip: 'astronaut-forged-blend' });

describe.each(browserNames)('freezing under attack and faults in %s', (name) => {
  let seam: OpenSeam;
  beforeAll(async () => {
    seam = await openSeam(name);
  });
  afterAll(() => seam.stop());

  test(
    'a tab closed in the middle leaves whole evidence or none, and a named answer',
    limit,
    async () => {
      for (let time = 0; time < faultTries; time += 1) {
        const tab = await watched();
        const before = (await stored()).cases;
        const mediaId = await mediaOf(tab);
        const freezing = freezeMedia(tab.tabId, mediaId);
        await sleep((time * 600) / faultTries);
        await tab.close();
        const reply = await freezing;
        const { cases, halves } = await stored();
        expect(halves).toEqual([]);
        expect(cases - before).toBe(reply.ok ? 1 : 0);
        if (!reply.ok) expect(reply.refusal).toMatch(/^(page-silent|media-gone|nothing-readable)$/);
      }
    },
  );

  test('the window of a notice takes no click before it has stood in front for a moment', async () => {
    const tab = await watched();
    const { mediaId } = mainRecord(await tab.view())!;
    const page = await seam.browser.openExtensionPage(
      `src/entries/freeze.html?tab=${tab.tabId}&media=${mediaId}`,
    );
    const isDisabled = await page.evaluate(async () => {
      const button = async (): Promise<HTMLButtonElement> => {
        for (;;) {
          const found = document.querySelector<HTMLButtonElement>('.freeze button');
          if (found !== null) return found;
          await new Promise((done) => setTimeout(done, 20));
        }
      };
      const found = await button();
      const seen: boolean[] = [];
      // A page that gives and takes the focus holds the button back for as long as it does.
      for (let time = 0; time < 10; time += 1) {
        window.dispatchEvent(new Event('focus'));
        await new Promise((done) => setTimeout(done, 100));
        seen.push(found.disabled);
        found.click();
      }
      return seen;
    });
    expect(isDisabled).toEqual(isDisabled.map(() => true));
    await expect
      .poll(() => page.evaluate(() => document.querySelector('.freeze button:disabled') === null))
      .toBe(true);
    await page.close();
    await tab.close();
  });

  test('no trick of a page freezes or reports anything', limit, async () => {
    const before = await stored();
    for (const [trickName, trick] of Object.entries(redressTricks)) {
      // A page that has played a trick loses its notice, so each has a page of its own.
      const tab = await watched();
      // Without any trick a click there opens the window: the tries below have something to hit.
      const spot = await clickToFreeze(tab);
      expect(await closeFreezeWindows(), trickName).toBe(1);
      for (let time = 0; time < redressTries; time += 1) {
        await tab.page.evaluate(`${undoTrick}; undefined`);
        await tab.page.evaluate(`(() => { ${trick} })(); undefined`);
        for (const [x, y] of [spot, ...places(time)]) {
          await tab.page.mouse.move(x, y);
          for (const _ of ['first click', 'second click']) {
            await tab.page.mouse.down();
            await tab.page.mouse.up();
          }
        }
      }
      expect(await stored(), trickName).toEqual(before);
      await closeFreezeWindows();
      await tab.close();
    }
    // The count sees what a person freezes.
    const plain = await watched();
    expect(await freeze(plain)).toMatchObject({ ok: true });
    expect((await stored()).cases - before.cases).toBe(1);
    await plain.close();
  });

  test('an engine that dies in the middle costs scores, never evidence', async () => {
    for (let time = 0; time < engineTries; time += 1) {
      const tab = await watched();
      const before = (await stored()).cases;
      const freezing = freeze(tab);
      await sleep((time * 600) / engineTries);
      // The whole engine page where there is one: with it goes the worker that encodes frames.
      if (name === 'chromium') {
        await seam.extensionPage.evaluate(() =>
          chrome.offscreen.closeDocument().catch(() => undefined),
        );
      } else await endEngineWorker(seam);
      const reply = await freezing;
      expect(reply.ok).toBe(true);
      const { cases, halves } = await stored();
      expect(halves).toEqual([]);
      expect(cases - before).toBe(1);
      await tab.close();
    }
  });

  test(
    'a background that is ended in the middle leaves whole evidence or none',
    limit,
    async () => {
      const tab = await watched();
      const mediaId = await mediaOf(tab);
      for (let time = 0; time < faultTries; time += 1) {
        const before = (await stored()).cases;
        // Its answer may be lost with it: the window then says that nothing came.
        const freezing = freezeMedia(tab.tabId, mediaId).catch(() => null);
        await sleep((time * 1500) / faultTries);
        await endBackground(seam);
        const reply = await freezing;
        // What was under way is committed or thrown away by the browser, not by us.
        await sleep(300);
        const { cases, halves } = await stored();
        expect(halves).toEqual([]);
        expect(cases - before).toBeLessThanOrEqual(1);
        if (reply?.ok === true) expect(cases - before).toBe(1);
      }
      await expect
        .poll(async () => (await freezeMedia(tab.tabId, mediaId).catch(() => null))?.ok, {
          timeout: 60_000,
          interval: 2000,
        })
        .toBe(true);
      await tab.close();
    },
  );

  async function watched(): Promise<WatchedTab> {
    const tab = await seam.watch(url);
    await tab.until('a verdict', isJudged);
    return tab;
  }

  /** Clicks "freeze" in the notice as a person does, and answers where. */
  async function clickToFreeze(tab: WatchedTab): Promise<readonly [number, number]> {
    const giveUpAtMs = Date.now() + 15_000;
    for (;;) {
      let spot = await noticeSpot(tab, '.action.freeze');
      if (spot === null) {
        await clickAt(tab, await noticeSpot(tab, '.pill'));
        spot = await noticeSpot(tab, '.action.freeze');
      }
      // An action counts only after it has stood still for half a second.
      await sleep(700);
      if (spot !== null) await clickAt(tab, spot);
      for (let wait = 0; wait < 10; wait += 1) {
        if (spot !== null && (await freezeWindows()) > 0) return spot;
        await sleep(100);
      }
      if (Date.now() > giveUpAtMs) throw new Error('an untricked click opens no freeze window');
    }
  }

  async function clickAt(tab: WatchedTab, spot: readonly [number, number] | null): Promise<void> {
    if (spot === null) return;
    await tab.page.mouse.move(...spot);
    await tab.page.mouse.down();
    await tab.page.mouse.up();
  }

  /** Middle of a part of the notice, from the world in which a closed shadow root can be read; null: not shown. */
  function noticeSpot(tab: WatchedTab, selector: string): Promise<[number, number] | null> {
    return seam.extensionPage.evaluate(
      async (asked) => {
        const [answer] = await chrome.scripting.executeScript({
          target: { tabId: asked.tabId },
          args: [asked.selector],
          func: (wanted): [number, number] | null => {
            type Opened = Element & { readonly openOrClosedShadowRoot?: ShadowRoot | null };
            type Chromium = { readonly chrome: { readonly dom?: typeof chrome.dom } };
            for (const host of document.querySelectorAll<HTMLElement>('*')) {
              // A getter in Firefox, a function of `chrome.dom` in Chromium.
              const root =
                (host as Opened).openOrClosedShadowRoot ??
                (globalThis as unknown as Chromium).chrome.dom?.openOrClosedShadowRoot(host);
              const part = root?.querySelector(wanted);
              const box = part?.getBoundingClientRect();
              if (box !== undefined && box.width > 0)
                return [box.left + box.width / 2, box.top + box.height / 2];
            }
            return null;
          },
        });
        return answer!.result ?? null;
      },
      { tabId: tab.tabId, selector },
    );
  }

  function freezeWindows(): Promise<number> {
    return seam.extensionPage.evaluate(
      async () =>
        (await chrome.tabs.query({})).filter(({ url }) => url?.includes('freeze.html')).length,
    );
  }

  /** Answers how many there were. */
  function closeFreezeWindows(): Promise<number> {
    return seam.extensionPage.evaluate(async () => {
      const all = (await chrome.tabs.query({})).filter(({ url }) => url?.includes('freeze.html'));
      await chrome.tabs.remove(all.flatMap(({ id }) => id ?? []));
      return all.length;
    });
  }

  const stored = () => storedEvidence(seam.extensionPage);

  async function freeze(tab: WatchedTab): Promise<FreezeReply> {
    return freezeMedia(tab.tabId, await mediaOf(tab));
  }

  async function mediaOf(tab: WatchedTab): Promise<string> {
    return mainRecord(await tab.view())!.mediaId;
  }

  const freezeMedia = (tabId: number, mediaId: string): Promise<FreezeReply> =>
    askFreeze(seam.extensionPage, tabId, mediaId);
});

/** A grid over the video, where a notice stands; another one at each try. */
function places(time: number): readonly (readonly [number, number])[] {
  const shift = (time * 37) % 90;
  return [40, 130, 260, 420].flatMap((x) =>
    [90, 130, 190, 300].map((y) => [x + shift, y + (shift >> 1)] as const),
  );
}

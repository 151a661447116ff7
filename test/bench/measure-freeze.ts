import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserName } from '../../src/cli/browsers/browser-name.js';
import { askFreeze } from '../../src/cli/browsers/drive-evidence.js';
import type { DrivenPage } from '../../src/cli/browsers/driven-browser.js';
import { openBrowser } from '../../src/cli/browsers/open-browser.js';
import { readTabs, type TabView } from '../../src/cli/browsers/read-tabs.js';
import { closeWelcome, copyWithOrigins, watchOrigins } from '../../src/cli/grant-origins.js';
import type { FreezeReply } from '../../src/protocol/freeze-messages.js';
import { pageMainThreadsMs } from './page-threads.js';

/** What freezing ten frames of a playing 1080p video costs. */
export interface FreezeCost {
  /** From the click to the stored evidence, as the background measured it. */
  readonly tookMs: number;
  readonly frames: number;
  /** As the content script counts its own work. */
  readonly ownThreadMs: number;
  /** Time that the page's main thread ran, beyond the same span of plain playing and watching. */
  readonly pageThreadMs: number;
  /** Frames dropped beyond the same span of plain playing. */
  readonly dropped: number;
}

/** Engine warm, decoder warm, a first level told. */
const warmUpMs = 12_000;
/** Between two freezes of one browser. */
const restMs = 3000;
/** Longer than a freeze: both spans are the same. */
const spanMs = 4000;

/** Freezes the video of `url` so many times in one browser with the build of `extensionDir`. */
export async function measureFreeze(
  name: BrowserName,
  extensionDir: string,
  url: string,
  times: number,
): Promise<readonly FreezeCost[]> {
  const { origin } = new URL(url);
  const copy = await copyWithOrigins(extensionDir, [origin]);
  const browser = await openBrowser(name, { extensionDir: copy.dir, headless: true });
  try {
    const extensionPage = await browser.openExtensionPage('src/entries/check.html');
    await closeWelcome(extensionPage);
    await watchOrigins(extensionPage, [origin]);
    const page = await browser.openPage(url);
    await sleep(warmUpMs);
    const costs: FreezeCost[] = [];
    for (let time = 0; time < times; time += 1) {
      const plain = await span(page, () => Promise.resolve(null));
      const { answer, ...during } = await span(page, () => freeze(extensionPage, url));
      if (!answer.ok) throw new Error(`not frozen: ${JSON.stringify(answer)}`);
      costs.push({
        tookMs: answer.tookMs,
        frames: answer.frames,
        ownThreadMs: answer.pageThreadMs,
        pageThreadMs: during.threadMs - plain.threadMs,
        dropped: during.dropped - plain.dropped,
      });
      await sleep(restMs);
    }
    return costs;
  } finally {
    await browser.close();
    await copy.remove();
  }
}

/** Runs `work` inside a span of fixed length and says what the page spent in it. */
async function span<Answer>(
  page: DrivenPage,
  work: () => Promise<Answer>,
): Promise<{ answer: Answer; threadMs: number; dropped: number }> {
  const droppedBefore = await droppedFrames(page);
  const threadBeforeMs = pageMainThreadsMs();
  const [answer] = await Promise.all([work(), sleep(spanMs)]);
  return {
    answer,
    threadMs: pageMainThreadsMs() - threadBeforeMs,
    dropped: (await droppedFrames(page)) - droppedBefore,
  };
}

function droppedFrames(page: DrivenPage): Promise<number> {
  return page.evaluate(
    () => document.querySelector('video')?.getVideoPlaybackQuality().droppedVideoFrames ?? 0,
  );
}

async function freeze(extensionPage: DrivenPage, url: string): Promise<FreezeReply> {
  const tab = (await readTabs(extensionPage)).find((view: TabView) => view.url === url);
  const mediaId = tab?.records.find(({ kind }) => kind === 'video')?.mediaId;
  if (tab === undefined || mediaId === undefined) throw new Error('no video is watched');
  return askFreeze(extensionPage, tab.tabId, mediaId);
}

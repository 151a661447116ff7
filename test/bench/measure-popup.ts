import { setTimeout as sleep } from 'node:timers/promises';
import type { DrivenBrowser } from '../../src/cli/browsers/driven-browser.js';
import { openBrowser } from '../../src/cli/browsers/open-browser.js';
import { closeWelcome, copyWithOrigins } from '../../src/cli/grant-origins.js';
import { pageStates } from '../browser/page-table.js';

/** A warning with its card. */
const state = pageStates.find(({ name }) => name === 'popup, strong');
/** Asking a page while it opens would slow it down: pages of an extension share one thread. */
const settleMs = 1200;

/**
 * Milliseconds from the opening of the popup to its first content, the card with the answer in it, by the
 * popup's own clock; as many as `opens` for each build, in turns, so that builds can be compared.
 */
export async function measurePopup(
  extensionDirs: readonly string[],
  opens: number,
): Promise<readonly (readonly number[])[]> {
  if (state === undefined) throw new Error('no such state of the popup');
  const { path, session } = state;
  const copies = await Promise.all(extensionDirs.map((dir) => copyWithOrigins(dir, [])));
  const browsers: DrivenBrowser[] = [];
  try {
    for (const { dir } of copies) {
      const browser = await openBrowser('chromium', { extensionDir: dir, headless: true });
      browsers.push(browser);
      const page = await browser.openExtensionPage('src/entries/check.html');
      await closeWelcome(page);
      await page.evaluate(
        (stored) => chrome.storage.session.set(stored as Record<string, unknown>),
        session,
      );
    }
    const timesMs = browsers.map((): number[] => []);
    for (let time = 0; time <= opens; time += 1) {
      for (const [at, browser] of browsers.entries()) {
        const popup = await browser.openExtensionPage(path);
        await sleep(settleMs);
        const drawnMs = await popup.evaluate(() =>
          document.querySelector('main .card h2') === null
            ? null
            : (performance.getEntriesByName('seam-drawn')[0]?.startTime ?? null),
        );
        await popup.close();
        if (drawnMs === null) throw new Error('the popup drew nothing');
        // The first open reads the package from the disk.
        if (time > 0) timesMs[at]?.push(drawnMs);
      }
    }
    return timesMs;
  } finally {
    for (const browser of browsers) await browser.close();
    for (const { remove } of copies) await remove();
  }
}

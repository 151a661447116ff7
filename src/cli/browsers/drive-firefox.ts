import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyInput, Page } from 'puppeteer-core';
import type { DrivenBrowser, DrivenPage } from './driven-browser.js';
import type { FirefoxSession } from './launch-firefox.js';

const extensionPageDeadlineMs = 15_000;

/** The common view of a running Firefox. */
export function driveFirefox(session: FirefoxSession): DrivenBrowser {
  const errors: string[] = [];
  const open = async (): Promise<Page> => {
    // A window each: a tab in the background counts as hidden, and hidden media is not sampled.
    const page = await session.browser.newPage({ type: 'window' });
    page.on('pageerror', (error) => {
      errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
    return page;
  };
  return {
    name: 'firefox',
    extensionUrl: session.extensionUrl,
    errors,
    openPage: async (url) => {
      const page = await open();
      await page.goto(url);
      return drivePage(page);
    },
    openExtensionPage: async (path) => {
      if (session.extensionUrl === null) throw new Error('no extension is loaded');
      const page = await open();
      await gotoExtensionPage(page, new URL(path, session.extensionUrl).href);
      return drivePage(page);
    },
    close: session.close,
  };
}

/** Navigation to `moz-extension:` happens but never reports its end (feasibility.md section 4). */
async function gotoExtensionPage(page: Page, url: string): Promise<void> {
  let failure: unknown = null;
  page.goto(url).catch((error: unknown) => {
    failure = error;
  });
  const giveUpAtMs = Date.now() + extensionPageDeadlineMs;
  while (Date.now() < giveUpAtMs) {
    await sleep(100);
    const there = await page
      .evaluate((wanted) => location.href === wanted && document.readyState === 'complete', url)
      .catch(() => false);
    if (there) return;
  }
  throw new Error(`${url} did not open: ${String(failure)}`);
}

function drivePage(page: Page): DrivenPage {
  return {
    goto: async (url) => {
      await page.goto(url);
    },
    reload: async () => {
      await page.reload();
    },
    evaluate: (code, argument) =>
      (typeof code === 'string'
        ? page.evaluate(code)
        : page.evaluate(code, argument as never)) as Promise<never>,
    click: (selector) => page.click(selector),
    mouse: {
      move: (xPx, yPx) => page.mouse.move(xPx, yPx),
      down: () => page.mouse.down(),
      up: () => page.mouse.up(),
    },
    press: (key) => page.keyboard.press(key as KeyInput),
    chooseFiles: async (selector, paths) => {
      const input = await page.$(selector as 'input');
      if (input === null) throw new Error(`no element ${selector}`);
      await input.uploadFile(...paths);
    },
    resize: (width, height) => page.setViewport({ width, height }),
    screenshot: async (path, whole) => {
      await page.screenshot({
        path: `${path.replace(/\.png$/, '')}.png`,
        fullPage: whole === 'whole',
      });
    },
    close: () => page.close(),
  };
}

import type { Page } from 'playwright';
import { reachTargets } from './chromium-targets.js';
import type { DrivenBrowser, DrivenPage, TabStop } from './driven-browser.js';
import type { ChromiumSession } from './launch-chromium.js';

/** The common view of a running Chromium. */
export function driveChromium(session: ChromiumSession): DrivenBrowser {
  const errors: string[] = [];
  session.context.on('weberror', (event) => {
    errors.push(event.error().stack ?? event.error().message);
  });
  const open = async (url: string): Promise<DrivenPage> => {
    const page = await session.context.newPage();
    await page.goto(url);
    return drivePage(page);
  };
  return {
    name: 'chromium',
    extensionUrl: session.extensionUrl,
    errors,
    openPage: open,
    openExtensionPage: async (path) => {
      if (session.extensionUrl === null) throw new Error('no extension is loaded');
      return open(new URL(path, session.extensionUrl).href);
    },
    targets: async () => {
      const browser = session.context.browser();
      if (browser === null) throw new Error('Playwright gives no browser for this context');
      return reachTargets(await browser.newBrowserCDPSession());
    },
    close: session.close,
  };
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
      page.evaluate(code as Parameters<Page['evaluate']>[0], argument) as Promise<never>,
    click: (selector) => page.click(selector),
    mouse: {
      move: (xPx, yPx) => page.mouse.move(xPx, yPx),
      down: () => page.mouse.down(),
      up: () => page.mouse.up(),
    },
    press: (key) => page.keyboard.press(key),
    chooseFiles: (selector, paths) => page.setInputFiles(selector, [...paths]),
    resize: (width, height) => page.setViewportSize({ width, height }),
    screenshot: async (path, whole) => {
      await page.screenshot({ path, fullPage: whole === 'whole', animations: 'disabled' });
    },
    emulate: (wishes) =>
      page.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference', ...wishes }),
    walk: async (steps) => {
      const stops: TabStop[] = [];
      for (let step = 0; step < steps; step += 1) {
        await page.keyboard.press('Tab');
        stops.push(await page.evaluate(whereFocusStands));
      }
      return stops;
    },
    close: () => page.close(),
  };
}

/** Runs in the page. */
function whereFocusStands(): TabStop {
  const element = document.activeElement;
  if (element === null || element === document.body) {
    return { place: 'BODY', markup: '', isMarked: false };
  }
  const isOutlined = (candidate: Element | null): boolean => {
    if (candidate === null) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(candidate);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
  };
  return {
    place: `${[...document.querySelectorAll('*')].indexOf(element)}`,
    markup: new XMLSerializer().serializeToString(element.cloneNode(false)).slice(0, 120),
    isMarked: isOutlined(element) || isOutlined(element.closest('label')),
  };
}

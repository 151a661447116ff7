/**
 * `npm start`: builds, opens a browser with the extension and the demo gallery. `-- --url URL`
 * opens a site instead; `-- --headless` plays every item of the gallery (or the site) and prints a table.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { browserNames, type BrowserName } from './browsers/browser-name.js';
import type { DrivenPage } from './browsers/driven-browser.js';
import { openBrowser } from './browsers/open-browser.js';
import { buildAll } from './build.js';
import { printGalleryTable } from './gallery/gallery-table.js';
import { serveGallery } from './gallery/serve-gallery.js';
import { closeWelcome, copyWithOrigins, watchOrigins } from './grant-origins.js';

const usage = `npm start [-- --headless] [--url URL] [--browser chromium|firefox]`;

const { values } = parseArgs({
  options: {
    headless: { type: 'boolean', default: false },
    url: { type: 'string' },
    browser: { type: 'string', default: 'chromium' },
    help: { type: 'boolean', default: false },
  },
});
const name = browserNames.find((known): known is BrowserName => known === values.browser);
if (values.help || name === undefined || (values.url !== undefined && !URL.canParse(values.url))) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const hasDisplay =
  process.platform !== 'linux' ||
  [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((display) => Boolean(display));
const headless = values.headless || !hasDisplay;
if (headless && !values.headless) {
  console.log('No display here: running without a window (as with -- --headless).');
}

console.log('Building the extension ...');
const built = await buildAll([name === 'chromium' ? 'chrome' : 'firefox']);
const gallery = await serveGallery();
const target = values.url ?? `${gallery.origin}/`;
const { origin } = new URL(target);
console.log(
  `Loading a copy of the extension that may also watch ${origin}: a script cannot press "Allow".`,
);
const copy = await copyWithOrigins(name === 'chromium' ? built.chromeDir : built.firefoxDir, [
  origin,
]);
const browser = await openBrowser(name, { extensionDir: copy.dir, headless, say: console.log });

let exitCode = 0;
try {
  const extensionPage = await browser.openExtensionPage('src/entries/options.html');
  await watchOrigins(extensionPage, [origin]);
  if (headless) {
    await closeWelcome(extensionPage);
    const isAnswered = await printGalleryTable(browser, extensionPage, gallery, values.url);
    exitCode = isAnswered ? 0 : 1;
  } else {
    await browser.openPage(target);
    console.log(`Open: ${target}\nClose the browser or press Ctrl+C to end.`);
    await Promise.race([once(process, 'SIGINT'), closed(extensionPage)]);
  }
} finally {
  // A person may have closed it already.
  await browser.close().catch(() => undefined);
  await gallery.stop();
  await copy.remove();
}
process.exit(exitCode);

/** Resolves once the browser, or the tab of the extension in it, was closed. */
async function closed(page: DrivenPage): Promise<void> {
  for (;;) {
    await sleep(1000);
    const isOpen = await page.evaluate('true').catch(() => false);
    if (isOpen !== true) return;
  }
}

import browser, { type Runtime } from 'webextension-polyfill';

const welcomePath = 'src/entries/welcome.html';

/** Opens the welcome page once, after the installation. An update opens nothing. */
export function serveInstalled(): void {
  browser.runtime.onInstalled.addListener(({ reason }: Runtime.OnInstalledDetailsType) => {
    if (reason === 'install') {
      void browser.tabs.create({ url: browser.runtime.getURL(welcomePath) });
    }
  });
}

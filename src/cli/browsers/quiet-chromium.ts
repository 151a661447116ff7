/** A port that Chromium refuses to open, whatever the proxy: requests there never leave the browser. */
const nowhere = 'https://127.0.0.1:1/';

/**
 * Switches that stop Chromium's own traffic, on top of those that Playwright sets, so that what a
 * recording proxy sees comes from pages and extensions alone. The last two have no off switch
 * (account list, on-demand components); they are sent nowhere instead.
 */
export const quietChromiumFlags: readonly string[] = [
  '--disable-domain-reliability',
  '--disable-client-side-phishing-detection',
  '--no-pings',
  '--dns-prefetch-disable',
  '--disable-quic',
  `--gaia-url=${nowhere}`,
  `--component-updater=url-source=${nowhere}`,
];

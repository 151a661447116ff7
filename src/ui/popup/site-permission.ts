import browser from 'webextension-polyfill';

/**
 * Match pattern that stands for a site. Match patterns of Firefox know no ports, so the pattern
 * covers every port of the host. Null for what no permission can cover.
 */
export function sitePattern(origin: string): string | null {
  if (!URL.canParse(origin)) return null;
  const { protocol, hostname } = new URL(origin);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return hostname === '' ? null : `${protocol}//${hostname}/*`;
}

/**
 * Asks the browser for a site. Must be called inside the click itself: a browser refuses the
 * question after the first `await`. A refusal and an error are both "not allowed".
 */
export function askForSite(origin: string): Promise<boolean> {
  const pattern = sitePattern(origin);
  if (pattern === null) return Promise.resolve(false);
  return browser.permissions.request({ origins: [pattern] }).catch(() => false);
}

import type { SiteCheck } from '../../shared/site-check.js';

/**
 * The answer of a page check for a bug report, as JSON: which selectors found something. Of the page only
 * its host is named: no address, title, name or id of what a person watches.
 */
export function siteCheckText(host: string, check: SiteCheck, version: string): string {
  const { parts, ...rest } = check;
  const lines = parts.map(({ part, state, selectors }) => [
    part,
    { state, selectors: Object.fromEntries(selectors.map((one) => [one.selector, one.found])) },
  ]);
  const facts = {
    version,
    browser: navigator.userAgent,
    host,
    ...rest,
    parts: Object.fromEntries(lines) as Record<string, unknown>,
  };
  return JSON.stringify(facts, null, 2);
}

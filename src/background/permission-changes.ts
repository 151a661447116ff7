import browser from 'webextension-polyfill';
import { renewAllModes } from './page-settings.js';
import { changeTab, type TabState } from './tab-store.js';
import { followGrants, originPattern } from './site-access.js';

/** Follows what the person grants and takes back in the browser's own interface. */
export function servePermissionChanges(onTabChanged: (tabId: number) => void): void {
  browser.permissions.onAdded.addListener(() => {
    void followGrants();
    // What had stopped for want of the permission goes on.
    void renewAllModes();
  });
  browser.permissions.onRemoved.addListener(({ origins = [] }) => {
    void followGrants();
    void stopOn(origins, onTabChanged);
  });
}

/** A content script outlives its permission: mark what it had said, and let every frame ask what is left to it. */
async function stopOn(
  origins: readonly string[],
  onTabChanged: (tabId: number) => void,
): Promise<void> {
  const stored = await browser.storage.session.get(null);
  for (const key of Object.keys(stored)) {
    const tabId = Number(/^tab:(\d+)$/.exec(key)?.[1]);
    if (!Number.isInteger(tabId)) continue;
    const isLost = ({ origin }: TabState): boolean => origin !== null && covers(origins, origin);
    const state = await changeTab(tabId, (before) =>
      isLost(before)
        ? {
            ...before,
            records: before.records.map((record) => ({
              ...record,
              state: 'blocked',
              reasons: ['permission-missing'],
            })),
          }
        : before,
    );
    if (state !== null && isLost(state)) onTabChanged(tabId);
  }
  await renewAllModes();
}

/** True when one of the removed patterns covers the origin (`https://*.youtube.com/*` or a single host). */
export function covers(patterns: readonly string[], origin: string): boolean {
  const { protocol, hostname } = new URL(originPattern(origin).replace('/*', '/'));
  return patterns.some((pattern) => {
    const match = /^(\*|https?):\/\/(\*|\*\.[^/*]+|[^/*]+)\/.*$/.exec(pattern);
    if (match === null) return pattern === '<all_urls>';
    const [, scheme, host = ''] = match;
    if (scheme !== '*' && `${scheme}:` !== protocol) return false;
    if (host === '*') return true;
    return host.startsWith('*.')
      ? hostname === host.slice(2) || hostname.endsWith(host.slice(1))
      : hostname === host;
  });
}

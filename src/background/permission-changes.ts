import browser from 'webextension-polyfill';
import { requestContent } from '../protocol/request.js';
import { renewAllModes } from './page-settings.js';
import { changeTab } from './tab-store.js';
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

/** A content script outlives its permission: tell it to stop, and mark what it had said. */
async function stopOn(
  origins: readonly string[],
  onTabChanged: (tabId: number) => void,
): Promise<void> {
  const stored = await browser.storage.session.get(null);
  for (const key of Object.keys(stored)) {
    const tabId = Number(/^tab:(\d+)$/.exec(key)?.[1]);
    if (!Number.isInteger(tabId)) continue;
    await changeTab(tabId, (state) =>
      state.origin === null || !covers(origins, state.origin)
        ? state
        : {
            ...state,
            records: state.records.map((record) => ({
              ...record,
              state: 'blocked',
              reasons: ['permission-missing'],
            })),
          },
    );
    const { origin } = (await changeTab(tabId, (state) => state)) ?? { origin: null };
    if (origin === null || !covers(origins, origin)) continue;
    await requestContent({ tabId }, 'page/lose-permission', {}, AbortSignal.timeout(5000));
    onTabChanged(tabId);
  }
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

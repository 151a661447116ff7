import browser from 'webextension-polyfill';
import { requestContent } from '../protocol/request.js';
import { defaultMode, readSiteMode, writeSiteMode } from '../settings/site-modes.js';
import { sortBySeriousness } from '../ui/stance.js';
import { checkNow } from './check-now.js';
import { openNoticePage } from './open-notice-page.js';
import { injectContent, originOf } from './site-access.js';
import { readTab, type StoredRecord } from './tab-store.js';

/**
 * The commands of the manifest. `_execute_action` opens the popup without us. The browser owns the
 * keys: no page of ours and no content script listens for any.
 */
export const commandNames = ['check', 'freeze', 'toggle-site'] as const;
type CommandName = (typeof commandNames)[number];

const commands: Readonly<Record<CommandName, (tabId: number) => Promise<unknown>>> = {
  check: (tabId) => checkNow(tabId),
  freeze: freezeFirst,
  'toggle-site': toggleSite,
};

export function serveCommands(): void {
  browser.commands.onCommand.addListener((name: string, tab) => {
    const known = commandNames.find((command) => command === name);
    if (known !== undefined && tab?.id !== undefined) void commands[known](tab.id);
  });
}

/** Opens the page that freezes the media the toolbar speaks of. */
async function freezeFirst(tabId: number): Promise<void> {
  const records = (await readTab(tabId))?.records ?? [];
  const [first] = sortBySeriousness(records) as readonly StoredRecord[];
  if (first === undefined) return;
  const { mediaId, frameId } = first;
  await openNoticePage({ page: 'freeze', mediaId, tabId, frameId });
}

/** Off, and back to what the site has by default. */
async function toggleSite(tabId: number): Promise<void> {
  const origin = originOf(await browser.tabs.get(tabId)) ?? (await readTab(tabId))?.origin;
  if (origin == null) return;
  const mode = (await readSiteMode(origin)) === 'off' ? onMode(origin) : 'off';
  await writeSiteMode(origin, mode);
  if (mode !== 'off') await injectContent(tabId);
  await requestContent({ tabId }, 'page/set-mode', { mode }, AbortSignal.timeout(5000));
}

function onMode(origin: string): 'auto' | 'manual' {
  return defaultMode(origin) === 'auto' ? 'auto' : 'manual';
}

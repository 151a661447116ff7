import browser from 'webextension-polyfill';
import { defaultMode, readSiteMode, writeSiteMode } from '../settings/site-modes.js';
import { checkByGesture } from './check-now.js';
import { renewModes } from './page-settings.js';
import { injectContent, originOf } from './site-access.js';
import { readTab } from './tab-store.js';
import { writeRefusal } from './write-badge.js';

/**
 * Two of the four commands of the manifest; `_execute_action` opens the popup without us, and
 * `freeze-command.ts` serves the fourth. The browser owns the keys: no page of ours and no content
 * script listens for any.
 */
const commandNames = ['check', 'toggle-site'] as const;
type CommandName = (typeof commandNames)[number];

const commands: Readonly<Record<CommandName, (tabId: number) => Promise<unknown>>> = {
  check: (tabId) => checkByGesture(tabId),
  'toggle-site': toggleSite,
};

export function serveCommands(): void {
  browser.commands.onCommand.addListener((name: string, tab) => {
    const known = commandNames.find((command) => command === name);
    if (known !== undefined && tab?.id !== undefined) void commands[known](tab.id);
  });
}

/** Off, and back to what the site has by default. */
async function toggleSite(tabId: number): Promise<void> {
  const origin = originOf(await browser.tabs.get(tabId)) ?? (await readTab(tabId))?.origin;
  if (origin == null) {
    writeRefusal(tabId, 'permission-missing');
    return;
  }
  const mode = (await readSiteMode(origin)) === 'off' ? onMode(origin) : 'off';
  await writeSiteMode(origin, mode);
  if (mode !== 'off') await injectContent(tabId);
  await renewModes(tabId);
}

function onMode(origin: string): 'auto' | 'manual' {
  return defaultMode(origin) === 'auto' ? 'auto' : 'manual';
}

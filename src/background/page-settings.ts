import browser from 'webextension-polyfill';
import { requestContent } from '../protocol/request.js';
import type { PageSettings } from '../shared/page-settings.js';
import { followSettings, readSettings } from '../settings/settings-store.js';
import { followSiteSettings } from '../settings/site-modes.js';
import { followUploaderRules, readUploaderRules } from '../settings/uploader-store.js';
import { loadMessages } from '../ui/chosen-words.js';

/** What the content scripts are told of the settings. */
export async function readPageSettings(): Promise<PageSettings> {
  const [{ language, noticeFrom, showQuietChip, effortCeiling, sparesItself }, uploaders] =
    await Promise.all([readSettings(), readUploaderRules()]);
  return {
    noticeFrom,
    showQuietChip,
    effortCeiling,
    sparesItself,
    uploaders: [...uploaders],
    messages: await loadMessages(language),
  };
}

/**
 * Hands every change of the settings to the pages that are open, so that nothing has to be loaded
 * again: modes of sites, uploaders, language, what is shown.
 */
export function servePageSettings(signal: AbortSignal): void {
  const tellAll = (): void => {
    void readPageSettings().then((settings) =>
      eachRunningTab((tabId) =>
        requestContent({ tabId }, 'page/set-settings', settings, AbortSignal.timeout(5000)),
      ),
    );
  };
  followSettings(tellAll, signal);
  followUploaderRules(tellAll, signal);
  followSiteSettings(() => void renewAllModes(), signal);
}

/** Lets every frame of a tab ask for its own mode again: an embedded player has another site than its page. */
export async function renewModes(tabId: number): Promise<void> {
  await requestContent({ tabId }, 'page/renew-mode', {}, AbortSignal.timeout(5000));
}

/** The same for every tab that runs. */
export function renewAllModes(): Promise<void> {
  return eachRunningTab(renewModes);
}

/** Tabs whose documents have said something; the others ask for the settings when they start. */
async function eachRunningTab(tell: (tabId: number) => Promise<unknown>): Promise<void> {
  const keys = Object.keys(await browser.storage.session.get(null));
  const tabIds = keys.flatMap((key) => /^tab:(\d+)$/.exec(key)?.[1] ?? []).map(Number);
  await Promise.all(tabIds.map(tell));
}

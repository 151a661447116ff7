import browser from 'webextension-polyfill';
import { requestContent } from '../protocol/request.js';
import type { PageSettings } from '../shared/page-settings.js';
import { followSettings, readSettings } from '../settings/settings-store.js';
import { followSiteSettings, readSiteMode } from '../settings/site-modes.js';
import { followUploaderRules, readUploaderRules } from '../settings/uploader-store.js';
import { loadMessages } from '../ui/chosen-words.js';
import { readTab } from './tab-store.js';

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
  followSiteSettings(() => {
    void eachRunningTab(async (tabId) => {
      const origin = (await readTab(tabId))?.origin ?? null;
      if (origin === null) return;
      const mode = await readSiteMode(origin);
      await requestContent({ tabId }, 'page/set-mode', { mode }, AbortSignal.timeout(5000));
    });
  }, signal);
}

/** Tabs whose documents have said something; the others ask for the settings when they start. */
async function eachRunningTab(tell: (tabId: number) => Promise<unknown>): Promise<void> {
  const keys = Object.keys(await browser.storage.session.get(null));
  const tabIds = keys.flatMap((key) => /^tab:(\d+)$/.exec(key)?.[1] ?? []).map(Number);
  await Promise.all(tabIds.map(tell));
}

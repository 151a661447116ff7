import type { MediaRecord } from '../../shared/media-record.js';
import type { DrivenPage } from './driven-browser.js';

/** What the extension shows and knows of one tab. */
export interface TabView {
  readonly tabId: number;
  /** Null where the extension may not see it. */
  readonly url: string | null;
  readonly badgeText: string;
  /** The tooltip of the toolbar icon: a whole sentence. */
  readonly badgeTitle: string;
  readonly records: readonly MediaRecord[];
}

/** Reads every tab through a page of the extension. Thumbnails are left out. */
export async function readTabs(extensionPage: DrivenPage): Promise<readonly TabView[]> {
  return extensionPage.evaluate(async () => {
    const stored: Record<string, unknown> = await chrome.storage.session.get(null);
    const views: TabView[] = [];
    for (const { id: tabId, url } of await chrome.tabs.query({})) {
      if (tabId === undefined) continue;
      const state = stored[`tab:${tabId}`] as { records: readonly MediaRecord[] } | undefined;
      const records = JSON.stringify(state?.records ?? [], (key: string, value: unknown) =>
        key === 'thumbnail' ? undefined : value,
      );
      try {
        views.push({
          tabId,
          url: url ?? null,
          badgeText: await chrome.action.getBadgeText({ tabId }),
          badgeTitle: await chrome.action.getTitle({ tabId }),
          records: JSON.parse(records) as MediaRecord[],
        });
      } catch {
        // Closed since the list was made: it is no tab any more.
      }
    }
    return views;
  });
}

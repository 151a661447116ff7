import browser from 'webextension-polyfill';
import { sortBySeriousness } from '../ui/stance.js';
import { freezeMedia, type FreezeHelp } from './freeze-media.js';
import { openEvidencePage } from './open-pages.js';
import { readTab } from './tab-store.js';

/** Name of the command in the manifest. */
const command = 'freeze-media';

/** The keyboard way: freezes the most serious media in view of the tab in front, then shows it. */
export function serveFreezeCommand(help: FreezeHelp): void {
  browser.commands.onCommand.addListener((name) => {
    if (name === command) void freezeInFront(help);
  });
}

async function freezeInFront(help: FreezeHelp): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id === undefined) return;
  const records = sortBySeriousness((await readTab(tab.id))?.records ?? []);
  const record = records.find(({ reasons }) => !reasons.includes('not-visible')) ?? records[0];
  if (record === undefined) {
    await openEvidencePage('/refused/media-gone');
    return;
  }
  const { mediaId } = record;
  const options = { tabPicture: false, original: false, fromPrivate: false };
  const request = { tabId: tab.id, mediaId, ...options };
  const outcome = await freezeMedia(request, help);
  await openEvidencePage(outcome.ok ? `/item/${outcome.caseId}` : `/refused/${outcome.refusal}`);
}

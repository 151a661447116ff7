import browser from 'webextension-polyfill';

/** Opens the page of what was frozen in a tab, and closes the popup or window that asked. */
export async function openEvidence(hash = ''): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(`src/entries/evidence.html${hash}`) });
  // The popup closes by itself; the window of a notice does not.
  window.close();
}

import browser from 'webextension-polyfill';

/**
 * The tab that the popup speaks about: the active one of its window. Opened as a page of its own
 * (`popup.html?tab=7`, as tests and the keyboard do), it speaks about the tab that is named.
 */
export async function findThisTab(search: string): Promise<number | null> {
  const named = /^\d{1,10}$/.exec(new URLSearchParams(search).get('tab') ?? '');
  if (named !== null) return Number(named[0]);
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? null;
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSeam, type OpenSeam } from './open-seam.js';

/** Chromium opens no page of an extension in a private window (manifest key `incognito`, "spanning"). */
describe('pages of ours that a private window of Firefox opens', () => {
  let seam: OpenSeam;
  beforeAll(async () => {
    seam = await openSeam('firefox', { browser: { inPrivateWindows: true } });
  });
  afterAll(() => seam.stop());

  // In a private window they would show and fill databases of that window alone.
  test.each(['evidence.html#/reports', 'options.html#models'])(
    '%s stands in an ordinary window, and nowhere else',
    async (page) => {
      await openInPrivateWindow(page);
      await expect.poll(() => whereIs(page)).toEqual(['ordinary']);
    },
  );

  function openInPrivateWindow(page: string): Promise<unknown> {
    return seam.extensionPage.evaluate(async (path) => {
      // The first tab keeps the window open.
      const window = await chrome.windows.create({ incognito: true });
      const url = chrome.runtime.getURL(`src/entries/${path}`);
      await chrome.tabs.create({ url, windowId: window!.id! });
    }, page);
  }

  function whereIs(page: string): Promise<readonly string[]> {
    return seam.extensionPage.evaluate(async (path) => {
      const tabs = await chrome.tabs.query({});
      return tabs
        .filter(({ url }) => url?.endsWith(path))
        .map(({ incognito }) => (incognito ? 'private' : 'ordinary'));
    }, page);
  }
});

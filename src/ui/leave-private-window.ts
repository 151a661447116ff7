import browser from 'webextension-polyfill';

/**
 * Moves a page of ours out of a private window where its databases would not be those of the extension: Firefox
 * gives it empty ones there, which end with the window. `stays`: it may; `stuck`: the browser did not move it. Never
 * rejects.
 */
export async function leavePrivateWindow(): Promise<'stays' | 'left' | 'stuck'> {
  if (!browser.extension.inIncognitoContext) return 'stays';
  try {
    return await leave();
  } catch (error) {
    console.error('Seam could not leave a private window.', error);
    return 'stuck';
  }
}

async function leave(): Promise<'stays' | 'left'> {
  // Where all windows are private the background is so too, and shares its databases with this page.
  const background = (await browser.runtime.getBackgroundPage()) as Window | null;
  if (background !== null) return 'stays';
  const url = location.href;
  const windows = await browser.windows.getAll({ windowTypes: ['normal'] });
  const ordinary = windows.find(({ incognito }) => !incognito)?.id;
  if (ordinary === undefined) {
    await browser.windows.create({ url, incognito: false });
  } else {
    await browser.tabs.create({ url, windowId: ordinary });
    await browser.windows.update(ordinary, { focused: true });
  }
  const here = await browser.tabs.getCurrent();
  if (here.id !== undefined) await browser.tabs.remove(here.id);
  return 'left';
}

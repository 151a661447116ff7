import browser from 'webextension-polyfill';

/** Size of the window in which a person confirms a freeze: small, so that the video stays in view. */
const windowSizePx = { width: 460, height: 520 };

/** Opens a page of the evidence interface in a tab. `route` is what follows the `#`. */
export async function openEvidencePage(route: string): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(`src/entries/evidence.html#${route}`) });
}

/** Where the window of `openFreezeWindow` is remembered; the background itself keeps no state. */
const windowKey = 'freeze-window';
/** One after the other, so that two clicks at once open one window. */
let opening: Promise<unknown> = Promise.resolve();

/**
 * Opens the window in which a person may freeze a media (a window, because the media must stay in
 * view), or reuses the one that is open: a
 * page that clicks its own notice all day gets one window. Nothing is frozen before a click there.
 *
 * @param byKey the person pressed a key of the browser's: an open window then comes to the front, which
 * no page may make it do.
 */
export function openFreezeWindow(path: string, byKey = false): Promise<void> {
  const show = (): Promise<void> => showFreezeWindow(path, byKey);
  const next = opening.then(show, show);
  opening = next;
  return next;
}

/** Id of the window of `openFreezeWindow`, also one that was closed since; unknown before the first. */
export async function freezeWindowId(): Promise<unknown> {
  return (await browser.storage.session.get(windowKey))[windowKey];
}

async function showFreezeWindow(path: string, byKey: boolean): Promise<void> {
  const url = browser.runtime.getURL(path);
  const known = await freezeWindowId();
  if (typeof known === 'number' && (await showIn(known, url, byKey))) return;
  const { id } = await browser.windows.create({ url, type: 'popup', ...windowSizePx });
  if (id !== undefined) await browser.storage.session.set({ [windowKey]: id });
}

/** False when that window is gone. */
async function showIn(windowId: number, url: string, toFront: boolean): Promise<boolean> {
  try {
    const { tabs } = await browser.windows.get(windowId, { populate: true });
    const tabId = tabs?.[0]?.id;
    if (tabId === undefined) return false;
    await browser.tabs.update(tabId, { url });
    if (toFront) await browser.windows.update(windowId, { focused: true });
    return true;
  } catch {
    return false;
  }
}

import browser from 'webextension-polyfill';

/** Firefox 137 and later; not in the polyfill's types. */
interface ShortcutSettings {
  openShortcutSettings?: () => Promise<void>;
}

/** Opens the browser's page for the keys of extensions. False where only a person can open it. */
export async function openShortcutSettings(): Promise<boolean> {
  const { openShortcutSettings: open } = browser.commands as ShortcutSettings;
  try {
    if (open !== undefined) await open.call(browser.commands);
    else if (browser.runtime.getURL('').startsWith('moz-extension:')) return false;
    else await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
    return true;
  } catch {
    return false;
  }
}

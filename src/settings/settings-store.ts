import browser from 'webextension-polyfill';
import { followStored } from './follow-stored.js';
import { readSettingsFrom, type Settings } from './settings.js';

const key = 'settings';

export async function readSettings(): Promise<Settings> {
  return readSettingsFrom((await browser.storage.local.get(key))[key]);
}

/** Changes some settings and leaves the others. Whoever follows is told. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  await browser.storage.local.set({ [key]: { ...(await readSettings()), ...change } });
}

/** Calls back on every change, in whatever page it was made, until `signal` aborts. */
export function followSettings(changed: (settings: Settings) => void, signal: AbortSignal): void {
  followStored('local', key, (stored) => changed(readSettingsFrom(stored)), signal);
}

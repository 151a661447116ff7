import { followSettings, readSettings } from '../../settings/settings-store.js';
import { defaultSettings, type Settings } from '../../settings/settings.js';
import { useStored } from '../use-stored.js';

/** The settings while the page is open; the defaults until they are read. */
export function useSettings(): Settings {
  return useStored(readSettings, followSettings) ?? defaultSettings;
}

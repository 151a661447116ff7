import browser from 'webextension-polyfill';
import type { EnginePreferences } from './serve-pages.js';

const key = 'engine-preferences';

/**
 * Backend preferences from `storage.local`. Offscreen documents have no `storage` API, so the
 * background reads this and hands it over in the page's URL.
 */
export async function readEnginePreferences(): Promise<EnginePreferences> {
  const stored = (await browser.storage.local.get(key))[key];
  return cleanPreferences(stored);
}

/** Unknown values fall back to automatic choice. */
export function cleanPreferences(raw: unknown): EnginePreferences {
  const given = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {};
  const backend = given['backend'];
  return {
    backend: backend === 'wasm' || backend === 'webgpu' ? backend : 'auto',
    allowFallbackAdapter: given['allowFallbackAdapter'] === true,
  };
}

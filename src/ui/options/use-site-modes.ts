import { useEffect, useState } from 'preact/hooks';
import browser, { type Storage } from 'webextension-polyfill';
import { siteModes, type SiteMode } from '../../shared/site-mode.js';

/** Where `background/site-modes.ts` keeps what the person chose, by origin. */
const key = 'site-modes';

export interface SiteSetting {
  readonly origin: string;
  readonly mode: SiteMode;
}

/** The sites with a mode of their own, sorted by name, and a way to forget one. */
export function useSiteModes(): {
  readonly sites: readonly SiteSetting[] | null;
  readonly forget: (origin: string) => void;
} {
  const [sites, setSites] = useState<readonly SiteSetting[] | null>(null);
  useEffect(() => {
    const follow = (changes: Record<string, Storage.StorageChange>): void => {
      if (Object.hasOwn(changes, key)) setSites(readSettings(changes[key]?.newValue));
    };
    browser.storage.local.onChanged.addListener(follow);
    void browser.storage.local.get(key).then((stored) => setSites(readSettings(stored[key])));
    return () => browser.storage.local.onChanged.removeListener(follow);
  }, []);
  return { sites, forget: (origin) => void forgetSite(origin) };
}

async function forgetSite(origin: string): Promise<void> {
  const settings = readSettings((await browser.storage.local.get(key))[key]);
  const kept = settings.filter((setting) => setting.origin !== origin);
  const record = Object.fromEntries(kept.map((setting) => [setting.origin, setting.mode]));
  await browser.storage.local.set({ [key]: record });
}

/** Storage may hold anything after an update: only pairs of a name and a known mode are read. */
export function readSettings(stored: unknown): readonly SiteSetting[] {
  if (typeof stored !== 'object' || stored === null) return [];
  return Object.entries(stored)
    .flatMap(([origin, value]) => {
      const mode = siteModes.find((known) => known === value);
      return mode === undefined ? [] : [{ origin, mode }];
    })
    .sort((a, b) => a.origin.localeCompare(b.origin));
}

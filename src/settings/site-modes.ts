import browser from 'webextension-polyfill';
import { siteModes, type SiteMode } from '../shared/site-mode.js';
import { followStored } from './follow-stored.js';

const key = 'site-modes';

export interface SiteSetting {
  readonly origin: string;
  readonly mode: SiteMode;
}

/** Sites that are watched from the start: the host permissions of the manifest. */
const autoByDefault = [
  /^https:\/\/([a-z0-9-]+\.)*youtube\.com$/,
  /^https:\/\/([a-z0-9-]+\.)*bilibili\.com$/,
];

/** What Seam does on an origin of which nothing was chosen. */
export function defaultMode(origin: string): SiteMode {
  return autoByDefault.some((pattern) => pattern.test(origin)) ? 'auto' : 'manual';
}

/** The mode of an origin: what the person chose, else `auto` on the manifest's sites, `manual` elsewhere. */
export async function readSiteMode(origin: string): Promise<SiteMode> {
  const chosen = (await readSiteSettings()).find((setting) => setting.origin === origin);
  return chosen?.mode ?? defaultMode(origin);
}

export async function writeSiteMode(origin: string, mode: SiteMode): Promise<void> {
  const others = (await readSiteSettings()).filter((setting) => setting.origin !== origin);
  await writeSiteSettings([...others, { origin, mode }]);
}

/** Back to what Seam does on sites of which nothing was chosen. */
export async function forgetSite(origin: string): Promise<void> {
  await writeSiteSettings(
    (await readSiteSettings()).filter((setting) => setting.origin !== origin),
  );
}

export async function readSiteSettings(): Promise<readonly SiteSetting[]> {
  return siteSettingsFrom((await browser.storage.local.get(key))[key]);
}

/** Replaces the whole list (import). */
export async function writeSiteSettings(settings: readonly SiteSetting[]): Promise<void> {
  const record = Object.fromEntries(settings.map(({ origin, mode }) => [origin, mode]));
  await browser.storage.local.set({ [key]: record });
}

export function followSiteSettings(
  changed: (settings: readonly SiteSetting[]) => void,
  signal: AbortSignal,
): void {
  followStored('local', key, (stored) => changed(siteSettingsFrom(stored)), signal);
}

/** Storage may hold anything after an update: only pairs of a name and a known mode are read. */
export function siteSettingsFrom(stored: unknown): readonly SiteSetting[] {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return [];
  return Object.entries(stored)
    .flatMap(([origin, value]) => {
      const mode = siteModes.find((known) => known === value);
      return mode === undefined ? [] : [{ origin, mode }];
    })
    .sort((a, b) => a.origin.localeCompare(b.origin));
}

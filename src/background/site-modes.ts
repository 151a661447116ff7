import browser from 'webextension-polyfill';
import { siteModes, type SiteMode } from '../shared/site-mode.js';

const key = 'site-modes';

/** Sites that are watched from the start: the host permissions of the manifest. */
const autoByDefault = [
  /^https:\/\/([a-z0-9-]+\.)*youtube\.com$/,
  /^https:\/\/([a-z0-9-]+\.)*bilibili\.com$/,
];

/** The mode of an origin: what the person chose, else `auto` on the manifest's sites, `manual` elsewhere. */
export async function readSiteMode(origin: string): Promise<SiteMode> {
  const stored = await readAll();
  const chosen = Object.hasOwn(stored, origin) ? stored[origin] : undefined;
  return chosen ?? (autoByDefault.some((pattern) => pattern.test(origin)) ? 'auto' : 'manual');
}

export async function writeSiteMode(origin: string, mode: SiteMode): Promise<void> {
  const stored = await readAll();
  await browser.storage.local.set({ [key]: { ...stored, [origin]: mode } });
}

async function readAll(): Promise<Record<string, SiteMode>> {
  const stored: unknown = (await browser.storage.local.get(key))[key];
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter((entry): entry is [string, SiteMode] =>
      siteModes.some((mode) => mode === entry[1]),
    ),
  );
}

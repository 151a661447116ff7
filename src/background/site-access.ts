import browser, { type Tabs } from 'webextension-polyfill';
import { readGrantedOrigins } from '../settings/granted-origins.js';
import { pictureHosts } from '../shared/picture-hosts.js';

/** In this order: the first gives the second the adapters of sites that are not in the manifest. */
const contentFiles = ['more-sites.js', 'content.js'];

/** Match pattern that stands for everything under an origin. Ports are not part of match patterns. */
export function originPattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

/** Origin of a tab when the browser lets us read it (host permission or a gesture); else null. */
export function originOf(tab: Tabs.Tab): string | null {
  return webOrigin(tab.url);
}

/** The origin of a http(s) address; null for everything else. */
export function webOrigin(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { protocol, origin } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? origin : null;
}

export async function isGranted(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [originPattern(origin)] });
}

/**
 * Registers the content script for exactly the origins that were granted beyond the manifest.
 * Called when permissions change and when the extension starts.
 */
export async function followGrants(): Promise<void> {
  const origins = await readGrantedOrigins();
  const inManifest = new Set(
    (browser.runtime.getManifest().content_scripts ?? []).flatMap((script) => script.matches),
  );
  // Hosts of picture files were allowed for their files, not to be watched as pages.
  const forFiles = new Set(pictureHosts.map(({ origin }) => origin));
  const wanted = origins.filter((origin) => !inManifest.has(origin) && !forFiles.has(origin));
  const ids = (await browser.scripting.getRegisteredContentScripts()).map((script) => script.id);
  if (ids.length > 0) await browser.scripting.unregisterContentScripts({ ids });
  if (wanted.length === 0) return;
  await browser.scripting.registerContentScripts([
    {
      id: 'granted-sites',
      matches: wanted,
      js: contentFiles,
      allFrames: true,
      runAt: 'document_idle',
      persistAcrossSessions: true,
    },
  ]);
}

/** Puts the content script into a tab now. The script itself refuses to run twice. False: not allowed there. */
export async function injectContent(tabId: number): Promise<boolean> {
  try {
    await browser.scripting.executeScript({
      target: { tabId, allFrames: true },
      files: contentFiles,
    });
    return true;
  } catch {
    // Browser pages, stores and sites without permission refuse; the caller names the reason.
    return false;
  }
}

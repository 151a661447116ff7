import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DrivenPage } from './browsers/driven-browser.js';

export interface GrantedCopy {
  readonly dir: string;
  readonly remove: () => Promise<void>;
}

interface Manifest {
  host_permissions?: string[];
}

/**
 * Copies an unpacked extension and adds origins to what its manifest is allowed from the start. A
 * script cannot press "Allow" in a browser's permission prompt; everything else in the copy is the
 * package that people install.
 */
export async function copyWithOrigins(
  extensionDir: string,
  origins: readonly string[],
): Promise<GrantedCopy> {
  const dir = await mkdtemp(join(tmpdir(), 'seam-extension-'));
  await cp(extensionDir, dir, { recursive: true });
  const path = join(dir, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  const granted = [...(manifest.host_permissions ?? []), ...origins.map(matchPattern)];
  await writeFile(path, JSON.stringify({ ...manifest, host_permissions: [...new Set(granted)] }));
  return { dir, remove: () => rm(dir, { recursive: true, force: true, maxRetries: 3 }) };
}

/** Match patterns name no port: the pattern of a local server covers all its ports. */
export function matchPattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

/**
 * Waits for the welcome page that an installation opens, and closes it: a tab that nobody expects
 * would be counted by whoever watches tabs. Throws with what was open when the page does not come.
 */
export async function closeWelcome(page: DrivenPage): Promise<void> {
  await page.evaluate(async () => {
    // Half a minute: a busy machine starts the background page late.
    for (let tries = 0; tries < 600; tries += 1) {
      const welcome = chrome.extension
        .getViews({ type: 'tab' })
        .find((view) => view.location.pathname.endsWith('/welcome.html'));
      const tab = await (
        welcome as { chrome?: typeof chrome } | undefined
      )?.chrome?.tabs.getCurrent();
      if (tab?.id !== undefined) {
        await chrome.tabs.remove(tab.id);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const views = chrome.extension.getViews().map((view) => view.location.pathname);
    const tabs = (await chrome.tabs.query({})).map(({ status, url }) => `${status} ${url}`);
    throw new Error(
      `the welcome page did not open; views: ${views.join(', ')}; tabs: ${tabs.join(', ')}`,
    );
  });
}

/**
 * Sets origins to "automatic", as the switch in the popup does, and waits until the extension has
 * registered its content script there. `page` is any page of the extension.
 */
export async function watchOrigins(page: DrivenPage, origins: readonly string[]): Promise<void> {
  await page.evaluate(async (watched: readonly string[]) => {
    const key = 'site-modes';
    const before = ((await chrome.storage.local.get(key))[key] ?? {}) as Record<string, string>;
    const modes = Object.fromEntries(watched.map((origin) => [origin, 'auto']));
    await chrome.storage.local.set({ [key]: { ...before, ...modes } });
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await chrome.scripting.getRegisteredContentScripts()).length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the extension did not register its content script for the granted origins');
  }, origins);
}

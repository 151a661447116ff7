import browser from 'webextension-polyfill';
import { originPattern } from './site-access.js';
import { pictureHosts, pictureHostsKey } from '../shared/picture-hosts.js';

/**
 * Whether the files of pictures from this address may be read unasked: the person switched the host on in the
 * settings, and the browser still holds the permission. Nothing is on from the start.
 */
export async function isPictureHostAllowed(address: string): Promise<boolean> {
  const stored: unknown = (await browser.storage.local.get(pictureHostsKey))[pictureHostsKey];
  const chosen = pictureHosts.filter(({ id }) => Array.isArray(stored) && stored.includes(id));
  const { hostname } = new URL(address);
  if (!chosen.some(({ covers }) => covers(hostname))) return false;
  return browser.permissions.contains({ origins: [originPattern(address)] });
}

import browser from 'webextension-polyfill';
import { readPictureHosts } from '../settings/picture-host-choice.js';
import { pictureHostOf } from '../shared/picture-hosts.js';
import { originPattern } from './site-access.js';

/**
 * Whether the files of pictures from this address may be read unasked: the person switched the host on in the
 * settings, and the browser still holds the permission. Nothing is on from the start.
 */
export async function isPictureHostAllowed(address: string): Promise<boolean> {
  const chosen = await readPictureHosts();
  const host = pictureHostOf(new URL(address).hostname);
  if (host === null || !chosen.includes(host.id)) return false;
  return browser.permissions.contains({ origins: [originPattern(address)] });
}

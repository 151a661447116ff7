import browser from 'webextension-polyfill';
import { readPictureHosts } from '../settings/picture-host-choice.js';
import { pictureHosts } from '../shared/picture-hosts.js';
import { originPattern } from './site-access.js';

/**
 * Whether the files of pictures from this address may be read unasked: the person switched the host on in the
 * settings, and the browser still holds the permission. Nothing is on from the start.
 */
export async function isPictureHostAllowed(address: string): Promise<boolean> {
  const chosen = await readPictureHosts();
  const { hostname } = new URL(address);
  if (!pictureHosts.some(({ id, covers }) => chosen.includes(id) && covers(hostname))) return false;
  return browser.permissions.contains({ origins: [originPattern(address)] });
}

import browser from 'webextension-polyfill';
import { pictureHostOf } from '../shared/picture-hosts.js';
import { readCollector } from './collector.js';
import { readPictureHosts } from './picture-host-choice.js';
import { readSiteSettings } from './site-modes.js';
import { readStampAuthorities } from './stamp-authorities.js';

/** Match pattern of the permission that an address needs. Ports are not part of match patterns. */
export function hostPattern(address: string): string {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}

/**
 * Gives the permission for the host of an address back, unless something that the person chose still needs
 * it: a browser has one for each host, however often it was asked. Called after the address is stored no more.
 */
export async function letGoOfHost(address: string): Promise<void> {
  if (await isNeeded(address)) return;
  await browser.permissions.remove({ origins: [hostPattern(address)] }).catch(() => false);
}

async function isNeeded(address: string): Promise<boolean> {
  const [collector, authorities, sites, hosts] = await Promise.all([
    readCollector(),
    readStampAuthorities(),
    readSiteSettings(),
    readPictureHosts(),
  ]);
  const host = pictureHostOf(new URL(address).hostname);
  if (host !== null && hosts.includes(host.id)) return true;
  const used = [
    ...(collector === null ? [] : [collector.address]),
    ...authorities.map((one) => one.address),
    ...sites.flatMap(({ origin, mode }) => (mode === 'off' ? [] : [origin])),
  ];
  return used.some((one) => URL.canParse(one) && hostPattern(one) === hostPattern(address));
}

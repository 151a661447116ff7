import browser from 'webextension-polyfill';
import { pictureHostOf, type PictureHost } from '../shared/picture-hosts.js';
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
  await letGoOf(hostPattern(address));
}

/** The same for a host of pictures, which may be all hosts of a domain. */
export async function letGoOfPictureHost({ origin }: PictureHost): Promise<void> {
  await letGoOf(origin);
}

async function letGoOf(pattern: string): Promise<void> {
  if (await isNeeded(pattern)) return;
  await browser.permissions.remove({ origins: [pattern] }).catch(() => false);
}

async function isNeeded(pattern: string): Promise<boolean> {
  const [collector, authorities, sites, hosts] = await Promise.all([
    readCollector(),
    readStampAuthorities(),
    readSiteSettings(),
    readPictureHosts(),
  ]);
  const { protocol, hostname } = new URL(pattern.replace('*.', ''));
  const host = pictureHostOf(hostname);
  if (host !== null && hosts.includes(host.id)) return true;
  const used = [
    ...(collector === null ? [] : [collector.address]),
    ...authorities.map((one) => one.address),
    ...sites.flatMap(({ origin, mode }) => (mode === 'off' ? [] : [origin])),
  ];
  return used.some((one) => {
    if (!URL.canParse(one)) return false;
    const its = new URL(one);
    const isUnder = pattern.includes('*.') && its.hostname.endsWith(`.${hostname}`);
    return its.protocol === protocol && (its.hostname === hostname || isUnder);
  });
}

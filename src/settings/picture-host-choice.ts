import browser from 'webextension-polyfill';
import { pictureHosts, pictureHostsKey } from '../shared/picture-hosts.js';
import { followStored } from './follow-stored.js';

/** Ids of the hosts whose picture files may be read unasked. None from the start. */
export async function readPictureHosts(): Promise<readonly string[]> {
  return pictureHostsFrom((await browser.storage.local.get(pictureHostsKey))[pictureHostsKey]);
}

export async function writePictureHost(id: string, isOn: boolean): Promise<void> {
  const others = (await readPictureHosts()).filter((known) => known !== id);
  await browser.storage.local.set({ [pictureHostsKey]: isOn ? [...others, id] : others });
}

export function followPictureHosts(
  changed: (ids: readonly string[]) => void,
  signal: AbortSignal,
): void {
  followStored('local', pictureHostsKey, (stored) => changed(pictureHostsFrom(stored)), signal);
}

/** Only hosts that we know: a stored name of anything else opens nothing. */
export function pictureHostsFrom(stored: unknown): readonly string[] {
  if (!Array.isArray(stored)) return [];
  return pictureHosts.map(({ id }) => id).filter((id) => stored.includes(id));
}

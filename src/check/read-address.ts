import browser from 'webextension-polyfill';
import { requestBackground } from '../protocol/request.js';
import { vetAddress } from '../shared/vet-address.js';
import type { AddressAnswer } from './address-form.js';

/**
 * Reads an address that the person typed: asks the browser for its host, lets the background read the one
 * file, and gives the permission back if it was not there before. Call it inside a click: browsers
 * answer `permissions.request` nowhere else.
 */
export function createAddressReader(): (address: string) => Promise<AddressAnswer> {
  // Known beforehand, because nothing may be awaited between the click and the request.
  let granted: readonly string[] = [];
  const learn = (): Promise<void> =>
    browser.permissions.getAll().then(({ origins = [] }) => {
      granted = origins;
    });
  void learn();
  return async (address) => {
    const refused = vetAddress(address);
    if (refused !== null) return { ok: false, why: refused };
    const origins = [`https://${new URL(address).hostname}/*`];
    const isNew = !granted.includes(origins[0] ?? '');
    const isAllowed = await browser.permissions.request({ origins }).catch(() => false);
    if (!isAllowed) return { ok: false, why: 'host-not-allowed' };
    try {
      return await ask(address);
    } finally {
      if (isNew) await browser.permissions.remove({ origins }).catch(() => false);
      await learn();
    }
  };
}

async function ask(address: string): Promise<AddressAnswer> {
  const reply = await requestBackground('address/read', { address }, new AbortController().signal);
  if (!reply.ok) return { ok: false, why: 'unavailable' };
  if (!reply.value.ok) return { ok: false, why: reply.value.why };
  const { file, mediaType } = reply.value;
  const type = mediaType.split(';')[0]?.trim() ?? '';
  return { ok: true, file: new File([file], fileNameOf(address), { type }) };
}

/** The last part of the path, as a name to show. */
function fileNameOf(address: string): string {
  const { pathname, hostname } = new URL(address);
  const last = pathname.split('/').findLast((part) => part !== '') ?? hostname;
  try {
    return decodeURIComponent(last);
  } catch {
    // Not valid percent-encoding: shown as it stands.
    return last;
  }
}

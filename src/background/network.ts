import { recordRequest } from '../settings/request-ledger.js';
import type { AddressTools } from './read-address.js';
import { isGranted } from './site-access.js';

/**
 * The browser's network, as `readAddress` uses it. Each request is written down before it is made, for "What
 * left your device" in the settings.
 */
export const networkOfBrowser: AddressTools = {
  fetch: async (address, init) => {
    const { host } = new URL(address);
    await recordRequest({ atMs: Date.now(), purpose: 'original-file', host, sentBytes: 0 });
    return fetch(address, init);
  },
  mayRead: isGranted,
};

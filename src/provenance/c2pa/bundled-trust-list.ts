import browser from 'webextension-polyfill';
import { sha256Of } from '../../shared/sha256.js';
import type { TrustList } from '../../shared/trust-list.js';

/**
 * What Seam brings: the roots of the public C2PA trust list that sign themselves, and Adobe's issuing authority
 * of the same list. The copy carries no date of its own; the day is that of its newest certificate. Where it comes
 * from and its terms: `public/trust/NOTICE.txt`.
 */
export const bundledTrustList: Omit<TrustList, 'pem'> = {
  name: 'C2PA trust list',
  dated: '2025-12-05',
  sha256: '32f5f0e9ffb2f56f1f38e572221e0f88637147aa8af95f37ba022627d86a40bf',
  isLegacy: false,
};
const path = 'trust/c2pa-roots.pem';

let reading: Promise<TrustList | null> | null = null;

/** The file of the package, once its hash is the one above; null when it is not, or cannot be read. */
export function readBundledTrustList(): Promise<TrustList | null> {
  reading ??= read();
  return reading;
}

async function read(): Promise<TrustList | null> {
  try {
    const bytes = await (await fetch(browser.runtime.getURL(path))).arrayBuffer();
    if ((await sha256Of(bytes)) !== bundledTrustList.sha256) return null;
    return { ...bundledTrustList, pem: new TextDecoder().decode(bytes) };
  } catch {
    return null;
  }
}

import type { Dossier } from '../evidence/dossier.js';
import { bareAddress } from '../shared/bare-address.js';

/**
 * The address that a text for others names. Where the content has no address of its own it is the one
 * that the browser showed, without account, fragment, and the keys that are known to name a reader. The
 * rest of its query stays, because it may be what names the content: the pages warn (`isAsSeen`).
 */
export function publicAddress({ canonical, asSeen }: Dossier['contentUrl']): string {
  return canonical ?? bareAddress(asSeen);
}

/** True: it may say who opened it, so a person has to read it before it goes out. */
export function isAsSeen({ canonical }: Dossier['contentUrl']): boolean {
  return canonical === null;
}

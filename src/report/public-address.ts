import type { Dossier } from '../evidence/package/dossier.js';
import { bareAddress } from '../shared/bare-address.js';

/**
 * The address that a text for others names. Where the content has no address of its own it is the one
 * that the browser showed, without account, fragment, and the keys that are known to name a reader. The
 * rest of its query stays, because it may be what names the content: the pages warn (`isAsSeen`).
 */
export function publicAddress({ canonical, asSeen }: Dossier['contentUrl']): string {
  return canonical ?? bareAddress(asSeen);
}

/**
 * The page of another site that showed the content in a frame, without what names a reader; null where there
 * is none, or where it is the content's own page.
 */
export function embeddingAddress(contentUrl: Dossier['contentUrl']): string | null {
  const { canonical, asSeen, ofTab = null } = contentUrl;
  if (ofTab === null) return null;
  const isContent =
    isSamePage(bareAddress(ofTab), bareAddress(asSeen)) ||
    (canonical !== null && isSamePage(bareAddress(ofTab, true), canonical));
  return isContent ? null : bareAddress(ofTab);
}

function isSamePage(a: string, b: string): boolean {
  return a.replace(/\/$/, '') === b.replace(/\/$/, '');
}

/** True: it may say who opened it, so a person has to read it before it goes out. */
export function isAsSeen({ canonical }: Dossier['contentUrl']): boolean {
  return canonical === null;
}

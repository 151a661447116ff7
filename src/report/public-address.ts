import type { Dossier } from '../evidence/dossier.js';

/**
 * The address that a text for others names. Where the content has no address of its own it is the one
 * that the browser showed, without name, password and fragment. Its query stays, because it may be what
 * names the content: the pages warn (`isAsSeen`).
 */
export function publicAddress({ canonical, asSeen }: Dossier['contentUrl']): string {
  if (canonical !== null) return canonical;
  const url = new URL(asSeen);
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href;
}

/** True: it may say who opened it, so a person has to read it before it goes out. */
export function isAsSeen({ canonical }: Dossier['contentUrl']): boolean {
  return canonical === null;
}

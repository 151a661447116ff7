import { noMeta, type SiteAdapter } from './adapter.js';
import { cleanText } from './clean-text.js';

/**
 * Any page: every video and image counts, nothing is the main one. The layer under all sites.
 */
export const generic: SiteAdapter = {
  site: 'generic',
  matches: () => true,
  contentId: () => null,
  mainVideo: () => null,
  player: () => null,
  meta(doc, url) {
    return { ...noMeta, title: cleanText(openGraphTitle(doc, url)) ?? cleanText(doc.title) };
  },
  isAd: () => false,
  isLive: () => false,
};

/** `og:title`, but only while the page says that it belongs to this address: in-page moves leave it behind. */
function openGraphTitle(doc: Document, url: URL): string | null {
  const read = (property: string) =>
    doc.querySelector(`meta[property="${property}"]`)?.getAttribute('content') ?? null;
  const about = read('og:url');
  if (about === null || !URL.canParse(about, url)) return null;
  const { origin, pathname } = new URL(about, url);
  return origin === url.origin && pathname === url.pathname ? read('og:title') : null;
}

/*
 * Seen on: hand-written fixtures only (November 2026).
 */

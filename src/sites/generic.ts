import { noMeta, type SiteAdapter, type SiteMeta } from './adapter.js';
import { cleanText } from './clean-text.js';
import { readLinkedVideo } from './json-ld.js';

/**
 * Any page: every video and image counts; what the page is about is read from og: tags and JSON-LD. The
 * layer under all sites, and the answer that remains when a site's own selectors fit no more.
 */
export const generic: SiteAdapter = {
  site: 'generic',
  matches: () => true,
  contentId: () => null,
  slideId: null,
  // On an unknown page the only video is what it is about.
  mainVideo(doc) {
    const [only, ...others] = doc.querySelectorAll('video');
    return others.length === 0 ? (only ?? null) : null;
  },
  player: () => null,
  readRoots: () => ({}),
  readData: () => null,
  meta(doc, url): SiteMeta {
    const linked = readLinkedVideo(doc, url);
    return {
      ...noMeta,
      ...linked?.meta,
      title: linked?.meta.title ?? openGraph(doc, url, 'og:title') ?? cleanText(doc.title),
      durationS: linked?.meta.durationS ?? openGraphDuration(doc, url),
      publishedAt: linked?.meta.publishedAt ?? openGraph(doc, url, 'og:video:release_date'),
    };
  },
  visibleLabels: () => null,
  isAd: () => false,
  isLive: (doc, url) => readLinkedVideo(doc, url)?.isLive === true,
  cardOf: () => null,
  pageUrl: () => null,
  check: (doc, url) => ({
    site: 'generic',
    table: { version: 0, checkedAt: '', isLive: false },
    parts: [],
    answers: {
      hasContentId: false,
      hasMainVideo: generic.mainVideo(doc, url) !== null,
      hasInlineData: readLinkedVideo(doc, url) !== null,
      isAd: false,
      isLive: generic.isLive(doc, url, null),
    },
  }),
};

/**
 * An og: tag, but only while the page says that it belongs to this address: in-page moves leave it
 * behind.
 */
function openGraph(doc: Document, url: URL, property: string): string | null {
  const read = (name: string) =>
    doc.querySelector(`meta[property="${name}"]`)?.getAttribute('content') ?? null;
  const about = read('og:url');
  if (about === null || !URL.canParse(about, url)) return null;
  const { host, pathname } = new URL(about, url);
  return host === url.host && pathname === url.pathname ? cleanText(read(property)) : null;
}

function openGraphDuration(doc: Document, url: URL): number | null {
  const text = openGraph(doc, url, 'og:video:duration') ?? openGraph(doc, url, 'video:duration');
  return text !== null && /^\d{1,7}$/.test(text) ? Number(text) : null;
}

/*
 * Seen on: hand-written fixtures only (November 2026).
 */

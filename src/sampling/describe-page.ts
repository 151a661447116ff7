import { isVideo, type MediaElement } from '../frames/pixel-source.js';
import type { MediaFacts } from '../protocol/freeze-messages.js';
import { limits } from '../shared/limits.js';
import type { PageWords } from './media-session.js';

/**
 * What the page says about an element, for freezing. Uploader, date and part belong to the main
 * video only: for anything else on the page they would name the wrong person. What the page claims as its
 * address stays apart from what is made of the id (`pageUrl`).
 */
export function describePage(
  element: MediaElement,
  words: PageWords,
  pageUrl: (contentId: string) => string | null,
  win: Window,
): MediaFacts {
  const { document: doc } = win;
  const { page } = words;
  const size = isVideo(element)
    ? { widthPx: element.videoWidth, heightPx: element.videoHeight }
    : { widthPx: element.naturalWidth, heightPx: element.naturalHeight };
  const source = element.currentSrc;
  return {
    kind: isVideo(element) ? 'video' : 'image',
    url: cut(win.location.href),
    pageUrl: words.contentId === null ? null : pageUrl(words.contentId),
    canonicalUrl: canonicalOf(doc),
    mediaUrl: source === '' || source.startsWith('data:') ? null : cut(source),
    site: words.site,
    contentId: words.contentId,
    partId: page?.partId ?? null,
    title: words.title,
    uploader: page?.uploader ?? null,
    uploaderId: page?.uploaderId ?? null,
    publishedAt: page?.publishedAt ?? null,
    ...size,
    mediaTimeS: isVideo(element) ? element.currentTime : 0,
    isPlaying: isVideo(element) && !element.paused && !element.ended,
  };
}

/** Only what is an address of the web: the page wrote it. */
function canonicalOf(doc: Document): string | null {
  const link = doc.querySelector('link[rel="canonical"]');
  const href = link?.getAttribute('href') ?? '';
  if (href === '' || !URL.canParse(href, doc.baseURI)) return null;
  const url = new URL(href, doc.baseURI);
  return /^https?:$/.test(url.protocol) ? cut(url.href) : null;
}

function cut(text: string): string {
  return text.slice(0, limits.maxFactChars);
}

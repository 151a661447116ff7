import { isVideo, type MediaElement } from '../frames/pixel-source.js';
import { notReadDisclosure } from '../shared/disclosure.js';
import type { SiteAdapter } from '../sites/adapter.js';
import { cleanText } from '../sites/clean-text.js';
import type { Clock } from './clock.js';
import type { PageWords } from './media-session.js';

/** Titles change shortly after an in-page move, so nothing is remembered for longer. */
const freshForMs = 2000;

/**
 * Says what a page calls an element. The id and title of the page belong to its main video only,
 * never to a preview beside it or to an advert inside it.
 */
export function createPageWords(
  adapter: SiteAdapter,
  doc: Document,
  url: () => URL,
  clock: Clock,
): (element: MediaElement) => PageWords {
  let known: { href: string; untilMs: number; main: Element | null; words: PageWords } | null =
    null;

  const describe = (now: URL) => {
    const { title, ...rest } = adapter.meta(doc, now);
    const page = { ...rest, pageUrl: null, reportUrl: null, isLive: adapter.isLive(doc, now) };
    return { contentId: adapter.contentId(now), title, page, disclosure: notReadDisclosure };
  };
  const read = () => {
    const now = url();
    if (known?.href === now.href && clock.nowMs() < known.untilMs) return known;
    const { site } = adapter;
    const main = adapter.mainVideo(doc);
    const isOther = main !== null && adapter.isAd(doc);
    const words = isOther ? { site, ...unnamed, title: null } : { site, ...describe(now) };
    known = { href: now.href, untilMs: clock.nowMs() + freshForMs, main, words };
    return known;
  };

  return (element) => {
    const { main, words } = read();
    if (element === main) return words;
    const title = isVideo(element) ? (main === null ? words.title : null) : cleanText(element.alt);
    return { site: adapter.site, ...unnamed, title };
  };
}

/** Whatever is not the content that the page is about. */
const unnamed = { contentId: null, page: null, disclosure: notReadDisclosure };

import type { DisclosureLabel } from '../shared/disclosure.js';
import type { SiteCheck } from '../shared/site-check.js';
import type { PageRoots } from './page-roots.js';

/** What a site says about the content of a page. Untrusted text, cleaned and cut; null when not found. */
export interface SiteMeta {
  readonly title: string | null;
  readonly uploader: string | null;
  readonly uploaderId: string | null;
  /** ISO 8601 in UTC where the page gives a moment, else as the page writes it. */
  readonly publishedAt: string | null;
  readonly durationS: number | null;
  /** Part of the content where the id alone is not enough (Bilibili: `cid`). */
  readonly partId: string | null;
}

export const noMeta: SiteMeta = {
  title: null,
  uploader: null,
  uploaderId: null,
  publishedAt: null,
  durationS: null,
  partId: null,
};

/** What page data says about one content: found under its id, never beside it. */
export interface PageReading {
  readonly meta: SiteMeta;
  readonly labels: readonly DisclosureLabel[];
  /** The place in the page data where a label of this content would stand was there. */
  readonly hasLabelPlace: boolean;
}

/** A content shown as a card: in a feed, beside the player, as a quoted post. */
export interface SiteCard {
  readonly element: Element;
  readonly contentId: string;
}

/**
 * One site. `url` and `doc` are parameters, so that a test needs no real location. Order of trust: the
 * URL, then page data keyed by the id in the URL, then the DOM. Adapters read; they never write to
 * the page, and nothing of a page makes them throw.
 */
export interface SiteAdapter {
  /** Short name, as stored in records. */
  readonly site: string;
  matches(url: URL): boolean;
  /** Canonical id of the content that this address names, or null. */
  contentId(url: URL): string | null;
  /** Id of the slide in front, where a feed's address does not name it; null on other sites. */
  readonly slideId: ((doc: Document) => string | null) | null;
  /** The video that the page is about; null where there is none or several. */
  mainVideo(doc: Document, url: URL): HTMLVideoElement | null;
  /** The box of the player, for placing words beside it. */
  player(doc: Document, url: URL): Element | null;
  /** Page data of exactly this content; null when the page holds none. */
  readData(roots: PageRoots, id: string, url: URL): PageReading | null;
  /** The page's own data, as its inline scripts hold it. */
  readRoots(doc: Document, id: string): PageRoots;
  /** What the visible page says of the main video, for whatever the data leaves open. */
  meta(doc: Document, url: URL, main: HTMLVideoElement | null): SiteMeta;
  /** Labels of the main video that stand in the visible page; null when no place for one was found. */
  visibleLabels(
    doc: Document,
    url: URL,
    main: HTMLVideoElement | null,
  ): readonly DisclosureLabel[] | null;
  /** True while the main video shows an advert. `contentS`: length of the content in seconds, if known. */
  isAd(doc: Document, url: URL, main: HTMLVideoElement | null, contentS: number | null): boolean;
  isLive(doc: Document, url: URL, main: HTMLVideoElement | null): boolean;
  /** The card that an element stands in, if it or a link in it names a content. */
  cardOf(element: Element, url: URL): SiteCard | null;
  /** Canonical address of a content, without tracking. */
  pageUrl(id: string): string | null;
  /** Which selectors fit the page now. */
  check(doc: Document, url: URL): SiteCheck;
}

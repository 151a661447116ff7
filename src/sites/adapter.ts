/** What a site says about the content of a page. Untrusted text, cleaned and cut; null when not found. */
export interface SiteMeta {
  readonly title: string | null;
  readonly uploader: string | null;
  readonly uploaderId: string | null;
  /** As the page writes it. */
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

/**
 * One site. Host names appear in `matches` only. `url` and `doc` are parameters, so that a test
 * needs no real location. Order of trust: the URL, then page data keyed by the id in the URL, then
 * the DOM. Adapters read; they never write to the page.
 */
export interface SiteAdapter {
  /** Short name, as stored in records. */
  readonly site: string;
  matches(url: URL): boolean;
  /** Canonical id of the content that this address names, or null. */
  contentId(url: URL): string | null;
  /** The video that the page is about; null where there is none or several. */
  mainVideo(doc: Document): HTMLVideoElement | null;
  /** The box of the player, for placing words beside it. */
  player(doc: Document): Element | null;
  meta(doc: Document, url: URL): SiteMeta;
  /** True while the main video shows an advert. */
  isAd(doc: Document): boolean;
  isLive(doc: Document, url: URL): boolean;
}

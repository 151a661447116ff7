import type { SiteAdapter } from './adapter.js';

/** Id of what a page shows: the one in its address, else that of the slide in front. */
export function shownId(
  adapter: Pick<SiteAdapter, 'contentId' | 'slideId'>,
  doc: Document,
  url: URL,
): string | null {
  return adapter.contentId(url) ?? adapter.slideId?.(doc) ?? null;
}

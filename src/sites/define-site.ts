import type { DisclosureLabel } from '../shared/disclosure.js';
import type { SiteName } from '../shared/site-names.js';
import { noMeta, type PageReading, type SiteAdapter } from './adapter.js';
import { cleanText } from './clean-text.js';
import { findFirst, findFront, findMainVideo, findText, type IsOwn } from './find-element.js';
import { isHostOf } from './host.js';
import { readMoment } from './moment.js';
import { readInlineRoots, type InlineRoot, type PageRoots } from './page-roots.js';
import { shownId } from './shown-id.js';
import { checkSite } from './site-check.js';
import type { SiteSelectors, SiteTable } from './site-table-schema.js';
import { pathOf } from './url-parts.js';
import { readVisibleLabels } from './visible-label.js';

/** What differs from site to site. Everything else is the table and `bindSite`. */
export interface SiteDefinition {
  readonly site: SiteName;
  /** Domains with their subdomains; `shared/picture-hosts.ts` names them once more, held equal by a test. */
  readonly hosts: readonly string[];
  /** Id from an address of this site. `path`: decoded parts of the path. */
  contentId(url: URL, path: readonly string[]): string | null;
  /** Where the page's inline scripts keep its data. */
  readonly roots: readonly InlineRoot[];
  /** Reads page data of exactly this content, wherever it came from; null where it is of another. */
  readData(roots: PageRoots, id: string, url: URL): PageReading | null;
  /** Id in the attributes of the slide in front. */
  readonly slideId?: (slide: Element) => string | null;
  /** Id in the attributes of a card; asked before its links. */
  readonly cardId?: (card: Element) => string | null;
  /** Part of the content, where the DOM names it. */
  readonly domPart?: (doc: Document) => string | null;
  pageUrl(id: string): string | null;
  /** Addresses that name a live broadcast. */
  readonly isLiveUrl?: (url: URL) => boolean;
}

/** A video this short in place of a content twice as long is an advert, whatever the page calls it. */
const maxAdvertS = 90;

/** Puts definitions and their selectors together. A site without a row in the table is left out. */
export function bindSites(
  definitions: readonly SiteDefinition[],
  table: SiteTable,
): readonly SiteAdapter[] {
  return definitions.flatMap((definition) => {
    const selectors = table.sites[definition.site];
    return selectors === undefined ? [] : [bindSite(definition, selectors, table)];
  });
}

function bindSite(
  definition: SiteDefinition,
  selectors: SiteSelectors,
  table: SiteTable,
): SiteAdapter {
  const { site, hosts, roots, slideId } = definition;
  const slideIn = (root: ParentNode): string | null => {
    const slide = slideId && findFront(root, selectors.slide);
    return slide ? slideId(slide) : null;
  };
  const cards = selectors.card.join(',');
  const nearest = (element: Element | null): Element | null => element?.closest(cards) ?? null;
  /** What stands in the very card of the main video, or in none where it stands in none. */
  const ownOf = (main: Element | null, url: URL): IsOwn => {
    const card = nearest(main);
    const nameOf = (element: Element | null): string | null =>
      element && (adapter.cardOf(element, url)?.contentId ?? null);
    const name = nameOf(card && main);
    return (element) => nearest(element) === card && (card === null || nameOf(element) === name);
  };
  const adapter: SiteAdapter = {
    site,
    matches: (url) => hosts.some((domain) => isHostOf(url, domain)),
    contentId: (url) => (adapter.matches(url) ? definition.contentId(url, pathOf(url)) : null),
    slideId: slideId === undefined ? null : slideIn,
    mainVideo(doc, url) {
      const id = shownId(adapter, doc, url);
      // A video whose card names another content (a quoted post, the next one of a feed) is not it.
      return findMainVideo(doc, selectors, (video) => {
        const card = id === null ? null : adapter.cardOf(video, url);
        return card === null || card.contentId === id;
      });
    },
    player(doc, url) {
      const main = adapter.mainVideo(doc, url);
      const around = selectors.player.map((selector) => main?.closest(selector) ?? null);
      return around.find((box) => box !== null) ?? findFirst(doc, selectors.player);
    },
    readRoots: (doc, id) => readInlineRoots(doc, roots, id),
    readData: (found, id, url) => definition.readData(found, id, url),
    meta(doc, url, main) {
      const isOwn = ownOf(main, url);
      return {
        ...noMeta,
        title: cleanText(findText(doc, selectors.title, isOwn)),
        uploader: cleanText(findText(doc, selectors.uploader, isOwn)),
        publishedAt: readMoment(findText(doc, selectors.published, isOwn)),
        partId: definition.domPart?.(doc) ?? null,
      };
    },
    visibleLabels: (doc, url, main): readonly DisclosureLabel[] | null =>
      readVisibleLabels(doc, selectors, ownOf(main, url)),
    isAd: (doc, url, main, contentS) =>
      findFirst(doc, selectors.ad, ownOf(main, url)) !== null ||
      (main !== null &&
        contentS !== null &&
        main.duration > 0 &&
        main.duration <= maxAdvertS &&
        main.duration * 2 < contentS),
    isLive: (doc, url, main) =>
      definition.isLiveUrl?.(url) === true ||
      findFirst(doc, selectors.live, ownOf(main, url)) !== null,
    /**
     * The nearest card around an element that names a content of this site, by itself or by a link. Of several links
     * in it the nearest counts: so a quoted post keeps its own name where the selector of quoted posts has rotted.
     */
    cardOf(element, url) {
      let box: Element | null = element;
      let card = nearest(element);
      while (card !== null) {
        let contentId = definition.cardId?.(card) ?? slideIn(card);
        for (; contentId === null && box !== null && card.contains(box); box = box.parentElement) {
          contentId = linkedId(box, url, adapter);
        }
        if (contentId !== null) return { element: card, contentId };
        card = nearest(card.parentElement);
      }
      return null;
    },
    pageUrl: (id) => definition.pageUrl(id),
    check: (doc, url) => checkSite(doc, url, adapter, selectors, table),
  };
  return adapter;
}

function linkedId(box: Element, url: URL, adapter: Pick<SiteAdapter, 'contentId'>): string | null {
  // A post links its moment of publishing; other links in it may lead to other posts.
  const links = [...box.querySelectorAll('a[href]:has(time)'), ...box.querySelectorAll('a[href]')];
  if (box.matches('a[href]')) links.unshift(box);
  for (const link of links) {
    const href = link.getAttribute('href') ?? '';
    const id = URL.canParse(href, url) ? adapter.contentId(new URL(href, url)) : null;
    if (id !== null) return id;
  }
  return null;
}

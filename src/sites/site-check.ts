import type { SiteAdapter } from './adapter.js';
import { shownId } from './shown-id.js';
import type { SiteSelectors, SiteTable } from './site-table-schema.js';
import type { CheckedPart, SiteCheck } from '../shared/site-check.js';

/**
 * Parts that a page about one video always has; a feed whose address names none needs its slide. The others come
 * and go: an advert, a label.
 */
const expected: ReadonlySet<string> = new Set(['mainVideo', 'player', 'title', 'uploader']);
const optional = ['published', 'ad', 'live', 'slide', 'card', 'label', 'labelArea'] as const;
const parts = ['mainVideo', 'player', 'title', 'uploader', ...optional] as const;

/**
 * Says of every selector of a site whether it fits the page now, so that a bug report names what rotted.
 * Holds no title, no id and no name: it is made for being copied.
 */
export function checkSite(
  doc: Document,
  url: URL,
  adapter: SiteAdapter,
  selectors: SiteSelectors,
  table: Pick<SiteTable, 'version' | 'checkedAt' | 'isLive'>,
): SiteCheck {
  const id = shownId(adapter, doc, url);
  const roots = id === null ? {} : adapter.readRoots(doc, id);
  const main = adapter.mainVideo(doc, url);
  return {
    site: adapter.site,
    table: { version: table.version, checkedAt: table.checkedAt, isLive: table.isLive },
    parts: parts.flatMap((part) => {
      const isExpected =
        expected.has(part) || (part === 'slide' && adapter.contentId(url) === null);
      return checkPart(doc, part, selectors, isExpected);
    }),
    answers: {
      hasContentId: id !== null,
      hasMainVideo: main !== null,
      hasInlineData: id !== null && adapter.readData(roots, id, url) !== null,
      isAd: adapter.isAd(doc, url, main, null),
      isLive: adapter.isLive(doc, url, main),
    },
  };
}

function checkPart(
  doc: Document,
  part: (typeof parts)[number],
  selectors: SiteSelectors,
  isExpected: boolean,
): readonly CheckedPart[] {
  const list = part === 'label' ? selectors.label.map(({ selector }) => selector) : selectors[part];
  if (list.length === 0) return [];
  const counted = list.map((selector) => ({
    selector,
    found: doc.querySelectorAll(selector).length,
  }));
  const isFound = counted.some(({ found }) => found > 0);
  return [
    {
      part,
      state: isFound ? 'found' : isExpected ? 'missing' : 'absent',
      selectors: counted,
    },
  ];
}

import { isVideo, type MediaElement } from '../frames/pixel-source.js';
import { notReadDisclosure } from '../shared/disclosure.js';
import { cleanText } from '../sites/clean-text.js';
import { createPageReader, type PageReaderParts } from '../sites/page-reader.js';
import type { PageWords } from './media-session.js';

/** Whatever is not the content that the page is about. */
const beside = { page: null, disclosure: notReadDisclosure };

/**
 * Says what a page calls an element. Id, title and label of the page belong to its main video only,
 * never to an advert inside it; a preview or a picture has the id of the card it stands in.
 */
export function createPageWords(parts: PageReaderParts): (element: MediaElement) => PageWords {
  const { adapter, url } = parts;
  const { site } = adapter;
  const read = createPageReader(parts);

  return (element) => {
    const page = read();
    if (element === page.main) {
      const { contentId, title, facts, disclosure } = page;
      if (page.isAd) return { site, ...beside, contentId: null, title: null };
      return { site, contentId, title, page: facts, disclosure };
    }
    const contentId = adapter.cardOf(element, url())?.contentId ?? null;
    const title = isVideo(element)
      ? page.main === null && contentId === null
        ? page.title
        : null
      : cleanText(element.alt);
    return { site, ...beside, contentId, title };
  };
}

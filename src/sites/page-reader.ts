import { maxDisclosureLabels, notReadDisclosure, type Disclosure } from '../shared/disclosure.js';
import type { PageFacts } from '../shared/page-facts.js';
import { noMeta, type PageReading, type SiteAdapter, type SiteMeta } from './adapter.js';
import { generic } from './generic.js';
import type { PageRoots } from './page-roots.js';
import { shownId } from './shown-id.js';

/** What a page is about now. */
export interface ReadPage {
  /** The video that all of this is about; null where there is none or several. */
  readonly main: HTMLVideoElement | null;
  readonly isAd: boolean;
  readonly contentId: string | null;
  readonly title: string | null;
  readonly facts: PageFacts;
  readonly disclosure: Disclosure;
}

export interface PageReaderParts {
  readonly adapter: SiteAdapter;
  readonly doc: Document;
  readonly url: () => URL;
  readonly nowMs: () => number;
  /** Values of the page's own world, by name; null where nobody may ask or nothing came. */
  readonly askPage: (site: string) => Promise<PageRoots | null>;
  /** Something that `read` answers is new. */
  readonly changed: () => void;
}

/** Titles change shortly after an in-page move, so nothing visible is remembered for longer. */
const freshForMs = 2000;
/** Waits before the page is asked for its data, from the move on: it arrives after the address changed. */
const askAfterMs = [500, 2500, 8000, 20_000] as const;

/** What is known of one content: it is read once, and asked for a few times while it is missing. */
interface KnownContent {
  readonly id: string;
  readonly sinceMs: number;
  reading: PageReading | null;
  inlineReads: number;
  asked: number;
}

/**
 * Reads what a page is about: the address first, then page data under the id of the address, then the
 * visible page, then what the generic layer finds. Inline data costs a search through every script, so
 * it is looked through twice per content; after that the page's own world is asked, at most four
 * times. No timer of its own: the caller's reads are the clock.
 */
export function createPageReader(parts: PageReaderParts): () => ReadPage {
  const { adapter, doc } = parts;
  let content: KnownContent | null = null;
  let fresh: { href: string; untilMs: number; page: ReadPage } | null = null;

  function learn(id: string, url: URL): PageReading | null {
    const nowMs = parts.nowMs();
    if (content?.id !== id) {
      content = { id, sinceMs: nowMs, reading: null, inlineReads: 0, asked: 0 };
    }
    if (isComplete(content)) return content.reading;
    if (content.inlineReads < 2) {
      content.inlineReads += 1;
      take(content, adapter.readRoots(doc, id), url);
    }
    if (!isComplete(content)) ask(content, nowMs - content.sinceMs, url);
    return content.reading;
  }

  function ask(about: KnownContent, ageMs: number, url: URL): void {
    const dueMs = askAfterMs[about.asked];
    if (dueMs === undefined || ageMs < dueMs) return;
    about.asked += 1;
    void parts.askPage(adapter.site).then((roots) => {
      // The page has moved on: this answer is about something else.
      if (roots === null || content !== about) return;
      if (!take(about, roots, url)) return;
      fresh = null;
      parts.changed();
    });
  }

  /** True when something new was learnt. Data of another content is none. */
  function take(about: KnownContent, roots: PageRoots, url: URL): boolean {
    const reading = adapter.readData(roots, about.id, url);
    if (reading === null) return false;
    about.reading = join(about.reading, reading);
    return true;
  }

  function readNow(url: URL): ReadPage {
    const contentId = shownId(adapter, doc, url);
    const reading = contentId === null ? null : learn(contentId, url);
    const main = adapter.mainVideo(doc, url);
    const data = reading?.meta ?? noMeta;
    const meta = [data, adapter.meta(doc, url, main), generic.meta(doc, url, main)].reduce(fill);
    const { title, ...rest } = meta;
    const isAd = adapter.isAd(doc, url, main, rest.durationS);
    return {
      main,
      isAd,
      contentId,
      title,
      facts: {
        ...rest,
        isLive: adapter.isLive(doc, url, main) || generic.isLive(doc, url, main),
      },
      disclosure: disclose(reading, () => adapter.visibleLabels(doc, url, main)),
    };
  }

  return () => {
    const url = parts.url();
    const nowMs = parts.nowMs();
    if (fresh?.href !== url.href || nowMs >= fresh.untilMs) {
      fresh = { href: url.href, untilMs: nowMs + freshForMs, page: readNow(url) };
    }
    return fresh.page;
  };
}

function isComplete({ reading }: KnownContent): boolean {
  return reading !== null && reading.hasLabelPlace && reading.meta.title !== null;
}

/** The first answer to each question stands. */
function fill(first: SiteMeta, then: SiteMeta): SiteMeta {
  return {
    title: first.title ?? then.title,
    uploader: first.uploader ?? then.uploader,
    uploaderId: first.uploaderId ?? then.uploaderId,
    publishedAt: first.publishedAt ?? then.publishedAt,
    durationS: first.durationS ?? then.durationS,
    partId: first.partId ?? then.partId,
  };
}

function join(first: PageReading | null, then: PageReading): PageReading {
  if (first === null) return then;
  return {
    meta: fill(then.meta, first.meta),
    labels: first.labels.length > 0 ? first.labels : then.labels,
    hasLabelPlace: first.hasLabelPlace || then.hasLabelPlace,
  };
}

/** Page data first: the visible page is asked only where the data does not say. */
function disclose(
  reading: PageReading | null,
  visibleLabels: () => PageReading['labels'] | null,
): Disclosure {
  const hasPageData = reading?.hasLabelPlace === true;
  const fromData = reading?.labels ?? [];
  const visible = fromData.length > 0 ? [] : visibleLabels();
  const labels = [...fromData, ...(visible ?? [])];
  if (labels.length > 0)
    return { state: 'seen', labels: labels.slice(0, maxDisclosureLabels), hasPageData };
  if (!hasPageData && visible === null) return notReadDisclosure;
  return { state: 'none-seen', labels: [], hasPageData };
}

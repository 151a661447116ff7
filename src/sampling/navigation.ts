import type { SiteAdapter } from '../sites/adapter.js';
import { shownId } from '../sites/shown-id.js';

/** The part of a window that moves. */
export interface MovingWindow extends Pick<EventTarget, 'addEventListener'> {
  readonly location: { readonly href: string };
  /** Navigation API: Chrome 102, Firefox 147. */
  readonly navigation?: Pick<EventTarget, 'addEventListener'>;
}

export interface Navigation {
  /** Address now. */
  readonly url: URL;
  /** Aborted as soon as the page has moved on. */
  readonly signal: AbortSignal;
  /** Compares the address: on ticks and on every answer, since a page may swallow events. */
  check(): void;
}

/**
 * Notices moves inside the page without a hand in its main world: the Navigation API where present,
 * history events, and `check`. A move is a change of `keyOf`, so that a time stamp added to the
 * address is none. In a feed whose slides change under one address (`hasSlides`) the key is asked for
 * every time. Each move aborts the signal before `moved` runs: what was under way is stale.
 */
export function watchNavigation(
  win: MovingWindow,
  keyOf: (url: URL) => string,
  moved: (url: URL) => void,
  signal: AbortSignal,
  hasSlides = false,
): Navigation {
  let url = new URL(win.location.href);
  let key = keyOf(url);
  let href = win.location.href;
  let current = new AbortController();

  const check = () => {
    if (signal.aborted || (win.location.href === href && !hasSlides)) return;
    if (win.location.href !== href) {
      href = win.location.href;
      url = new URL(href);
    }
    const newKey = keyOf(url);
    if (newKey === key) return;
    key = newKey;
    current.abort();
    current = new AbortController();
    moved(url);
  };

  // `navigate` comes before the address changes, `currententrychange` after it.
  win.navigation?.addEventListener('currententrychange', check, { signal });
  for (const event of ['popstate', 'hashchange', 'pageshow']) {
    win.addEventListener(event, check, { signal });
  }
  signal.addEventListener('abort', () => current.abort(), { once: true });
  return {
    get url() {
      return url;
    },
    get signal() {
      return current.signal;
    },
    check,
  };
}

/**
 * What a page shows: the site's own id in the address, else that of the slide in front, else the path. The query
 * of an unknown page is left out: some players write the time into it every second.
 */
export function contentKey(
  adapter: Pick<SiteAdapter, 'contentId' | 'slideId'>,
  url: URL,
  doc: Document,
): string {
  const id = shownId(adapter, doc, url);
  const isRoute = url.hash.startsWith('#/') || url.hash.startsWith('#!');
  return id ?? url.origin + url.pathname + (isRoute ? url.hash : '');
}

import { isVideo, type MediaElement } from '../frames/pixel-source.js';
import { limits } from '../shared/limits.js';
import type { SiteAdapter } from '../sites/adapter.js';
import type { Clock } from './clock.js';
import { findMedia } from './media-finder.js';
import { contentKey, watchNavigation, type Navigation } from './navigation.js';
import { watchVisibility, type Visibility } from './visibility.js';

/** Observers of a document; they exist while there is a reason to look. */
export interface DocumentWatch {
  readonly visibility: Visibility;
  readonly navigation: Navigation;
  /** Ends with the watch. */
  readonly signal: AbortSignal;
  /** Looks through the document again and lets go of what has left it. */
  rescan(): void;
}

export interface WatchEvents {
  /** What an element shows, or what a person can see of it, changed. */
  seen(element: MediaElement): void;
  moved(url: URL): void;
  /** Media left the document. */
  removed(): void;
}

/** Observes media, what is visible of them, and moves inside the page, until `signal` ends it. */
export function watchDocument(
  { win, adapter, clock }: { readonly win: Window; readonly adapter: SiteAdapter; clock: Clock },
  events: WatchEvents,
  signal: AbortSignal,
): DocumentWatch {
  const doc = win.document;
  let isLettingGo = false;
  const loaded = (event: Event): void => events.seen(event.currentTarget as MediaElement);
  const visibility = watchVisibility(
    doc,
    clock,
    (elements) => elements.forEach((element) => events.seen(element)),
    signal,
  );
  const navigation = watchNavigation(
    win,
    (url) => contentKey(adapter, url, doc),
    (url) => events.moved(url),
    signal,
    adapter.slideId !== null,
  );
  const finder = findMedia(
    doc,
    {
      found: (element) => {
        visibility.observe(element);
        // An image that arrives late, or shows another file (a carousel).
        if (!isVideo(element)) element.addEventListener('load', loaded, { signal });
      },
      removed: () => {
        events.removed();
        letGoSoon();
      },
    },
    clock,
    signal,
  );

  /** Feeds replace their media for ever. */
  function letGo(): void {
    isLettingGo = false;
    for (const element of visibility.dropRemoved()) {
      finder.forget(element);
      element.removeEventListener('load', loaded);
    }
  }

  /** Pages that have nothing left to look at have no tick that would do it. */
  function letGoSoon(): void {
    if (isLettingGo) return;
    isLettingGo = true;
    clock.after(limits.letGoMs, signal, letGo);
  }

  return {
    visibility,
    navigation,
    signal,
    rescan: () => {
      finder.rescan();
      letGo();
    },
  };
}

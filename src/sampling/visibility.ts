import type { MediaElement } from '../frames/pixel-source.js';
import { isVideo } from '../frames/pixel-source.js';
import { limits } from '../shared/limits.js';
import type { Clock } from './clock.js';

/** Knows which elements a person can see. Nothing is measured on demand: no forced layout. */
export interface Visibility {
  observe(element: MediaElement): void;
  /** Ends observing what has left the page, and answers which elements that were. */
  dropRemoved(): readonly MediaElement[];
  /** Elements with any part on the screen. */
  readonly shown: readonly MediaElement[];
  /** Large enough and on the screen now, or in picture-in-picture. */
  isVisible(element: MediaElement): boolean;
  /** On the screen at all, however small: for an element that a person pointed at. */
  isShown(element: MediaElement): boolean;
}

const undrawnIntervalMs = 1000;

/** The part of an element that lies on the screen, in CSS pixels. */
interface ShownPart {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** `changed` runs when the visible part of an element changed, with all of them when the tab was hidden or shown. */
export function watchVisibility(
  doc: Document,
  clock: Clock,
  changed: (elements: readonly MediaElement[]) => void,
  signal: AbortSignal,
): Visibility {
  const shown = new Map<Element, ShownPart>();
  const observed = new Set<MediaElement>();
  const intersections = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, intersectionRect } of entries) {
        const { width: widthPx, height: heightPx } = intersectionRect;
        if (isIntersecting) {
          // Observing a known target again would tell its size again, and so on for ever.
          if (!shown.has(target)) sizes.observe(target);
          shown.set(target, { widthPx, heightPx });
        } else {
          shown.delete(target);
          sizes.unobserve(target);
        }
      }
      changed(entries.map((entry) => entry.target as MediaElement));
      watchUndrawn();
    },
    // Fine steps: a tall picture may fill the screen with a tenth of itself.
    { threshold: [0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1] },
  );
  // An element that grows while fully visible (an image that has just loaded) crosses no threshold;
  // observing it again makes the observer tell its new place.
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const known = shown.get(target);
      if (known === undefined || isSameSize(known, target.getBoundingClientRect())) continue;
      intersections.unobserve(target);
      intersections.observe(target);
    }
  });
  doc.addEventListener('visibilitychange', () => changed([...shown.keys()] as MediaElement[]), {
    signal,
  });
  signal.addEventListener(
    'abort',
    () => {
      intersections.disconnect();
      sizes.disconnect();
      shown.clear();
      observed.clear();
    },
    { once: true },
  );

  // Nothing tells when an element becomes transparent or ends to be (images that fade in), so while
  // one is, and only then, it is asked once a second.
  let isWatchingUndrawn = false;
  const watchUndrawn = (): void => {
    if (isWatchingUndrawn || doc.visibilityState !== 'visible') return;
    const isUndrawn = ([element, part]: [Element, ShownPart]) =>
      isLargeEnough(part) && !isDrawn(element);
    const undrawn = [...shown].filter(isUndrawn).map(([element]) => element);
    if (undrawn.length === 0) return;
    isWatchingUndrawn = true;
    clock.after(undrawnIntervalMs, signal, () => {
      isWatchingUndrawn = false;
      changed(undrawn as MediaElement[]);
      watchUndrawn();
    });
  };

  const isShown = (element: MediaElement) =>
    isPictureInPicture(element) ||
    (doc.visibilityState === 'visible' && shown.has(element) && isDrawn(element));
  const isShownOrWatched = (element: MediaElement) => {
    const answer = isShown(element);
    if (!answer && shown.has(element)) watchUndrawn();
    return answer;
  };
  return {
    observe(element) {
      observed.add(element);
      intersections.observe(element);
    },
    dropRemoved() {
      const gone = [...observed].filter((element) => !element.isConnected);
      for (const element of gone) {
        observed.delete(element);
        shown.delete(element);
        intersections.unobserve(element);
        sizes.unobserve(element);
      }
      return gone;
    },
    get shown() {
      return [...shown.keys()] as MediaElement[];
    },
    isShown: isShownOrWatched,
    isVisible: (element) =>
      isShownOrWatched(element) &&
      (isPictureInPicture(element) || isLargeEnough(shown.get(element))),
  };
}

/** The shorter side of what is on the screen decides: 40 px avatars are not worth a look. */
export function isLargeEnough(part: ShownPart | undefined): boolean {
  return part !== undefined && Math.min(part.widthPx, part.heightPx) >= limits.minRenderedSidePx;
}

function isSameSize(known: ShownPart, rect: DOMRect): boolean {
  return Math.abs(known.widthPx - rect.width) < 1 && Math.abs(known.heightPx - rect.height) < 1;
}

/** Not `visibility: hidden`, not fully transparent: what intersection cannot tell. */
function isDrawn(element: Element): boolean {
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

/** The video plays in a window of its own, above other tabs. Inside a shadow tree the root knows. */
function isPictureInPicture(element: MediaElement): boolean {
  if (!isVideo(element)) return false;
  const root = element.getRootNode() as Document | ShadowRoot;
  return root.pictureInPictureElement === element;
}

/** A video whose frames move on. */
export function isPlaying(element: MediaElement): boolean {
  if (!isVideo(element)) return true;
  return !element.paused && !element.ended && element.readyState >= haveCurrentData;
}

const haveCurrentData = 2;

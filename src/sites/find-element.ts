import { canvasPlayerName } from '../shared/canvas-player.js';
import type { SiteSelectors } from './site-table-schema.js';

/** True for what belongs to the main video, false for what stands in the card of another content. */
export type IsOwn = (element: Element) => boolean;

/** First own element that a list of selectors finds. */
export function findFirst(
  doc: Document,
  selectors: readonly string[],
  isOwn: IsOwn = () => true,
): Element | null {
  for (const selector of selectors) {
    for (const found of doc.querySelectorAll(selector)) if (isOwn(found)) return found;
  }
  return null;
}

/** Text of the first own element that has some; of a `<time>` its moment, of a `<meta>` its content. */
export function findText(doc: Document, selectors: readonly string[], isOwn: IsOwn): string | null {
  for (const selector of selectors) {
    const found = findFirst(doc, [selector], isOwn);
    const attribute = found?.getAttribute('datetime') ?? found?.getAttribute('content');
    const text = attribute ?? found?.textContent.trim() ?? '';
    if (text !== '') return text;
  }
  return null;
}

/** The match that a person looks at: the one around the middle of the window, or the only one. */
export function findFront(root: ParentNode, selectors: readonly string[]): Element | null {
  const matches = selectors.flatMap((selector) => [...root.querySelectorAll(selector)]);
  // To measure lays the page out: not where the answer is known.
  return matches.length > 1 ? (matches.find(isInFront) ?? null) : (matches[0] ?? null);
}

/** The element covers the middle of the window, seen from top to bottom: feeds show one at a time. */
function isInFront(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const middle = (element.ownerDocument.defaultView?.innerHeight ?? 0) / 2;
  return top < middle && bottom > middle;
}

/**
 * The main video: of the matches outside previews the shown one in front, else the first shown one,
 * else the first. When no selector fits any more, the only video outside previews is the main one.
 */
export function findMainVideo(
  doc: Document,
  site: Pick<SiteSelectors, 'mainVideo' | 'notMain'>,
  isCandidate: (video: HTMLVideoElement) => boolean = () => true,
): HTMLVideoElement | null {
  const exclude = site.notMain.join(',');
  let first: HTMLVideoElement | null = null;
  let shown: HTMLVideoElement | null = null;
  const isPossible = (video: HTMLVideoElement): boolean =>
    (video.localName === 'video' || video.localName === canvasPlayerName) &&
    (exclude === '' || video.closest(exclude) === null) &&
    isCandidate(video);
  for (const selector of site.mainVideo) {
    // Selectors that fit less well are tried only when no better one shows a video.
    if (shown !== null) break;
    for (const video of doc.querySelectorAll<HTMLVideoElement>(selector)) {
      if (!isPossible(video)) continue;
      const { width, height } = video.getBoundingClientRect();
      if (width > 0 && height > 0) {
        if (isInFront(video)) return video;
        shown ??= video;
      }
      first ??= video;
    }
  }
  if (first !== null) return shown ?? first;
  const [only, ...others] = [
    ...doc.querySelectorAll<HTMLVideoElement>(`video,${canvasPlayerName}`),
  ].filter(isPossible);
  return others.length === 0 ? (only ?? null) : null;
}

import { paints } from './paints.js';
import type { Edges } from './place.js';

/** Elements of the player that are looked at in one search. */
const maxElements = 400;
/** Ancestors of the media that may still be its player. */
const maxLevels = 8;
/** An element larger than this share of the media is a layer of the player, not a mark on it. */
const layerShare = 0.6;
/** A strip as wide as this without words of its own is a shade behind controls. */
const shadeShare = 0.9;
const columns = [10, 60, 130, 210] as const;
const rowStepPx = 30;

/**
 * Boxes of the marks and controls that lie over `media`: the site's own, also those that let clicks
 * through or are faded out for the moment, and those of other extensions, wherever these hang.
 * Reads layout only. Costs 1 to 2 ms for a player of 400 elements; the caller bounds how often.
 */
export function findObstacles(media: Element, isOurs: (element: Element) => boolean): Edges[] {
  const area = media.getBoundingClientRect();
  const found = new Set<Element>();
  for (const element of elementsOver(media, area)) found.add(element);
  for (const element of marksOfPlayer(media, area)) found.add(element);
  found.delete(media);
  const boxes: Edges[] = [];
  for (const element of found) {
    if (isOurs(element)) continue;
    const box = element.getBoundingClientRect();
    if (isMark(element, box, area)) boxes.push(box);
  }
  return boxes;
}

function isMark(element: Element, box: DOMRect, area: DOMRect): boolean {
  if (box.width < 2 || box.height < 2) return false;
  if (box.width * box.height > layerShare * area.width * area.height) return false;
  const isOver =
    box.left < area.right &&
    box.right > area.left &&
    box.top < area.bottom &&
    box.bottom > area.top;
  if (!isOver) return false;
  const isWide = box.width >= shadeShare * area.width;
  const isDrawn = paints(element, isWide) || isClosedBox(element, box, area);
  return isDrawn && element.checkVisibility({ visibilityProperty: true });
}

/** An empty box that takes clicks may be the host of another extension's closed tree. */
function isClosedBox(element: Element, box: DOMRect, area: DOMRect): boolean {
  const isSmall = box.width < 0.6 * area.width && box.height < 0.25 * area.height;
  return isSmall && element.childNodes.length === 0;
}

/** What a click would meet at the places where a notice may stand. */
function elementsOver(media: Element, area: DOMRect): Element[] {
  const over: Element[] = [];
  for (let top = area.top + 8; top < area.top + area.height / 2; top += rowStepPx) {
    for (const column of columns) {
      for (const left of [area.left + column, area.right - column]) {
        if (left < area.left || left > area.right) continue;
        for (const element of document.elementsFromPoint(left, top)) {
          if (element === media) break;
          over.push(element);
        }
      }
    }
  }
  return over;
}

/** What stands in the player with words, pictures or buttons of its own. */
function marksOfPlayer(media: Element, area: DOMRect): Element[] {
  let player = media;
  for (let level = 0; level < maxLevels; level += 1) {
    const parent = player.parentElement;
    if (parent === null) break;
    const box = parent.getBoundingClientRect();
    if (box.width > 1.25 * area.width || box.height > 1.25 * area.height) break;
    player = parent;
  }
  if (player === media) return [];
  const marks: Element[] = [];
  let seen = 0;
  for (const element of player.getElementsByTagName('*')) {
    seen += 1;
    if (seen > maxElements) break;
    if (paints(element, true)) marks.push(element);
  }
  return marks;
}

/**
 * Obstacles that stay: in a player with comments flying through, words come and go. The first search
 * counts as it is.
 */
export function settled(before: readonly Edges[] | null, now: readonly Edges[]): readonly Edges[] {
  if (before === null) return now;
  return now.filter((box) => before.some((known) => isSame(known, box)));
}

const stillPx = 2;

function isSame(a: Edges, b: Edges): boolean {
  return (
    Math.abs(a.left - b.left) < stillPx &&
    Math.abs(a.top - b.top) < stillPx &&
    Math.abs(a.right - b.right) < stillPx &&
    Math.abs(a.bottom - b.bottom) < stillPx
  );
}

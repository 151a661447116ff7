import type { DragEvents } from './chip-drag.js';
import { wishAt, type ChipWish, type PlaceQuestion } from './place.js';

/** Turns what a hand does into a wish where the notice should stand. */
export interface HandMove extends DragEvents {
  /** Where it is held right now; null when nobody holds it. */
  wish(): ChipWish | null;
}

export function moveByHand(
  ground: () => Pick<PlaceQuestion, 'media' | 'window' | 'pill'>,
  pillEdges: () => { readonly left: number; readonly top: number },
  events: { readonly held: () => void; readonly moved: (wish: ChipWish | null) => void },
): HandMove {
  let from = { left: 0, top: 0 };
  let wish: ChipWish | null = null;
  return {
    started() {
      const { left, top } = pillEdges();
      from = { left, top };
    },
    movedBy(xPx, yPx) {
      wish = wishAt(from.left + xPx, from.top + yPx, ground());
      events.held();
    },
    ended() {
      const chosen = wish;
      wish = null;
      if (chosen !== null) events.moved(chosen);
    },
    reset() {
      wish = null;
      events.moved(null);
    },
    wish: () => wish,
  };
}

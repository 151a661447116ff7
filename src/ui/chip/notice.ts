import { limits } from '../../shared/limits.js';
import type { MediaRecord } from '../../shared/media-record.js';
import { isWarningTone, stanceOf, toneOf, type Tone } from '../stance.js';
import type { ChipAction } from './chip-card.js';
import { createChipFace } from './chip-face.js';
import { createChipHost } from './chip-host.js';
import { createFight } from './fight.js';
import { moveByHand } from './move-by-hand.js';
import { findObstacles, settled } from './obstacles.js';
import { pageHides } from './page-hides.js';
import { placeChip, type ChipPlace, type ChipWish, type Edges } from './place.js';
import { runStrip, type HistoryOf } from './run-strip.js';

/** The notice of one media element: its host in the top layer, its face, and how it holds its ground. */
export interface Notice {
  readonly tone: Tone;
  draw(record: MediaRecord): void;
  remember(sentence: string): void;
  /** Opens the explanation by itself. */
  toast(): void;
  place(isInBox: boolean, wish: ChipWish | null): void;
  /** Puts the notice back where the page touched it. `lost` when the page has won. */
  watch(nowMs: number): Standing;
  /** Something of the page has come to the top layer at `edges`: a warning goes above it. */
  contest(edges: Edges, nowMs: number): Standing;
  /** The pointer moves at a point of the viewport. */
  pointed(xPx: number, yPx: number): void;
  raise(): void;
  isHost(element: Element): boolean;
  speak(nowMs: number): void;
  end(): void;
}

export type Standing = 'held' | 'lost';

export interface NoticeEvents {
  readonly disturbed: () => void;
  readonly acted: (action: ChipAction) => void;
  readonly moved: (wish: ChipWish | null) => void;
  readonly historyOf: HistoryOf;
  readonly isOurs: (element: Element) => boolean;
}

/** Checks in a row that find the page hiding the notice before that is called interference: fades pass. */
const hiddenChecksBeforeLost = 3;
const retryMs = 200;
/** Between two searches while the media changes its size: a dragged edge of a window is not searched on each frame. */
const resizedSearchMs = 200;

export function createNotice(element: Element, events: NoticeEvents, parent: AbortSignal): Notice {
  const own = new AbortController();
  const signal = AbortSignal.any([own.signal, parent]);
  const { disturbed } = events;
  const host = createChipHost(disturbed, signal);
  const hand = moveByHand(
    () => ({ media: element.getBoundingClientRect(), window: viewport(), pill: face.pillSize() }),
    () => face.pillEdges(),
    { held: () => placeAgain(), moved: events.moved },
  );
  const face = createChipFace(
    host.root,
    { acted: events.acted, drag: hand, sought: (seconds) => seek(element, seconds) },
    signal,
    performance.now(),
  );
  const strip = runStrip(element, face.strip, events.historyOf);
  const fight = createFight(limits.chipRestoresPerWindow, limits.chipRestoreWindowMs);
  let tone: Tone = 'quiet';
  let placed: ChipPlace | null = null;
  let hiddenChecks = 0;
  let nextCheckMs = 0;
  let placeAgain = (): void => undefined;
  let obstacles: readonly Edges[] | null = null;
  let searchedMs = -Infinity;
  let isSearchOwed = false;
  /** Size of the media at the last search. */
  let searched = { width: 0, height: 0 };

  /** True when the notice must be put back. */
  function isTroubled(nowMs: number): boolean {
    if (!host.isIntact()) return true;
    if (nowMs < nextCheckMs || !(placed !== null || isWarningTone(tone))) return false;
    nextCheckMs = nowMs + limits.chipWatchIntervalMs;
    hiddenChecks = pageHides(getComputedStyle(document.documentElement)) ? hiddenChecks + 1 : 0;
    return placed !== null && isWarningTone(tone) && isCovered();
  }

  function isCovered(): boolean {
    // Under a modal dialog or a video in full screen everything else is inert and cannot be found by a point.
    if (document.querySelector('dialog:modal, video:fullscreen') !== null) return false;
    const { left, top, width, height } = face.pillEdges();
    const xPx = left + width / 2;
    const yPx = top + height / 2;
    const isInWindow = xPx > 0 && yPx > 0 && xPx < innerWidth && yPx < innerHeight;
    return width > 0 && isInWindow && !host.ownsPoint(xPx, yPx);
  }

  function putBack(nowMs: number): Standing {
    const move = fight.ask(nowMs);
    if (move === 'restore') {
      host.restore();
      face.disturb();
    }
    // Not a timer of the page: those can be cleared (threats.md M1), and ticks pause with the media.
    if (move === 'wait')
      AbortSignal.timeout(retryMs).addEventListener('abort', disturbed, { signal });
    return move === 'give-up' ? 'lost' : 'held';
  }

  /** Marks and controls move with their media, so what was found goes along until the next search. */
  function search(nowMs: number): void {
    const { width, height } = element.getBoundingClientRect();
    const isResized = width !== searched.width || height !== searched.height;
    const dueMs = searchedMs + (isResized ? resizedSearchMs : limits.chipWatchIntervalMs);
    if (nowMs < dueMs) {
      // A browser that leaves full screen tells of it before its last layout, and no tick need come after.
      if (isResized && !isSearchOwed) searchLater(dueMs - nowMs);
      return;
    }
    searchedMs = nowMs;
    searched = { width, height };
    // In another size all marks stand elsewhere.
    obstacles = settled(isResized ? null : obstacles, findObstacles(element, events.isOurs));
  }

  function searchLater(afterMs: number): void {
    isSearchOwed = true;
    AbortSignal.timeout(Math.ceil(afterMs)).addEventListener(
      'abort',
      () => {
        isSearchOwed = false;
        placeAgain();
      },
      { signal },
    );
  }

  return {
    get tone() {
      return tone;
    },
    draw(record) {
      tone = toneOf(stanceOf(record), record.kind);
      face.draw(record);
      strip.follow(record);
    },
    remember: (sentence) => face.remember(sentence),
    toast: () => face.toast(),
    place(isInBox, wish) {
      placeAgain = () => this.place(isInBox, wish);
      const asked = hand.wish() ?? wish;
      // A player that a page moves into a window of its own (document picture-in-picture) has edges there.
      const isThere = isInBox && element.isConnected && element.ownerDocument === document;
      if (isThere && asked === null) search(performance.now());
      const before = placed;
      const media = element.getBoundingClientRect();
      placed = isThere
        ? placeChip({
            media,
            window: viewport(),
            pill: face.pillSize(),
            showsSigns: tone !== 'quiet',
            wish: asked,
            obstacles: obstacles ?? [],
          })
        : null;
      if (placed !== null) face.fit(placed);
      if (placed?.leftPx !== before?.leftPx || placed?.topPx !== before?.topPx) face.disturb();
      host.moveTo(placed);
      strip.place(media, viewport(), placed);
    },
    watch(nowMs) {
      const standing = isTroubled(nowMs) ? putBack(nowMs) : 'held';
      strip.tick(nowMs);
      return hiddenChecks >= hiddenChecksBeforeLost ? 'lost' : standing;
    },
    contest(edges, nowMs) {
      const isUnder = placed !== null && isWarningTone(tone) && overlaps(edges, face.pillEdges());
      return isUnder ? putBack(nowMs) : 'held';
    },
    pointed(xPx, yPx) {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      if (xPx >= left && xPx <= right && yPx >= top && yPx <= bottom) strip.wake(performance.now());
    },
    raise: () => host.raise(),
    isHost: (candidate) => host.root.host === candidate,
    speak: (nowMs) => face.speak(nowMs),
    end: () => own.abort(),
  };
}

/**
 * The only thing that is ever done to a media of the page, and only as the answer to a trusted click or
 * key on our own strip.
 */
function seek(element: Element, seconds: number): void {
  if (element instanceof HTMLVideoElement) element.currentTime = seconds;
}

function viewport(): Edges {
  return { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
}

function overlaps(a: Edges, b: Edges): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

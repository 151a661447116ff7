import { limits } from '../../shared/limits.js';
import type { MediaRecord } from '../../shared/media-record.js';
import { stanceOf, toneOf, type Tone } from '../stance.js';
import { createChipFace } from './chip-face.js';
import { createChipHost } from './chip-host.js';
import { createFight } from './fight.js';
import { pageHides } from './page-hides.js';
import { placeChip, type Edges } from './place.js';

/** The notice of one media element: its host in the top layer, its face, and how it holds its ground. */
export interface Notice {
  draw(record: MediaRecord): void;
  place(isInBox: boolean): void;
  /** Puts the notice back where the page touched it. `lost` when the page has won. */
  watch(nowMs: number): Standing;
  /** Something of the page has come to the top layer at `edges`: a warning goes above it. */
  contest(edges: Edges, nowMs: number): Standing;
  raise(): void;
  isHost(element: Element): boolean;
  speak(nowMs: number): void;
  end(): void;
}

export type Standing = 'held' | 'lost';

/** Checks in a row that find the page hiding the notice before that is called interference: fades pass. */
const hiddenChecksBeforeLost = 3;
const retryMs = 200;

export function createNotice(element: Element, disturbed: () => void, parent: AbortSignal): Notice {
  const own = new AbortController();
  const signal = AbortSignal.any([own.signal, parent]);
  const host = createChipHost(disturbed, signal);
  const face = createChipFace(host.root, signal, performance.now());
  const fight = createFight(limits.chipRestoresPerWindow, limits.chipRestoreWindowMs);
  let tone: Tone = 'quiet';
  let isShown = false;
  let hiddenChecks = 0;
  let nextCheckMs = 0;

  /** True when the notice must be put back. */
  function isTroubled(nowMs: number): boolean {
    if (!host.isIntact()) return true;
    if (nowMs < nextCheckMs || !(isShown || isWarningTone(tone))) return false;
    nextCheckMs = nowMs + limits.chipWatchIntervalMs;
    hiddenChecks = pageHides(getComputedStyle(document.documentElement)) ? hiddenChecks + 1 : 0;
    return isShown && isWarningTone(tone) && isCovered();
  }

  function isCovered(): boolean {
    // Under a modal dialog everything else is inert and cannot be found by a point.
    if (document.querySelector('dialog:modal') !== null) return false;
    const { left, top, width, height } = face.pillEdges();
    const xPx = left + width / 2;
    const yPx = top + height / 2;
    const isInWindow = xPx > 0 && yPx > 0 && xPx < innerWidth && yPx < innerHeight;
    return width > 0 && isInWindow && !host.ownsPoint(xPx, yPx);
  }

  function putBack(nowMs: number): Standing {
    const move = fight.ask(nowMs);
    if (move === 'restore') host.restore();
    // Not a timer of the page: those can be cleared (threats.md M1), and ticks pause with the media.
    if (move === 'wait')
      AbortSignal.timeout(retryMs).addEventListener('abort', disturbed, { signal });
    return move === 'give-up' ? 'lost' : 'held';
  }

  return {
    draw(record) {
      tone = toneOf(stanceOf(record), record.kind);
      face.draw(record);
    },
    place(isInBox) {
      const window = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
      const place =
        isInBox && element.isConnected
          ? placeChip(element.getBoundingClientRect(), window, tone !== 'quiet')
          : null;
      if (place !== null) face.fit(place.isCompact, place.maxWidthPx);
      host.moveTo(place);
      isShown = place !== null;
    },
    watch(nowMs) {
      const standing = isTroubled(nowMs) ? putBack(nowMs) : 'held';
      return hiddenChecks >= hiddenChecksBeforeLost ? 'lost' : standing;
    },
    contest(edges, nowMs) {
      const isUnder = isShown && isWarningTone(tone) && overlaps(edges, face.pillEdges());
      return isUnder ? putBack(nowMs) : 'held';
    },
    raise: () => host.raise(),
    isHost: (candidate) => host.root.host === candidate,
    speak: (nowMs) => face.speak(nowMs),
    end: () => own.abort(),
  };
}

function overlaps(a: Edges, b: Edges): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function isWarningTone(tone: Tone): boolean {
  return tone === 'alarm' || tone === 'caution';
}

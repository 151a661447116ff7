import type { TrackHistory } from '../../shared/face-look.js';
import { clockTime, say } from '../words.js';
import { createArm } from './arm.js';
import { add, svg } from './dom.js';
import type { StripPlace } from './strip-place.js';
import { stepMoment, stripMoments, stripRows, type StripMoment } from './strip-rows.js';

/** The line of signs over time along the progress bar. */
export interface Strip {
  /** Draws the tracks over a media of `durationS` (finite, positive). */
  draw(tracks: readonly TrackHistory[], durationS: number, nowS: number): void;
  /** Null hides it. Offsets are from the corner of the notice. */
  moveTo(place: StripPlace | null): void;
  /** The pointer moves over the player: shown in full again, it fades by itself. */
  wake(): void;
  /** The pointer or the focus is on it: it stays. */
  isHeld(): boolean;
}

const rowHeight = 8;
/** As in the notice: what has just moved under the pointer is not clicked (threats.md T2). */
const armDelayMs = 500;

/** `sought` runs for a trusted click or key on a moment, and for nothing else. */
export function createStrip(
  notice: HTMLElement,
  sought: (seconds: number) => void,
  signal: AbortSignal,
): Strip {
  const strip = add(notice, 'div', 'strip');
  strip.hidden = true;
  strip.tabIndex = 0;
  strip.setAttribute('role', 'slider');
  strip.setAttribute('aria-label', say('strip_name'));
  strip.setAttribute('aria-description', say('strip_keys'));
  strip.setAttribute('aria-valuemin', '0');
  const rows = svg('svg', { preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  const cursor = document.createElement('span');
  cursor.className = 'cursor';
  const tip = document.createElement('span');
  tip.className = 'tip';
  strip.append(rows, cursor, tip);

  const arm = createArm(armDelayMs);
  let durationS = 0;
  let moments: readonly StripMoment[] = [];
  let atS = 0;
  let isChosen = false;
  let drawn = '';

  function point(seconds: number): void {
    atS = Math.min(durationS, Math.max(0, seconds));
    cursor.style.insetInlineStart = `${(100 * atS) / durationS}%`;
    tip.style.insetInlineStart = cursor.style.insetInlineStart;
    const words = say('strip_moment', clockTime(atS), say(wordsAt(moments, atS)));
    tip.textContent = words;
    strip.setAttribute('aria-valuenow', atS.toFixed(1));
    strip.setAttribute('aria-valuetext', words);
  }
  function secondsAt(clientX: number): number {
    const { left, width } = strip.getBoundingClientRect();
    return width <= 0 ? 0 : ((clientX - left) / width) * durationS;
  }

  strip.addEventListener(
    'pointermove',
    (event) => {
      if (!event.isTrusted) return;
      isChosen = true;
      point(secondsAt(event.clientX));
    },
    { signal },
  );
  const leave = (): void => {
    isChosen = false;
  };
  strip.addEventListener('pointerleave', leave, { signal });
  strip.addEventListener('blur', leave, { signal });
  strip.addEventListener(
    'click',
    (event) => {
      if (!event.isTrusted || !arm.isArmed(performance.now())) return;
      sought(Math.min(durationS, Math.max(0, secondsAt(event.clientX))));
    },
    { signal },
  );
  strip.addEventListener(
    'keydown',
    (event) => {
      if (!event.isTrusted || event.ctrlKey || event.altKey || event.metaKey) return;
      const { key } = event;
      if (key === 'Enter' || key === ' ') {
        event.preventDefault();
        sought(atS);
        return;
      }
      const next = keyMoment(key, moments, atS);
      if (next === undefined) return;
      event.preventDefault();
      isChosen = true;
      if (next !== null) point(next.atS);
    },
    { signal },
  );

  return {
    draw(tracks, lengthS, nowS) {
      durationS = lengthS;
      moments = stripMoments(tracks, lengthS);
      const pieces = stripRows(tracks, lengthS);
      const next = JSON.stringify([pieces, lengthS]);
      if (next !== drawn) {
        drawn = next;
        rows.setAttribute('viewBox', `0 0 1000 ${rowHeight * pieces.length}`);
        strip.style.setProperty('--rows', `${pieces.length}`);
        strip.setAttribute('aria-valuemax', lengthS.toFixed(1));
        rows.replaceChildren(
          ...pieces.flatMap((row, index) =>
            row.map(({ fromShare, widthShare, score, isSign }) => {
              const heightPx = score === null ? 1 : 1.5 + score * (rowHeight - 3);
              return svg('rect', {
                class: score === null ? 'unseen' : isSign ? 'sign' : 'calm',
                x: (1000 * fromShare).toFixed(2),
                width: Math.max(2, 1000 * widthShare).toFixed(2),
                y: (rowHeight * (index + 1) - 1 - heightPx).toFixed(2),
                height: heightPx.toFixed(2),
              });
            }),
          ),
        );
      }
      if (!isChosen) point(nowS);
    },
    moveTo(place) {
      const isShown = place !== null;
      if (!isShown) {
        strip.hidden = true;
        return;
      }
      const { style } = strip;
      const before = style.cssText;
      style.setProperty('--left', `${place.leftPx}px`);
      style.setProperty('--top', `${place.topPx}px`);
      style.setProperty('--width', `${place.widthPx}px`);
      if (strip.hidden || style.cssText !== before) arm.disturb(performance.now());
      strip.hidden = false;
    },
    isHeld: () => strip.matches(':hover, :focus-visible'),
    wake() {
      for (const animation of strip.getAnimations()) animation.currentTime = 0;
    },
  };
}

/** Undefined: not a key of the strip; null: nothing further that way. */
function keyMoment(
  key: string,
  moments: readonly StripMoment[],
  atS: number,
): StripMoment | null | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return stepMoment(moments, atS, 1, false);
    case 'ArrowLeft':
    case 'ArrowDown':
      return stepMoment(moments, atS, -1, false);
    case 'PageUp':
      return stepMoment(moments, atS, 1, true);
    case 'PageDown':
      return stepMoment(moments, atS, -1, true);
    case 'Home':
      return moments[0] ?? null;
    case 'End':
      return moments.at(-1) ?? null;
    default:
      return undefined;
  }
}

/** Moments further than this from any look were not looked at, seconds. */
const nearS = 1.5;

function wordsAt(moments: readonly StripMoment[], atS: number): string {
  const near = moments.filter((moment) => Math.abs(moment.atS - atS) <= nearS);
  if (near.length === 0) return 'strip_not_looked';
  if (near.some(({ isSign }) => isSign)) return 'strip_sign';
  return near.some(({ isScored }) => isScored) ? 'strip_no_sign' : 'strip_refused';
}

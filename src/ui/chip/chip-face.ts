import type { SizePx } from '../../shared/geometry.js';
import type { MediaRecord } from '../../shared/media-record.js';
import { stanceOf, toneOf, type Stance } from '../stance.js';
import { recordHeadline, recordSentence, say, wordsLanguage } from '../words.js';
import { createChipCard, type ChipAction } from './chip-card.js';
import { dragBy, type DragEvents } from './chip-drag.js';
import { chipStyle } from './chip-style.js';
import { add } from './dom.js';
import { drawShape } from './draw-shape.js';
import { keepFromPage } from './keep-from-page.js';
import type { ChipPlace } from './place.js';
import { createSpeech } from './speech.js';
import { createStrip, type Strip } from './strip.js';

/** What is drawn inside the closed shadow root of one notice. */
export interface ChipFace {
  readonly strip: Strip;
  /** Draws the state of the media; does nothing when nothing that is seen has changed. */
  draw(record: MediaRecord): void;
  /** A sentence of what the person did or saw with this media before; '' for nothing. */
  remember(sentence: string): void;
  /** Fits the pill and the explanation to the place of the notice. */
  fit(place: ChipPlace): void;
  /** Opens the explanation by itself; it goes back into the pill after a while. */
  toast(): void;
  /** Size of the pill with its words. */
  pillSize(): SizePx;
  /** Rectangle of the pill in the viewport, for the question whether something covers it. */
  pillEdges(): DOMRect;
  /** The notice has moved or was put back: clicks do not count for a moment. */
  disturb(): void;
  /** Lets the screen reader hear what is due. Called on every tick. */
  speak(nowMs: number): void;
}

export interface FaceEvents {
  readonly acted: (action: ChipAction) => void;
  readonly drag: DragEvents;
  /** A trusted wish to see a moment of the media. */
  readonly sought: (seconds: number) => void;
}

/** How a notice comes to rest when nobody touches it. Warnings stay. */
const rests: Readonly<Record<Stance, 'stay' | 'shrink' | 'leave'>> = {
  strong: 'stay',
  moderate: 'stay',
  weak: 'shrink',
  'cannot-tell': 'shrink',
  checking: 'shrink',
  'none-found': 'leave',
  'no-face': 'leave',
  nothing: 'leave',
};

/** Draws into `root`. A click opens an explanation or asks for one of our pages, nothing else (threats.md T2). */
export function createChipFace(
  root: ShadowRoot,
  events: FaceEvents,
  signal: AbortSignal,
  nowMs: number,
): ChipFace {
  const style = new CSSStyleSheet();
  style.replaceSync(chipStyle);
  root.adoptedStyleSheets = [style];

  const notice = add(root, 'div', 'notice');
  notice.lang = wordsLanguage();
  notice.setAttribute('role', 'group');
  notice.setAttribute('aria-label', say('chip_name'));
  const pill = add(notice, 'button', 'pill');
  pill.type = 'button';
  pill.setAttribute('aria-expanded', 'false');
  pill.setAttribute('aria-description', say('chip_move'));
  let shape = pill.appendChild(drawShape('checking'));
  const label = add(pill, 'span', 'label');
  const card = createChipCard(notice, act, signal);
  const strip = createStrip(notice, events.sought, signal);
  const spoken = add(notice, 'div', 'spoken');
  spoken.setAttribute('role', 'status');
  const speech = createSpeech(nowMs);

  const drag = dragBy(pill, events.drag, signal);
  const focus = keepFocus(notice, pill, signal);
  keepFromPage(notice, signal);

  function setOpen(isOpen: boolean, isToast = false): void {
    if (isOpen) card.open();
    else card.close();
    pill.setAttribute('aria-expanded', String(isOpen));
    notice.toggleAttribute('data-open', isOpen);
    notice.toggleAttribute('data-toast', isOpen && isToast);
  }
  function act(action: ChipAction): void {
    if (action === 'not-now') {
      focus.giveBack();
      setOpen(false);
    }
    events.acted(action);
  }
  pill.addEventListener(
    'click',
    (event) => {
      if (!event.isTrusted || drag.isDragging()) return;
      setOpen(!card.isOpen);
    },
    { signal },
  );
  notice.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !event.isTrusted || !card.isOpen) return;
      focus.toPill();
      setOpen(false);
    },
    { signal },
  );
  // The end of an animation, not a timer: a page can clear timers (threats.md M1).
  notice.addEventListener(
    'animationend',
    ({ animationName }) => {
      if (animationName === 'tuck' && notice.hasAttribute('data-toast')) setOpen(false);
    },
    { signal },
  );

  let drawn = '';
  let remembered = '';
  let size: SizePx = { widthPx: 0, heightPx: 0 };
  let sentence = '';
  return {
    strip,
    draw(record) {
      const stance = stanceOf(record);
      const headline = recordHeadline(record);
      sentence = recordSentence(record);
      const next = `${stance} ${record.kind} ${headline} ${sentence}`;
      if (next === drawn) return;
      drawn = next;
      if (notice.dataset['stance'] !== stance) {
        const redrawn = drawShape(stance);
        shape.replaceWith(redrawn);
        shape = redrawn;
        // New words are shown in full again, even where the old ones had already faded.
        for (const animation of notice.getAnimations({ subtree: true })) animation.currentTime = 0;
      }
      notice.dataset['stance'] = stance;
      notice.dataset['tone'] = toneOf(stance, record.kind);
      notice.dataset['rest'] = rests[stance];
      label.textContent = headline;
      pill.setAttribute('aria-label', headline);
      card.write(sentence, remembered);
      card.disturb();
      size = { widthPx: 0, heightPx: 0 };
      if (stance !== 'checking') speech.want(sentence);
    },
    remember(text) {
      remembered = text;
      card.write(sentence, remembered);
    },
    fit({ isCompact, maxWidthPx, isAtEnd, opensUp }) {
      notice.toggleAttribute('data-compact', isCompact);
      notice.toggleAttribute('data-end', isAtEnd);
      notice.toggleAttribute('data-up', opensUp);
      notice.style.setProperty('--room', `${maxWidthPx}px`);
    },
    toast: () => setOpen(true, true),
    pillSize() {
      // With its words, whatever has shrunk since: else the place would change with the size.
      const box = pill.getBoundingClientRect();
      size = {
        widthPx: Math.max(size.widthPx, box.width),
        heightPx: Math.max(size.heightPx, box.height),
      };
      return size;
    },
    pillEdges: () => pill.getBoundingClientRect(),
    disturb: () => card.disturb(),
    speak(at) {
      const due = speech.due(at);
      if (due !== null) spoken.textContent = due;
    },
  };
}

/** Remembers where a person was before they came into the notice, and takes them back there. */
function keepFocus(
  notice: HTMLElement,
  pill: HTMLElement,
  signal: AbortSignal,
): { giveBack(): void; toPill(): void } {
  let cameFrom: HTMLElement | null = null;
  notice.addEventListener(
    'focusin',
    ({ relatedTarget }) => {
      if (relatedTarget instanceof HTMLElement && !notice.contains(relatedTarget)) {
        cameFrom = relatedTarget;
      }
    },
    { signal },
  );
  const isInside = (): boolean => notice.matches(':focus-within');
  const focusOn = (element: HTMLElement): void => {
    // Not `element.focus()`: a form of the page may have a field of that name.
    HTMLElement.prototype.focus.call(element, { preventScroll: true });
  };
  return {
    giveBack() {
      if (!isInside()) return;
      focusOn(cameFrom?.isConnected === true ? cameFrom : pill);
    },
    toPill() {
      if (isInside()) focusOn(pill);
    },
  };
}

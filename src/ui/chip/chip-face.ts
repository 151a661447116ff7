import type { MediaRecord } from '../../shared/media-record.js';
import { newsOf } from '../../shared/record-news.js';
import { shapeOf } from '../shapes.js';
import { stanceOf, toneOf, type Stance } from '../stance.js';
import { recordHeadline, recordSentence, say, wordsLanguage } from '../words.js';
import { chipStyle } from './chip-style.js';
import { createSpeech, type Speech } from './speech.js';

/** What is drawn inside the closed shadow root of one notice. */
export interface ChipFace {
  /** Draws the state of the media; does nothing when nothing that is seen has changed. */
  draw(record: MediaRecord): void;
  /** Narrow media: the shape alone. `roomPx` bounds the explanation. */
  fit(isCompact: boolean, roomPx: number): void;
  /** Rectangle of the pill in the viewport, for the question whether something covers it. */
  pillEdges(): DOMRect;
  /** Lets the screen reader hear what is due. Called on every tick. */
  speak(nowMs: number): void;
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

/** Draws into `root`. A click opens an explanation and does nothing else (threats.md T2). */
export function createChipFace(root: ShadowRoot, signal: AbortSignal, nowMs: number): ChipFace {
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
  let shape = pill.appendChild(drawShape('checking'));
  const label = add(pill, 'span', 'label');
  const why = add(notice, 'div', 'why');
  why.hidden = true;
  const sentence = add(why, 'p', 'sentence');
  add(why, 'p', 'hint').textContent = say('chip_hint');
  const spoken = add(notice, 'div', 'spoken');
  spoken.setAttribute('role', 'status');
  const speech: Speech = createSpeech(nowMs);

  let isOpen = false;
  const open = (next: boolean): void => {
    isOpen = next;
    why.hidden = !isOpen;
    pill.setAttribute('aria-expanded', String(isOpen));
    notice.toggleAttribute('data-open', isOpen);
  };
  pill.addEventListener(
    'click',
    (event) => {
      if (event.isTrusted) open(!isOpen);
    },
    { signal },
  );
  keepFromPage(notice, () => open(false), signal);

  let drawn = '';
  let drawnNews = '';
  return {
    draw(record) {
      // Asking the browser for words costs more than comparing: 1.4 ms a second for one playing video.
      const news = newsOf(record);
      if (news === drawnNews) return;
      drawnNews = news;
      const stance = stanceOf(record);
      const headline = recordHeadline(record);
      const full = recordSentence(record);
      const next = `${stance} ${record.kind} ${headline} ${full}`;
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
      sentence.textContent = full;
      if (stance !== 'checking') speech.want(full);
    },
    fit(isCompact, roomPx) {
      notice.toggleAttribute('data-compact', isCompact);
      notice.style.setProperty('--room', `${roomPx}px`);
    },
    pillEdges: () => pill.getBoundingClientRect(),
    speak(at) {
      const due = speech.due(at);
      if (due !== null) spoken.textContent = due;
    },
  };
}

/**
 * Keeps clicks and keys that are meant for the notice away from the player below (a space would
 * also pause the video). Escape closes the explanation.
 */
function keepFromPage(notice: HTMLElement, close: () => void, signal: AbortSignal): void {
  const stop = (event: Event): void => event.stopPropagation();
  const names = [
    'click',
    'dblclick',
    'pointerdown',
    'pointerup',
    'mousedown',
    'mouseup',
    'touchstart',
  ];
  for (const name of names) notice.addEventListener(name, stop, { signal, passive: true });
  for (const name of ['keydown', 'keyup', 'keypress'] as const) {
    notice.addEventListener(
      name,
      (event) => {
        if (event.key !== 'Enter' && event.key !== ' ' && event.key !== 'Escape') return;
        event.stopPropagation();
        if (event.key === 'Escape' && event.isTrusted) close();
      },
      { signal },
    );
  }
}

function add<Tag extends 'div' | 'p' | 'span' | 'button'>(
  parent: ParentNode & Node,
  tag: Tag,
  className: string,
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
}

const svgSpace = 'http://www.w3.org/2000/svg';

function drawShape(stance: Stance): SVGSVGElement {
  const { body, isFilled, mark } = shapeOf(stance);
  const svg = document.createElementNS(svgSpace, 'svg');
  svg.setAttribute('class', 'shape');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const outline = document.createElementNS(svgSpace, 'path');
  outline.setAttribute('d', body);
  outline.setAttribute('fill', isFilled ? 'currentColor' : 'none');
  outline.setAttribute('stroke', 'currentColor');
  outline.setAttribute('stroke-width', '1.5');
  outline.setAttribute('stroke-linejoin', 'round');
  outline.setAttribute('stroke-linecap', 'round');
  svg.append(outline);
  if (mark === '') return svg;
  const inside = document.createElementNS(svgSpace, 'path');
  inside.setAttribute('d', mark);
  inside.setAttribute('fill', 'none');
  inside.setAttribute('stroke', isFilled ? 'var(--mark, Canvas)' : 'currentColor');
  inside.setAttribute('stroke-width', '1.7');
  inside.setAttribute('stroke-linecap', 'round');
  svg.append(inside);
  return svg;
}

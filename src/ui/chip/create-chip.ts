import { seriousness, type Level } from '../../shared/level.js';
import { limits } from '../../shared/limits.js';
import type { MediaRecord } from '../../shared/media-record.js';
import type { PageSettings } from '../../shared/page-settings.js';
import { isSign, stanceOf, type Stance } from '../stance.js';
import { createNotice, type Notice, type Standing } from './notice.js';

/** The notices that a content script draws over the media of its document. */
export interface Chip {
  /** Draws or changes the notice of one media element; leaves the element itself untouched. */
  update(element: Element, record: MediaRecord): void;
  remove(element: Element): void;
  /** Takes over changed settings and words; every notice is drawn anew. */
  choose(choice: NoticeChoice): void;
  /** Follows the media and puts notices back. Called by the session on each tick; needs no timer. */
  reposition(): void;
}

/** What of the settings says which media have a notice. */
export type NoticeChoice = Pick<PageSettings, 'noticeFrom' | 'showQuietChip'>;

export interface ChipEvents {
  /** The page fought the notice of this media and won; it is gone, the toolbar must say so. Once per media. */
  readonly onInterference: (element: Element) => void;
}

export function createChip(signal: AbortSignal, events: ChipEvents): Chip {
  const notices = new Map<Element, Notice>();
  const records = new Map<Element, MediaRecord>();
  let choice: NoticeChoice = { noticeFrom: 'weak', showQuietChip: true };
  const lost = new WeakSet<Element>();
  /** False for media that a scrolling box of the page has clipped away. */
  const isInBox = new WeakMap<Element, boolean>();
  const boxes = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) isInBox.set(target, isIntersecting);
    place();
  });
  const sizes = new ResizeObserver(() => place());

  function place(): void {
    for (const [element, notice] of notices) notice.place(isInBox.get(element) ?? true);
  }
  function hold(look: (notice: Notice) => Standing): void {
    for (const [element, notice] of [...notices]) {
      if (look(notice) === 'held') continue;
      lost.add(element);
      drop(element);
      events.onInterference(element);
    }
  }
  function watch(): void {
    const nowMs = performance.now();
    hold((notice) => notice.watch(nowMs));
  }
  function drop(element: Element): void {
    notices.get(element)?.end();
    notices.delete(element);
    boxes.unobserve(element);
    sizes.unobserve(element);
  }
  function open(element: Element): Notice {
    const notice = createNotice(element, watch, signal);
    notices.set(element, notice);
    boxes.observe(element);
    sizes.observe(element);
    return notice;
  }

  /** A dialog or popover of the page that opens later lies above us, even if clicks pass through it. */
  function contest(event: Event): void {
    const { target } = event;
    if (!(target instanceof Element) || (event as ToggleEvent).newState !== 'open') return;
    const nowMs = performance.now();
    if ([...notices.values()].some((notice) => notice.isHost(target))) return;
    const edges = target.getBoundingClientRect();
    hold((notice) => notice.contest(edges, nowMs));
  }

  const passive = { capture: true, passive: true, signal };
  document.addEventListener('scroll', place, passive);
  window.addEventListener('resize', place, passive);
  document.addEventListener(
    'fullscreenchange',
    () => {
      for (const notice of notices.values()) notice.raise();
      place();
    },
    passive,
  );
  document.addEventListener('toggle', contest, passive);
  signal.addEventListener(
    'abort',
    () => {
      for (const element of [...notices.keys()]) drop(element);
      boxes.disconnect();
      sizes.disconnect();
    },
    { once: true },
  );

  function update(element: Element, record: MediaRecord): void {
    if (signal.aborted || lost.has(element)) return;
    records.set(element, record);
    const stance = stanceOf(record);
    const known = notices.get(element);
    if (!wantsNotice(stance, record.kind, known !== undefined, choice)) {
      if (known !== undefined) drop(element);
      return;
    }
    if (known === undefined && !hasRoom(notices.size, stance)) return;
    const notice = known ?? open(element);
    notice.draw(record);
    notice.place(isInBox.get(element) ?? true);
  }

  return {
    update,
    remove(element) {
      records.delete(element);
      drop(element);
    },
    choose(chosen) {
      choice = chosen;
      for (const [element, record] of records) update(element, record);
    },
    reposition() {
      place();
      watch();
      const nowMs = performance.now();
      for (const notice of notices.values()) notice.speak(nowMs);
    },
  };
}

/**
 * Videos have a notice from the first look on; a page may hold hundreds of pictures, so these only
 * for signs. "No face" is told only where a notice was promised before, and then fades.
 */
function wantsNotice(
  stance: Stance,
  kind: MediaRecord['kind'],
  isOpen: boolean,
  { noticeFrom, showQuietChip }: NoticeChoice,
): boolean {
  if (stance === 'nothing') return false;
  const isLoudEnough = isLevel(stance) && seriousness(stance) >= seriousness(noticeFrom);
  if (!isLoudEnough && !showQuietChip) return false;
  // A picture has a notice for signs alone, and below the chosen level a sign is none.
  if (!isLoudEnough && kind === 'image') return false;
  if (stance === 'no-face') return kind === 'video' && isOpen;
  return kind === 'video' || (stance !== 'checking' && isSign(stance));
}

function isLevel(stance: Stance): stance is Level {
  return stance !== 'checking' && stance !== 'no-face' && stance !== 'nothing';
}

/** Quiet notices leave a third of the places to signs. */
function hasRoom(open: number, stance: Stance): boolean {
  const isLoud = stance === 'strong' || stance === 'moderate';
  return open < limits.maxChipsPerDocument * (isLoud ? 1 : 2 / 3);
}

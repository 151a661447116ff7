import { seriousness } from '../../shared/level.js';
import { limits } from '../../shared/limits.js';
import type { MediaRecord } from '../../shared/media-record.js';
import { newsOf } from '../../shared/record-news.js';
import type { PageSettings } from '../../shared/page-settings.js';
import { isLevel, isSign, isWarningTone, stanceOf, type Stance } from '../stance.js';
import { wordsLanguage } from '../words.js';
import type { ChipAction } from './chip-card.js';
import { createNotice, type Notice, type Standing } from './notice.js';
import type { ChipWish } from './place.js';
import type { HistoryOf } from './run-strip.js';

/** The notices that a content script draws over the media of its document. */
export interface Chip {
  /** Draws or changes the notice of one media element; leaves the element itself untouched. */
  update(element: Element, record: MediaRecord): void;
  remove(element: Element): void;
  /** Takes over changed settings and words; every notice is drawn anew, in another language from the ground. */
  choose(choice: NoticeChoice): void;
  /** Where the person put the notices of this site; null: nowhere. */
  setWish(wish: ChipWish | null): void;
  /** What the person did with this media before; `isQuiet` opens nothing by itself. */
  remember(element: Element, memory: ChipMemory): void;
  /** Follows the media and puts notices back. Called by the session on each tick; needs no timer. */
  reposition(): void;
}

/** What of the settings says which media have a notice. */
export type NoticeChoice = Pick<PageSettings, 'noticeFrom' | 'showQuietChip'>;

export interface ChipMemory {
  readonly isQuiet: boolean;
  /** Stands in the explanation, in the words of today; '' for nothing. */
  readonly sentence: () => string;
}

export interface ChipEvents {
  /** A trusted click on an action of the notice of this media. */
  readonly onAction: (action: ChipAction, record: MediaRecord) => void;
  /** The person moved a notice; null: back to where Seam puts it. */
  readonly onMoved: (wish: ChipWish | null) => void;
  readonly historyOf: HistoryOf;
  /** The page fought the notice of this media and won; it is gone, the toolbar must say so. Once per media. */
  readonly onInterference: (element: Element) => void;
}

export function createChip(signal: AbortSignal, events: ChipEvents): Chip {
  const notices = new Map<Element, Notice>();
  const records = new Map<Element, MediaRecord>();
  let choice: NoticeChoice = { noticeFrom: 'weak', showQuietChip: true };
  /** Media whose explanation has opened by itself once, or never shall. */
  const toasted = new WeakSet<Element>();
  const memories = new WeakMap<Element, ChipMemory>();
  let wish: ChipWish | null = null;
  let pictureToasts = 0;
  const lost = new WeakSet<Element>();
  let language = wordsLanguage();
  /** False for media that a scrolling box of the page has clipped away. */
  const isInBox = new WeakMap<Element, boolean>();
  const boxes = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) isInBox.set(target, isIntersecting);
    place();
  });
  const sizes = new ResizeObserver(() => place());

  function place(): void {
    for (const [element, notice] of notices) notice.place(isInBox.get(element) ?? true, wish);
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
    const notice = createNotice(
      element,
      {
        disturbed: watch,
        acted: (action) => {
          const record = records.get(element);
          if (record !== undefined) events.onAction(action, record);
        },
        moved: (next) => {
          wish = next;
          place();
          events.onMoved(next);
        },
        historyOf: events.historyOf,
        isOurs: (other) => [...notices.values()].some((known) => known.isHost(other)),
      },
      signal,
    );
    notices.set(element, notice);
    notice.remember(memories.get(element)?.sentence() ?? '');
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

  /** A warning explains itself once for each media; of a page full of pictures only the first. */
  function toast(element: Element, record: MediaRecord, notice: Notice): void {
    const memory = memories.get(element);
    // A picture is judged at once: whether the person wants to hear of it is waited for.
    const isAwaited = record.kind === 'image' && memory === undefined;
    if (!isWarningTone(notice.tone) || toasted.has(element) || isAwaited) return;
    toasted.add(element);
    if (memory?.isQuiet === true) return;
    if (record.kind === 'image') pictureToasts += 1;
    if (record.kind === 'video' || pictureToasts === 1) notice.toast();
  }

  /** Where the pointer is over a player its strip shows itself. Four times a second is enough. */
  let pointedAtMs = 0;
  function point(event: PointerEvent): void {
    if (notices.size === 0 || event.timeStamp - pointedAtMs < 250) return;
    pointedAtMs = event.timeStamp;
    for (const notice of notices.values()) notice.pointed(event.clientX, event.clientY);
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
  document.addEventListener('pointermove', point, passive);
  signal.addEventListener(
    'abort',
    () => {
      for (const element of [...notices.keys()]) drop(element);
      boxes.disconnect();
      sizes.disconnect();
    },
    { once: true },
  );

  function redraw(element: Element, record: MediaRecord): void {
    if (signal.aborted || lost.has(element)) return;
    const stance = stanceOf(record);
    const known = notices.get(element);
    if (!wantsNotice(stance, record.kind, known !== undefined, choice)) {
      if (known !== undefined) drop(element);
      return;
    }
    if (known === undefined && !hasRoom(notices.size, stance)) return;
    const notice = known ?? open(element);
    notice.draw(record);
    toast(element, record, notice);
    notice.place(isInBox.get(element) ?? true, wish);
  }

  return {
    update(element, record) {
      const before = records.get(element);
      records.set(element, record);
      // A look in which only numbers moved changes no word; ticks keep the place. Asking the browser for words
      // and places costs more than comparing: 1.4 ms a second and more for one playing video.
      const isOld = before !== undefined && newsOf(before) === newsOf(record);
      if (!isOld || !notices.has(element)) redraw(element, record);
    },
    remove(element) {
      records.delete(element);
      drop(element);
      // The element may show something else next: that is another media.
      toasted.delete(element);
      memories.delete(element);
    },
    choose(chosen) {
      choice = chosen;
      // Buttons, hints and names are written once: another language needs new ones.
      if (language !== wordsLanguage()) for (const element of [...notices.keys()]) drop(element);
      language = wordsLanguage();
      for (const [element, record] of records) redraw(element, record);
    },
    setWish(next) {
      wish = next;
      place();
    },
    remember(element, memory) {
      memories.set(element, memory);
      const notice = notices.get(element);
      const record = records.get(element);
      if (notice === undefined || record === undefined) return;
      notice.remember(memory.sentence());
      toast(element, record, notice);
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
  // Below the chosen level a sign has no notice at all: the quiet one says "checking" and "none found".
  if (isLevel(stance) && isSign(stance)) return seriousness(stance) >= seriousness(noticeFrom);
  return showQuietChip && kind === 'video' && (isOpen || stance !== 'no-face');
}

/** Quiet notices leave a third of the places to signs. */
function hasRoom(open: number, stance: Stance): boolean {
  const isLoud = stance === 'strong' || stance === 'moderate';
  return open < limits.maxChipsPerDocument * (isLoud ? 1 : 2 / 3);
}

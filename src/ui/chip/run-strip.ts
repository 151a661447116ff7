import type { TrackHistory } from '../../shared/face-look.js';
import type { MediaRecord } from '../../shared/media-record.js';
import type { ChipPlace, Edges } from './place.js';
import { findProgressBar } from './progress-bar.js';
import type { Strip } from './strip.js';
import { placeStrip } from './strip-place.js';
import { hasSigns } from './strip-rows.js';

/** Scores over time of one media; empty when nothing is known of it. */
export type HistoryOf = (mediaId: string) => readonly TrackHistory[];

/** When the strip is drawn, and where. */
export interface StripRun {
  follow(record: MediaRecord): void;
  place(media: Edges, window: Edges, notice: ChipPlace | null): void;
  tick(nowMs: number): void;
  /** The pointer moves over the player: the strip shows itself, up to date. */
  wake(nowMs: number): void;
}

const drawIntervalMs = 1000;
/**
 * The style fades the strip 3.4 s after it was woken. One that is not seen is not drawn: over a playing
 * 1080p video that took 5 ms of the GPU process a second.
 */
const shownMs = 4000;

/** A strip exists for videos with an end in which something was seen. */
export function runStrip(element: Element, strip: Strip, historyOf: HistoryOf): StripRun {
  let mediaId: string | null = null;
  let isWanted = false;
  let nextDrawMs = 0;
  let bar: Element | null = null;
  let shownUntilMs = 0;

  function draw(nowMs: number): void {
    if (mediaId === null || nowMs < nextDrawMs || !(element instanceof HTMLVideoElement)) return;
    nextDrawMs = nowMs + drawIntervalMs;
    const { duration, currentTime } = element;
    const tracks = historyOf(mediaId);
    const wasWanted = isWanted;
    isWanted = Number.isFinite(duration) && duration > 0 && hasSigns(tracks);
    // It shows itself once when there is something to show.
    if (isWanted && !wasWanted) shownUntilMs = nowMs + shownMs;
    if (!isWanted || (nowMs > shownUntilMs && !strip.isHeld())) return;
    bar = findProgressBar(element);
    strip.draw(tracks, duration, currentTime);
  }

  return {
    follow(record) {
      if (record.mediaId === mediaId) return;
      mediaId = record.mediaId;
      nextDrawMs = 0;
      isWanted = false;
    },
    place(media, window, notice) {
      const isShown = isWanted && notice !== null && !notice.isCompact;
      const edges = bar?.isConnected === true ? bar.getBoundingClientRect() : null;
      strip.moveTo(isShown ? placeStrip(media, window, edges, notice) : null);
    },
    tick: draw,
    wake(nowMs) {
      if (nowMs > shownUntilMs) nextDrawMs = 0;
      shownUntilMs = nowMs + shownMs;
      strip.wake();
      draw(nowMs);
    },
  };
}

import { isVideo, type MediaElement, type PixelSource } from '../frames/pixel-source.js';
import type { ShownPlace } from '../frames/visible-tab.js';
import type { TakenFrame } from '../frames/retained-frame.js';
import type { EngineHealth, FromEngine, SampleOutcome, ToEngine } from '../protocol/pixel-port.js';
import { newId, type MediaId, type SampleId } from '../shared/ids.js';
import { limits } from '../shared/limits.js';
import type { MediaRecord } from '../shared/media-record.js';
import type { Reason } from '../shared/reason.js';
import type { DetectorVerdict } from '../shared/verdict.js';
import { drawDelayMs, paceOf, randomFraction } from './cadence.js';
import type { Clock } from './clock.js';
import { LookBook, type LookBookView } from './look-book.js';
import { describeMedia, newerVerdict } from './media-state.js';
import { RunningMedian } from './median.js';
import { OpenSample } from './open-sample.js';
import { isPlaying } from './visibility.js';

/** What a page says about one element. */
export type PageWords = Pick<MediaRecord, 'site' | 'contentId' | 'title' | 'page' | 'disclosure'>;

/** What a media session needs of its document. */
export interface SessionHost {
  readonly pixels: PixelSource;
  readonly clock: Clock;
  /** What is known of the engine. */
  readonly engine: EngineHealth | null;
  readonly engineLost: Reason | null;
  post(message: ToEngine): boolean;
  isVisible(element: MediaElement, byGesture: boolean): boolean;
  wordsFor(element: MediaElement): PageWords;
  /** Something a record tells, or whether there is work, changed. */
  changed(session: MediaSession): void;
}

/** A picture of the visible tab (PNG) and where it shows the element. */
export interface ScreenPiece {
  readonly png: Uint8Array;
  readonly place: ShownPlace;
}

type Want = Extract<FromEngine, { type: 'want' }>;

/** Tries for one look that the engine did not answer, before the look is given up. */
const maxTriesPerLook = 3;

/**
 * One media element with one source, from the moment it is worth a look until it is gone or shows
 * something else (then a new session with a new id takes its place).
 */
export class MediaSession {
  /** The page fought the notice over this media and won; said beside everything else. */
  isInterfered = false;
  readonly mediaId = newId<MediaId>();
  readonly element: MediaElement;
  readonly kind: 'video' | 'image';
  readonly #host: SessionHost;
  readonly startedMs: number;
  /** Empty until the element has chosen a file. */
  #source: string;
  readonly #costMs = new RunningMedian(32);
  readonly #roundTripMs = new RunningMedian(32);
  #isClosed = false;
  /** The engine has been told about this media on this connection. */
  #isOpened = false;
  #isTaking = false;
  #sample: OpenSample | null = null;
  #dueMs = 0;
  /** Looks that the site's mode asks for: endless, one or none. */
  #modeLooks = 0;
  /** Looks that a person asked for; they excuse a small size, and the first one a pause. */
  #gestureLooks = 0;
  #mayLookPaused = false;
  #screen: ScreenPiece | null = null;
  #looksAnswered = 0;
  #triesLeft = maxTriesPerLook;
  #samples = 0;
  #barred: Reason | null = null;
  #blackInRow = 0;
  #refusal: Reason | null = null;
  #verdict: DetectorVerdict | null = null;
  #follow: SampleOutcome['follow'] = [];
  #detectNext = true;
  readonly #lookBook = new LookBook();
  #lastSize = '';
  #lastMediaTimeS = -1;

  constructor(element: MediaElement, host: SessionHost) {
    this.element = element;
    this.kind = isVideo(element) ? 'video' : 'image';
    this.#host = host;
    // Right after `emptied` the element still names the file that it gave up.
    const isLoading = isVideo(element) && element.readyState === 0;
    this.#source = isLoading ? '' : element.currentSrc;
    this.startedMs = host.clock.nowMs();
  }

  /** True when the element shows another file than at first. */
  hasNewSource(): boolean {
    if (this.#source === '') {
      if (isVideo(this.element) && this.element.readyState === 0) return false;
      this.#source = this.element.currentSrc;
    }
    return this.element.currentSrc !== this.#source;
  }

  get isBusy(): boolean {
    return this.#isTaking || this.#sample !== null;
  }

  get dueMs(): number {
    return this.#dueMs;
  }

  get #looksLeft(): number {
    return this.#modeLooks + this.#gestureLooks;
  }

  get isVisible(): boolean {
    return this.#host.isVisible(this.element, this.#gestureLooks > 0);
  }

  get #hindrance(): Reason | null {
    return this.#barred ?? this.#host.pixels.hindrance(this.element);
  }

  get #isReadable(): boolean {
    const hindrance = this.#hindrance;
    if (hindrance === 'cross-origin') return this.#screen !== null;
    return hindrance === null || hindrance === 'black-frames';
  }

  /** There is something to look at, and somebody asked for it. */
  get isEligible(): boolean {
    return (
      !this.#isClosed &&
      this.#looksLeft > 0 &&
      this.#isReadable &&
      this.isVisible &&
      (this.#mayLookPaused || isPlaying(this.element))
    );
  }

  /** `auto`: endless looks at a video, one at an image that is neither finished nor heavy. */
  watch(): void {
    const isDone = this.kind === 'image' && this.#verdict !== null;
    const isUnasked = isDone || this.#host.pixels.isHeavy(this.element);
    this.#setModeLooks(this.kind === 'video' ? Infinity : isUnasked ? 0 : 1);
  }

  /** `manual`: only what "check now" grants. */
  rest(): void {
    this.#setModeLooks(0);
  }

  #setModeLooks(looks: number): void {
    this.#modeLooks = looks;
    this.#triesLeft = maxTriesPerLook;
    this.#host.changed(this);
  }

  /** `screen` stands in where the page may not read the pixels. */
  checkNow(screen: ScreenPiece | null): void {
    this.#screen = screen;
    this.#gestureLooks = this.kind === 'video' ? limits.looksPerCheckNow : 1;
    this.#mayLookPaused = true;
    this.#triesLeft = maxTriesPerLook;
    this.#dueMs = 0;
    this.#lastMediaTimeS = -1;
    this.#host.changed(this);
  }

  /** Pixels of this source can never be read (an `encrypted` event). */
  bar(reason: Reason): void {
    this.#barred = reason;
    this.abandon();
    this.#host.changed(this);
  }

  /** The player changed its size or has new data: what could not be read may be readable now. */
  unbar(): void {
    if (this.#barred === 'no-pixels' || this.#barred === 'unsupported-format') this.#barred = null;
    this.#host.changed(this);
  }

  /** It plays, stops, or moves to a window of its own. */
  tell(): void {
    this.#host.changed(this);
  }

  /** The picture jumped: old places say nothing. */
  jump(): void {
    this.#follow = [];
    this.#detectNext = true;
  }

  /** Takes a look now. The caller has checked `isEligible`, `isBusy` and `dueMs`. */
  async look(): Promise<void> {
    const mediaTimeS = isVideo(this.element) ? this.element.currentTime : 0;
    // A stalled or paused video shows the same frame again; looking twice would count it twice.
    if (this.kind === 'video' && mediaTimeS === this.#lastMediaTimeS) return;
    // From start to start, so that a slow engine does not slow the first level down twice.
    this.#dueMs = this.#host.clock.nowMs() + this.#drawDelayMs();
    this.#isTaking = true;
    const taken = await this.#take();
    this.#isTaking = false;
    if (!taken.ok) {
      this.#missed(taken.reason);
      return;
    }
    // The page may have moved on, or hidden the element, while the pixels were copied.
    const isUnwanted = this.#isClosed || this.hasNewSource() || !this.isVisible;
    if (isUnwanted || this.#barred === 'protected') {
      taken.frame.close();
      this.#tell();
      return;
    }
    // Pixels of the screen say nothing about the element's own.
    if (this.#barred !== 'cross-origin') this.#barred = null;
    else this.jump();
    const nowMs = this.#host.clock.nowMs();
    this.#sample = new OpenSample(newId<SampleId>(), taken.frame, nowMs, taken.mainThreadMs);
    this.#lastMediaTimeS = mediaTimeS;
    this.#samples += 1;
    try {
      this.#send(this.#sample, mediaTimeS);
    } catch {
      // The pixels were refused between the copy and the cut (a canvas out of memory).
      this.#endSample();
      this.#missed('unsupported-format');
    }
  }

  /** The element's own pixels, or after a gesture those of the screen. */
  async #take(): Promise<TakenFrame> {
    const { pixels } = this.#host;
    if (this.#barred !== 'cross-origin') {
      const own = await pixels.take(this.element);
      if (own.ok || own.reason !== 'cross-origin') return own;
      this.#barred = 'cross-origin';
      if (this.#screen === null) return own;
    }
    const screen = this.#screen;
    if (screen === null) return { ok: false, reason: 'cross-origin', mainThreadMs: 0 };
    // One picture is one look.
    this.#screen = null;
    this.#gestureLooks = Math.min(this.#gestureLooks, 1);
    return pixels.takeFromVisibleTab(screen.png, screen.place);
  }

  #send(sample: OpenSample, mediaTimeS: number): void {
    const startMs = performance.now();
    const size = `${sample.widthPx}x${sample.heightPx}`;
    if (size !== this.#lastSize) this.jump();
    this.#lastSize = size;
    const crops = sample.cut(this.#follow);
    const small = this.#detectNext || crops.length === 0 ? sample.small() : null;
    const pictures = small === null ? crops.map((crop) => crop.picture) : [small];
    if (this.#isBlack(pictures)) {
      sample.mainThreadMs += performance.now() - startMs;
      this.#endSample();
      return;
    }
    const { mediaId, kind } = this;
    if (!this.#isOpened) this.#isOpened = this.#host.post({ type: 'open', mediaId, kind });
    const isSent = this.#host.post({
      type: 'sample',
      mediaId,
      sampleId: sample.sampleId,
      mediaTimeS,
      sourceWidthPx: sample.widthPx,
      sourceHeightPx: sample.heightPx,
      small,
      crops,
      nextLookMs: Math.max(0, this.#dueMs - this.#host.clock.nowMs()),
    });
    sample.mainThreadMs += performance.now() - startMs;
    if (!isSent) this.#endSample();
    else this.#host.changed(this);
  }

  /** Black frames are not sent. Four in a row of a playing video are named; looking on finds their end. */
  #isBlack(pictures: Parameters<PixelSource['isBlack']>[0]): boolean {
    const isBlack = this.#host.pixels.isBlack(pictures);
    this.#blackInRow = isBlack ? this.#blackInRow + 1 : 0;
    if (isBlack) this.jump();
    const limit = this.kind === 'video' ? limits.blackFramesBeforeBlocked : 1;
    if (this.#blackInRow < limit) return isBlack;
    this.#barred = 'black-frames';
    this.#gestureLooks = 0;
    if (this.kind === 'image') this.#modeLooks = 0;
    return true;
  }

  /** No pixels this time. */
  #missed(reason: Reason | null): void {
    if (this.#isClosed || reason === null) return;
    if (this.#barred !== 'cross-origin') this.#barred = reason;
    this.#host.changed(this);
  }

  /** The engine wants more of the open frame. */
  want(message: Want): void {
    const sample = this.#sample;
    if (sample?.sampleId !== message.sampleId) return;
    const startMs = performance.now();
    const more = sample.answer(message);
    if (more === null || !this.#host.post(more)) {
      this.abandon();
      return;
    }
    sample.mainThreadMs += performance.now() - startMs;
  }

  /** The engine has finished with the open frame. */
  done(sampleId: SampleId, outcome: SampleOutcome): void {
    const sample = this.#sample;
    if (sample?.sampleId !== sampleId) return;
    this.#roundTripMs.add(this.#host.clock.nowMs() - sample.startedMs);
    const { refused } = outcome;
    const startMs = performance.now();
    this.#lookBook.take(outcome.looks, (rect) => sample.cutOne(rect));
    sample.mainThreadMs += performance.now() - startMs;
    this.#follow = outcome.follow;
    this.#detectNext = outcome.detectNext;
    if (refused === null) {
      this.#refusal = null;
      this.#looksAnswered += 1;
      this.#verdict = newerVerdict(this.#verdict, outcome.verdict);
      this.#spendLook();
    } else {
      this.#unanswered(refused === 'superseded' ? null : refused);
    }
    this.#endSample();
  }

  #spendLook(): void {
    this.#triesLeft = maxTriesPerLook;
    this.#mayLookPaused = false;
    if (this.#gestureLooks > 0) this.#gestureLooks -= 1;
    else this.#modeLooks -= 1;
  }

  /** A look without an answer is tried again; after some tries it is spent, with its reason. */
  #unanswered(reason: Reason | null): void {
    if (reason !== null) this.#refusal = reason;
    this.jump();
    this.#lastMediaTimeS = -1;
    this.#triesLeft -= 1;
    if (this.#triesLeft === 0) this.#spendLook();
  }

  /** Gives up a sample that was not answered in time. */
  expire(nowMs: number): void {
    if (this.#sample === null) return;
    const isStarting = this.#host.engine === null || this.#host.engine.state === 'starting';
    const limitMs = isStarting ? limits.engineStartDeadlineMs : limits.sampleDeadlineMs;
    if (nowMs - this.#sample.startedMs < limitMs) return;
    this.#unanswered('timeout');
    this.abandon();
  }

  /** Drops the open sample and tells the engine. */
  abandon(): void {
    if (this.#sample === null) return;
    this.#host.post({ type: 'abandon', sampleId: this.#sample.sampleId });
    this.#lastMediaTimeS = -1;
    this.#endSample();
  }

  /** The connection is gone: nothing sent will be answered. */
  disconnect(): void {
    this.#isOpened = false;
    this.jump();
    this.#lastMediaTimeS = -1;
    if (this.#sample !== null) this.#endSample();
  }

  /** The element is gone or shows something else. Later answers fall on deaf ears. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.abandon();
    if (this.#isOpened) this.#host.post({ type: 'close', mediaId: this.mediaId });
  }

  #endSample(): void {
    if (this.#sample === null) return;
    this.#costMs.add(this.#sample.mainThreadMs);
    this.#sample.close();
    this.#sample = null;
    this.#tell();
  }

  /** Nothing more is said of a closed media. */
  #tell(): void {
    if (!this.#isClosed) this.#host.changed(this);
  }

  #drawDelayMs(): number {
    const goodFrames = Math.max(
      0,
      ...(this.#verdict?.tracks ?? []).map((track) => track.framesGood),
    );
    const areBlack = this.#blackInRow >= limits.blackFramesBeforeBlocked;
    return drawDelayMs(paceOf(goodFrames, areBlack), randomFraction());
  }

  /** Scores over time and pictures of the faces, for the pages that explain. */
  get looks(): LookBookView {
    return this.#lookBook.view();
  }

  record(): MediaRecord {
    const { element } = this;
    const size = isVideo(element)
      ? { widthPx: element.videoWidth, heightPx: element.videoHeight }
      : { widthPx: element.naturalWidth, heightPx: element.naturalHeight };
    const { state, reasons } = this.#describe();
    return {
      mediaId: this.mediaId,
      kind: this.kind,
      state,
      reasons: this.isInterfered ? [...reasons, 'page-interferes'] : reasons,
      verdict: this.#verdict,
      ...this.#host.wordsFor(element),
      ...size,
      cost: {
        samples: this.#samples,
        mainThreadMsMedian: this.#costMs.value,
        roundTripMsMedian: this.#roundTripMs.value,
      },
      updatedAtMs: Date.now(),
    };
  }

  #describe() {
    return describeMedia({
      kind: this.kind,
      hindrance: this.#hindrance,
      engine: this.#host.engine,
      engineLost: this.#host.engineLost,
      looksLeft: this.#looksLeft,
      isVisible: this.isVisible,
      isPlaying: isPlaying(this.element),
      refusal: this.#refusal,
      looksAnswered: this.#looksAnswered,
      verdict: this.#verdict,
    });
  }
}

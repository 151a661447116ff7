import { isVideo, type MediaElement, type PixelSource } from '../frames/pixel-source.js';
import type { EngineHealth, FromEngine, SampleOutcome, ToEngine } from '../protocol/pixel-port.js';
import { newId, type MediaId, type SampleId } from '../shared/ids.js';
import { limits } from '../shared/limits.js';
import type { Effort } from '../shared/effort.js';
import type { MediaRecord } from '../shared/media-record.js';
import { notRead, type FileProvenance } from '../shared/provenance.js';
import type { Reason } from '../shared/reason.js';
import type { DetectorVerdict } from '../shared/verdict.js';
import { drawDelayMs, paceOf } from './cadence.js';
import { randomFraction } from '../shared/random-fraction.js';
import type { Clock } from './clock.js';
import { LookBook, type LookBookView } from './look-book.js';
import { MediaPixels, type ScreenPiece } from './media-pixels.js';
import { describeMedia, newerVerdict } from './media-state.js';
import { RunningMedian } from './median.js';
import { OpenSample } from './open-sample.js';
import { OwedLooks } from './owed-looks.js';
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
  readonly effort: Effort;
  /** A look has ended and cost this much. */
  spent(mainThreadMs: number, roundTripMs: number): void;
  isVisible(element: MediaElement, byGesture: boolean): boolean;
  wordsFor(element: MediaElement): PageWords;
  /** Something a record tells, or whether there is work, changed. */
  changed(session: MediaSession): void;
}

type Want = Extract<FromEngine, { type: 'want' }>;

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
  readonly #owed: OwedLooks;
  readonly #pixels: MediaPixels;
  #looksAnswered = 0;
  #samples = 0;
  #refusal: Reason | null = null;
  #verdict: DetectorVerdict | null = null;
  #provenance: FileProvenance;
  #follow: SampleOutcome['follow'] = [];
  #detectNext = true;
  #hasSign = false;
  #tripMs = 0;
  readonly #lookBook = new LookBook();
  #lastSize = '';
  #lastMediaTimeS = -1;

  constructor(element: MediaElement, host: SessionHost) {
    this.element = element;
    this.kind = isVideo(element) ? 'video' : 'image';
    this.#host = host;
    this.#owed = new OwedLooks(this.kind);
    this.#pixels = new MediaPixels(element, host.pixels);
    this.#provenance =
      this.kind === 'video' ? { state: 'not-readable', why: 'video-in-page' } : notRead;
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

  /** A person asked for the next look. */
  get isByGesture(): boolean {
    return this.#owed.isByGesture;
  }

  get isVisible(): boolean {
    return this.#host.isVisible(this.element, this.isByGesture);
  }

  /** There is something to look at, and somebody asked for it. */
  get isEligible(): boolean {
    return (
      !this.#isClosed &&
      this.#owed.left > 0 &&
      this.#isAffordable &&
      this.#pixels.isReadable &&
      this.isVisible &&
      (this.#owed.mayBePaused || isPlaying(this.element))
    );
  }

  /** What a person asks for is always done; else the governor's word counts. Pictures cost one look. */
  get #isAffordable(): boolean {
    const { effort } = this.#host;
    if (this.kind === 'image' || this.#owed.isByGesture) return true;
    if (effort !== 'light') return effort !== 'suspended';
    return this.#looksAnswered < (this.#hasSign ? limits.looksPerCheckNow : limits.lightLooks);
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
    this.#owed.setByMode(looks);
    this.#host.changed(this);
  }

  /** `screen` stands in where the page may not read the pixels. */
  checkNow(screen: ScreenPiece | null): void {
    this.#pixels.screen = screen;
    this.#owed.grantGesture();
    // Where its faces were is no answer for who asks about all of it.
    if (this.kind === 'image') this.jump();
    this.#dueMs = 0;
    this.#lastMediaTimeS = -1;
    this.#host.changed(this);
  }

  /** The address of what is shown, as the browser chose it. */
  get source(): string {
    return this.element.currentSrc;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get isReading(): boolean {
    return this.#provenance.state === 'reading';
  }

  /** What the file of this image says about itself. The caller has checked that it still shows that file. */
  tellProvenance(provenance: FileProvenance): void {
    this.#provenance = provenance;
    this.#tell();
  }

  /** Pixels of this source can never be read (an `encrypted` event). */
  bar(reason: Reason): void {
    this.#pixels.bar(reason);
    this.abandon();
    this.#host.changed(this);
  }

  /** The player changed its size or has new data: what could not be read may be readable now. */
  unbar(): void {
    this.#pixels.unbar();
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

  /** No look for so long; a person who asks for one gets it. */
  holdOff(ms: number): void {
    this.#dueMs = this.#host.clock.nowMs() + ms;
  }

  /** Takes a look now. The caller has checked `isEligible`, `isBusy` and `dueMs`. */
  async look(): Promise<void> {
    const mediaTimeS = isVideo(this.element) ? this.element.currentTime : 0;
    // A stalled or paused video shows the same frame again; looking twice would count it twice.
    if (this.kind === 'video' && mediaTimeS === this.#lastMediaTimeS) return;
    // From start to start, so that a slow engine does not slow the first level down twice.
    this.#dueMs = this.#host.clock.nowMs() + this.#drawDelayMs();
    this.#isTaking = true;
    // One picture of the screen is one look.
    const taken = await this.#pixels.take(() => this.#owed.limitGestureToOne());
    this.#isTaking = false;
    if (!taken.ok) {
      this.#missed(taken.reason);
      return;
    }
    // The page may have moved on, or hidden the element, while the pixels were copied.
    const isUnwanted = this.#isClosed || this.hasNewSource() || !this.isVisible;
    if (isUnwanted || this.#pixels.isProtected) {
      taken.frame.close();
      this.#tell();
      return;
    }
    if (this.#pixels.read()) this.jump();
    const nowMs = this.#host.clock.nowMs();
    const { frame, mainThreadMs } = taken;
    this.#sample = new OpenSample(newId<SampleId>(), frame, nowMs, mainThreadMs, this.isByGesture);
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
      isAskedFor: sample.isAskedFor,
      nextLookMs: Math.max(0, this.#dueMs - this.#host.clock.nowMs()),
    });
    sample.mainThreadMs += performance.now() - startMs;
    if (!isSent) this.#endSample();
    else this.#host.changed(this);
  }

  #isBlack(pictures: Parameters<MediaPixels['noteBlack']>[0]): boolean {
    const blackness = this.#pixels.noteBlack(pictures);
    if (blackness === 'no') return false;
    this.jump();
    if (blackness === 'named') this.#owed.giveUp();
    return true;
  }

  /** No pixels this time. */
  #missed(reason: Reason | null): void {
    if (this.#isClosed || reason === null) return;
    this.#pixels.miss(reason);
    this.#host.changed(this);
  }

  /** The engine wants more of the open frame. */
  want(message: Want): void {
    const sample = this.#sample;
    if (sample?.sampleId !== message.sampleId) return;
    const startMs = performance.now();
    sample.heardMs = this.#host.clock.nowMs();
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
    const tripMs = this.#host.clock.nowMs() - sample.startedMs;
    this.#roundTripMs.add(tripMs);
    // The first one waits for the engine to start.
    if (this.#looksAnswered > 0) this.#tripMs = tripMs;
    const { refused } = outcome;
    const startMs = performance.now();
    this.#lookBook.take(outcome.looks, (rect) => sample.cutOne(rect));
    sample.mainThreadMs += performance.now() - startMs;
    this.#hasSign ||= outcome.looks.some(({ isSign }) => isSign);
    this.#follow = outcome.follow;
    this.#detectNext = outcome.detectNext;
    if (refused === null) {
      this.#refusal = null;
      this.#looksAnswered += 1;
      this.#verdict = newerVerdict(this.#verdict, outcome.verdict);
      this.#owed.spend(sample.isAskedFor);
    } else {
      this.#unanswered(refused === 'superseded' ? null : refused, sample);
    }
    this.#endSample();
  }

  /** A look without an answer is tried again; after some tries it is spent, with its reason. */
  #unanswered(reason: Reason | null, { isAskedFor }: OpenSample): void {
    if (reason !== null) this.#refusal = reason;
    this.jump();
    this.#lastMediaTimeS = -1;
    this.#owed.fail(isAskedFor);
  }

  /** Gives up a sample that was not answered in time. */
  expire(nowMs: number): void {
    if (this.#sample === null) return;
    const isStarting = this.#host.engine === null || this.#host.engine.state === 'starting';
    const limitMs = isStarting ? limits.engineStartDeadlineMs : limits.sampleDeadlineMs;
    if (nowMs - this.#sample.heardMs < limitMs) return;
    this.#unanswered('timeout', this.#sample);
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
    // Videos are not looked at less because a person asked about a large picture.
    const { isAskedFor, mainThreadMs } = this.#sample;
    if (this.kind === 'video' || !isAskedFor) this.#host.spent(mainThreadMs, this.#tripMs);
    this.#tripMs = 0;
    this.#sample.close();
    this.#sample = null;
    this.#tell();
  }

  /** Nothing more is said of a closed media. */
  #tell(): void {
    if (!this.#isClosed) this.#host.changed(this);
  }

  #drawDelayMs(): number {
    const goodFrames = (this.#verdict?.tracks ?? []).map((track) => track.framesGood);
    const slower = this.#owed.isByGesture ? 1 : limits.slowerBy[this.#host.effort];
    // Who looks less does not hurry at the start either.
    const settled = slower > 1 ? Infinity : Math.max(0, ...goodFrames);
    return slower * drawDelayMs(paceOf(settled, this.#pixels.areBlack), randomFraction());
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
    const described = this.#describe();
    const { state } = described;
    const spared = this.kind === 'video' ? sparingReason(this.#host.effort) : null;
    const reasons = [...new Set([...described.reasons, ...(spared === null ? [] : [spared])])];
    return {
      mediaId: this.mediaId,
      kind: this.kind,
      state,
      reasons: this.isInterfered ? [...reasons, 'page-interferes'] : reasons,
      verdict: this.#verdict,
      provenance: this.#provenance,
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
      hindrance: this.#pixels.hindrance,
      engine: this.#host.engine,
      engineLost: this.#host.engineLost,
      looksLeft: this.#isAffordable ? this.#owed.left : 0,
      isVisible: this.isVisible,
      isPlaying: isPlaying(this.element),
      refusal: this.#refusal ?? (this.#isAffordable ? null : sparingReason(this.#host.effort)),
      looksAnswered: this.#looksAnswered,
      verdict: this.#verdict,
    });
  }
}

function sparingReason(effort: Effort): Reason | null {
  if (effort === 'suspended') return 'spared';
  if (effort === 'eased') return 'fewer-looks';
  return effort === 'light' ? 'light-mode' : null;
}

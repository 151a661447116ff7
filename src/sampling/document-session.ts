import { isVideo, type MediaElement, type PixelSource } from '../frames/pixel-source.js';
import type { EngineHealth, FromEngine, ToEngine } from '../protocol/pixel-port.js';
import type { Effort, EffortCeiling } from '../shared/effort.js';
import type { MediaId } from '../shared/ids.js';
import { limits } from '../shared/limits.js';
import type { MediaRecord } from '../shared/media-record.js';
import type { Reason } from '../shared/reason.js';
import type { FrameMode, SiteMode } from '../shared/site-mode.js';
import { modeFor, type UploaderRule } from '../shared/uploader-rules.js';
import type { SiteAdapter } from '../sites/adapter.js';
import type { PageRoots } from '../sites/page-roots.js';
import { shownId } from '../sites/shown-id.js';
import type { Clock } from './clock.js';
import { watchDocument, type DocumentWatch } from './document-watch.js';
import { EffortControl } from './effort-control.js';
import type { LookBookView } from './look-book.js';
import { OriginReader, type ReadProvenance } from './origin-reader.js';
import { MediaSession, type PageWords, type SessionHost } from './media-session.js';
import { createPageWords } from './page-words.js';
import { PixelLink, type EngineDoor } from './pixel-link.js';
import { RecordRelay, type RecordBatch } from './record-relay.js';
import { shownPlace } from './shown-place.js';
import { listenToMedia } from './media-events.js';

/** Whoever draws beside media: the chip. Told at once, not in batches. */
export interface RecordListener {
  recordChanged(element: MediaElement, record: MediaRecord): void;
  recordGone(element: MediaElement, mediaId: MediaId): void;
  /** The engine's tick, the only clock that a page cannot stop; once in `limits.tickIntervalMs` at most. */
  ticked(): void;
}

/** What a document session works with. */
export interface DocumentParts {
  readonly win: Window;
  readonly adapter: SiteAdapter;
  readonly pixels: PixelSource;
  readonly door: EngineDoor;
  readonly clock: Clock;
  readonly listener: RecordListener;
  /** Values of the page's own world, for what its inline scripts do not say. */
  askPage(site: string): Promise<PageRoots | null>;
  /** Tells the background; false when it did not take the batch. */
  sendRecords(batch: RecordBatch): Promise<boolean>;
  /** Asks the background for line two of one image. */
  readonly readProvenance: ReadProvenance;
  /** The extension is gone: whoever owns the signal ends everything, quietly. */
  orphaned(): void;
}

export interface CheckRequest {
  /** Only the media with this address; null: everything visible. */
  readonly sourceUrl: string | null;
  /** PNG of the visible tab, for media whose pixels the page may not read. */
  readonly visibleTab: Uint8Array | null;
}

/** Ticks between two full searches for shadow roots that were attached late. */
const ticksPerRescan = 25;
/** Time for the browser to say what is visible after a search that "check now" started. */
const settleMs = 150;

/** All media of one document: which are looked at, when, and what is said about them. */
export class DocumentSession implements SessionHost {
  readonly pixels: PixelSource;
  readonly clock: Clock;
  readonly wordsFor: (element: MediaElement) => PageWords;
  readonly pageUrl: SiteAdapter['pageUrl'];
  readonly #parts: DocumentParts;
  readonly #doc: Document;
  readonly #signal: AbortSignal;
  readonly #sessions = new Map<MediaElement, MediaSession>();
  readonly #endings = new Map<MediaElement, AbortController>();
  readonly #dirty = new Set<MediaSession>();
  readonly #link: PixelLink;
  readonly #relay: RecordRelay;
  readonly #modes = new WeakMap<MediaSession, SiteMode>();
  readonly #passing = new Set<MediaElement>();
  readonly #origins: OriginReader;
  readonly #effort: EffortControl;
  #mode: SiteMode = 'off';
  #uploaderRules: readonly UploaderRule[] = [];
  #isPermitted = true;
  #wasGranted = false;
  #watch: DocumentWatch | null = null;
  #watchEnd = new AbortController();
  #ticks = 0;
  #listenerTickedMs = -Infinity;
  #isUpdateQueued = false;

  constructor(parts: DocumentParts, signal: AbortSignal) {
    const { win, adapter, clock } = parts;
    this.pixels = parts.pixels;
    this.clock = clock;
    this.#parts = parts;
    this.#doc = win.document;
    this.#signal = signal;
    this.pageUrl = (id) => adapter.pageUrl(id);
    this.wordsFor = createPageWords({
      adapter,
      doc: this.#doc,
      url: () => new URL(win.location.href),
      nowMs: () => clock.nowMs(),
      askPage: (site) => parts.askPage(site),
      changed: () => this.#changeAll(),
    });
    this.#relay = new RecordRelay((batch) => parts.sendRecords(batch), clock, signal);
    this.#origins = new OriginReader(parts.readProvenance, clock, signal);
    this.#effort = new EffortControl(win, clock, () => this.#changeAll(), signal);
    this.#link = new PixelLink(
      parts.door,
      {
        message: (message) => this.#receive(message),
        disconnected: () => this.#sessions.forEach((session) => session.disconnect()),
        healthChanged: () => this.#changeAll(),
        orphaned: () => parts.orphaned(),
      },
      clock,
      signal,
    );
    signal.addEventListener('abort', () => this.#stop(), { once: true });
    // Back from the back-forward cache: the background has forgotten this document.
    this.#relay.announce();
    const returnFromCache = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      this.#relay.announce();
      this.#changeAll();
    };
    win.addEventListener('pageshow', returnFromCache, { signal });
    win.addEventListener('pagehide', () => this.#link.close(), { signal });
  }

  get engine(): EngineHealth | null {
    return this.#link.health;
  }

  get engineLost(): Reason | null {
    return this.#isPermitted ? this.#link.lost : 'permission-missing';
  }

  get effort(): Effort {
    return this.#effort.effort;
  }

  spent(mainThreadMs: number, roundTripMs: number): void {
    this.#effort.spent(mainThreadMs, roundTripMs);
  }

  /** The most that the person allows, and whether Seam looks at less by itself when looking hurts. */
  setEffort(ceiling: EffortCeiling, sparesItself: boolean): void {
    this.#effort.set(ceiling, sparesItself);
  }

  #changeAll(): void {
    this.#sessions.forEach((session) => this.changed(session));
  }

  post(message: ToEngine): boolean {
    return this.#link.post(message);
  }

  isVisible(element: MediaElement, byGesture: boolean): boolean {
    const visibility = this.#watch?.visibility;
    if (visibility === undefined) return false;
    return byGesture ? visibility.isShown(element) : visibility.isVisible(element);
  }

  /**
   * A standing permission that is there no more was taken back: what was under way ends, and says why. It alone
   * lifts that block again: a mode is no permission. Where there never was one, a gesture has let us in.
   */
  setMode({ mode, granted }: FrameMode): void {
    if (this.#signal.aborted) return;
    this.#mode = mode;
    if (granted) this.#isPermitted = true;
    else if (this.#wasGranted) {
      this.#isPermitted = false;
      this.#link.close();
      this.#changeAll();
    }
    this.#wasGranted = granted;
    if (mode === 'off') {
      this.#stop();
      return;
    }
    this.#start();
    this.#origins.forget();
    for (const session of this.#sessions.values()) this.#setLooks(session);
  }

  /** Uploaders with a mode of their own, from the settings. */
  setUploaderRules(rules: readonly UploaderRule[]): void {
    this.#uploaderRules = rules;
    this.#changeAll();
  }

  /** The notice over this media was fought off by the page: the toolbar must say so. */
  noticeLost(element: Element): void {
    for (const session of this.#sessions.values()) {
      if (session.element !== element) continue;
      session.isInterfered = true;
      this.changed(session);
    }
  }

  /** What was seen of the faces of one media; null when this document has no such media. */
  looksOf(mediaId: string): LookBookView | null {
    for (const session of this.#sessions.values()) {
      if (session.mediaId === mediaId) return session.looks;
    }
    return null;
  }

  /** The element that a record speaks of, while it is followed. */
  elementOf(mediaId: string): MediaElement | null {
    for (const session of this.#sessions.values()) {
      if (session.mediaId === mediaId) return session.element;
    }
    return null;
  }

  /** Looks at everything visible once, whatever the mode. Answers how many media that is. */
  async checkNow({ sourceUrl, visibleTab }: CheckRequest): Promise<number> {
    if (this.#signal.aborted) return 0;
    this.#isPermitted = true;
    const watch = this.#start();
    watch.rescan();
    await new Promise<void>((done) => this.clock.after(settleMs, watch.signal, done));
    const wanted = watch.visibility.shown.filter((element) =>
      sourceUrl === null ? watch.visibility.isVisible(element) : isSource(element, sourceUrl),
    );
    let found = 0;
    for (const element of wanted) {
      const session = this.#follow(element);
      if (session === null) continue;
      const place = visibleTab === null ? null : shownPlace(element, this.#parts.win);
      session.checkNow(visibleTab === null || place === null ? null : { png: visibleTab, place });
      if (sourceUrl !== null) this.#origins.point(session);
      found += 1;
    }
    return found;
  }

  /** Observes the document, if it is not observed yet. */
  #start(): DocumentWatch {
    if (this.#watch !== null) return this.#watch;
    this.#watchEnd = new AbortController();
    this.#watch = watchDocument(
      this.#parts,
      {
        seen: (element) => this.#see(element),
        moved: (url) => this.#moved(url),
        removed: () => this.#endRemoved(),
      },
      this.#watchEnd.signal,
    );
    return this.#watch;
  }

  #stop(): void {
    for (const session of [...this.#sessions.values()]) this.#end(session);
    this.#watchEnd.abort();
    this.#passing.clear();
    this.#watch = null;
    this.#link.close();
    this.pixels.rest();
  }

  /** What a person can see of an element changed. */
  #see(element: MediaElement): void {
    let session = this.#sessions.get(element) ?? null;
    if (session?.hasNewSource() === true) session = this.#renew(session);
    if (session === null) {
      if (this.#mode === 'off' || !this.isVisible(element, false)) return;
      if (isVideo(element)) this.#follow(element);
      else this.#wait(element);
      return;
    }
    if (!session.isVisible) session.abandon();
    this.changed(session);
  }

  /** A wall of pictures that is scrolled through is not worth a session for each: it must have come to stay. */
  #wait(image: MediaElement): void {
    this.#passing.add(image);
    if (this.#passing.size > 1 || this.#watch === null) return;
    this.clock.after(limits.passingMs, this.#watch.signal, () => {
      const passing = [...this.#passing];
      this.#passing.clear();
      for (const one of passing) if (this.isVisible(one, false)) this.#follow(one);
    });
  }

  /** The session of an element, a new one if need be; null when it has nothing to show or there are too many. */
  #follow(element: MediaElement): MediaSession | null {
    const known = this.#sessions.get(element);
    if (known !== undefined) return known;
    if (!isVideo(element) && !(element.complete && element.naturalWidth > 0)) return null;
    if (this.#sessions.size >= limits.maxMediaPerDocument && !this.#evict()) return null;
    const session = new MediaSession(element, this);
    const ending = new AbortController();
    this.#sessions.set(element, session);
    this.#endings.set(element, ending);
    if (isVideo(element)) {
      listenToMedia(element, session, () => this.#renew(session), ending.signal);
    }
    this.#setLooks(session);
    return session;
  }

  /** Makes room: the media that has been out of sight, oldest first. */
  #evict(): boolean {
    for (const session of this.#sessions.values()) {
      if (session.isVisible) continue;
      this.#end(session);
      return true;
    }
    return false;
  }

  #setLooks(session: MediaSession, mode: SiteMode = this.#mode): void {
    this.#modes.set(session, mode);
    if (mode === 'auto') {
      session.watch();
      this.#origins.wonder(session);
    } else session.rest();
  }

  /** Who put a media there is known only once the page has said so, and may change with the page. */
  #followUploader(session: MediaSession, { site, page }: MediaRecord): void {
    const uploaderId = page?.uploaderId ?? null;
    const uploader = uploaderId === null ? null : { site, uploaderId };
    const mode = modeFor(this.#mode, this.#uploaderRules, uploader);
    if (this.#modes.get(session) !== mode) this.#setLooks(session, mode);
  }

  #end(session: MediaSession): void {
    const { element, mediaId } = session;
    this.#sessions.delete(element);
    this.#endings.get(element)?.abort();
    this.#endings.delete(element);
    this.#dirty.delete(session);
    session.close();
    this.#relay.gone(mediaId);
    this.#parts.listener.recordGone(element, mediaId);
    this.#queueUpdate();
  }

  /** The element shows something else: nothing seen so far is said of it. */
  #renew(session: MediaSession): MediaSession | null {
    this.#end(session);
    const { element } = session;
    const isWorth = this.#mode !== 'off' && this.isVisible(element, false);
    return isWorth ? this.#follow(element) : null;
  }

  /**
   * The page moved on inside itself. Images are what they show; a video may be reused. On pages
   * without ids a young session stays, else a page that rewrites its address every second would
   * never be judged.
   */
  #moved(url: URL): void {
    if (this.#mode === 'off') {
      this.#stop();
      return;
    }
    const { adapter } = this.#parts;
    const isNamed = shownId(adapter, this.#doc, url) !== null;
    const bornBeforeMs = this.clock.nowMs() - limits.minUnnamedSessionMs;
    for (const session of [...this.#sessions.values()]) {
      if (session.kind !== 'video') continue;
      if (!isNamed && session.startedMs > bornBeforeMs) continue;
      // Most sites change the address first: until the player follows, the element shows the content before.
      // A player that gives its source up renews the session once more, and that one waits for nothing.
      this.#renew(session)?.holdOff(limits.moveHoldOffMs);
    }
    this.#watch?.rescan();
  }

  #endRemoved(): void {
    for (const session of [...this.#sessions.values()]) {
      if (!session.element.isConnected) this.#end(session);
    }
  }

  changed(session: MediaSession): void {
    this.#dirty.add(session);
    this.#queueUpdate();
  }

  /** Several changes in one turn are told once. */
  #queueUpdate(): void {
    if (this.#isUpdateQueued) return;
    this.#isUpdateQueued = true;
    queueMicrotask(() => {
      this.#isUpdateQueued = false;
      if (!this.#signal.aborted) this.#update();
    });
  }

  #update(): void {
    for (const session of this.#dirty) {
      const record = session.record();
      this.#followUploader(session, record);
      this.#relay.changed(record);
      this.#parts.listener.recordChanged(session.element, record);
    }
    this.#dirty.clear();
    const sessions = [...this.#sessions.values()];
    const isOpenSample = sessions.some((session) => session.isBusy);
    this.#link.setActive(
      this.#isPermitted &&
        (isOpenSample || (this.#isEngineUsable && sessions.some((session) => session.isEligible))),
    );
    if (!this.#link.isOpen) this.pixels.rest();
  }

  /** An engine that said on this connection that it cannot work is not asked. */
  get #isEngineUsable(): boolean {
    return !(this.#link.isOpen && this.#link.health?.state === 'unavailable');
  }

  #receive(message: FromEngine): void {
    this.#watch?.navigation.check();
    switch (message.type) {
      case 'tick': {
        this.#tick();
        return;
      }
      case 'want': {
        this.#sessions.forEach((session) => session.want(message));
        return;
      }
      case 'done': {
        this.#sessions.forEach((session) => this.#done(session, message));
        // Ticks are coarse: what fell due while the engine was busy is looked at now.
        this.#lookAtDue();
        return;
      }
      case 'health':
        return;
    }
  }

  #done(session: MediaSession, message: FromEngine & { type: 'done' }): void {
    if (session.mediaId !== message.mediaId) return;
    if (session.hasNewSource()) this.#renew(session);
    else session.done(message.sampleId, message.outcome);
  }

  #tick(): void {
    const nowMs = this.clock.nowMs();
    this.#tickListener(nowMs);
    this.#ticks += 1;
    if (this.#ticks % ticksPerRescan === 0) this.#watch?.rescan();
    for (const session of [...this.#sessions.values()]) {
      if (session.hasNewSource()) this.#renew(session);
      else session.expire(nowMs);
    }
    this.#effort.tick(nowMs, [...this.#sessions.values()]);
    this.#lookAtDue();
    this.#queueUpdate();
  }

  /** Ticks come for looks that fall due as well. Places need asking for once a second: 1.4 ms each time. */
  #tickListener(nowMs: number): void {
    // A tenth off, because no timer is punctual.
    if (nowMs - this.#listenerTickedMs < 0.9 * limits.tickIntervalMs) return;
    this.#listenerTickedMs = nowMs;
    this.#parts.listener.ticked();
  }

  #lookAtDue(): void {
    const nowMs = this.clock.nowMs();
    if (!this.#isPermitted || !this.#isEngineUsable) return;
    // The longest wait first, so that many media take turns.
    const due = [...this.#sessions.values()]
      .filter(
        (session) =>
          !session.isBusy &&
          session.dueMs <= nowMs &&
          session.isEligible &&
          (session.isByGesture || !this.#effort.isListening),
      )
      .sort((a, b) => a.dueMs - b.dueMs);
    for (const session of due) {
      if (!this.pixels.hasRoom) break;
      void session.look();
    }
  }
}

function isSource(element: MediaElement, url: string): boolean {
  return element.currentSrc === url || element.src === url;
}

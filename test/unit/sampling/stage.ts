import { vi } from 'vitest';
import type { MediaElement, PixelSource } from '../../../src/frames/pixel-source.js';
import type { RetainedFrame, TakenFrame } from '../../../src/frames/retained-frame.js';
import { cuttable } from '../../../src/frames/orientation.js';
import { DocumentSession } from '../../../src/sampling/document-session.js';
import type { RecordBatch } from '../../../src/sampling/record-relay.js';
import type { MediaRecord } from '../../../src/shared/media-record.js';
import { limits } from '../../../src/shared/limits.js';
import type { I420Picture } from '../../../src/shared/picture.js';
import { notRead, type FileProvenance } from '../../../src/shared/provenance.js';
import type { Reason } from '../../../src/shared/reason.js';
import type { SiteMode } from '../../../src/shared/site-mode.js';
import type { SiteAdapter } from '../../../src/sites/adapter.js';
import { generic } from '../../../src/sites/generic.js';
import { FakeClock, settle } from '../../fixtures/fake-clock.js';
import { FakeEngine } from '../../fixtures/fake-engine.js';

function picture(widthPx: number, heightPx: number, luma: number): I420Picture {
  const data = new Uint8Array((widthPx * heightPx * 3) / 2).fill(luma);
  return { format: 'I420', widthPx, heightPx, data, matrix: 'bt709', fullRange: true };
}

/** Pixels without a browser. Keeps count of what is kept. */
export class FakePixels implements PixelSource {
  kept = 0;
  taken = 0;
  luma = 90;
  size = { widthPx: 1280, heightPx: 720 };
  /** Answers instead of pixels. */
  refusal: Reason | null = null;
  /** Not null: taking waits until somebody lets it go. */
  gate: Promise<void> | null = null;
  /** An image that would hold up the page. */
  heavy: MediaElement | null = null;
  screenshots = 0;
  cuts: string[] = [];

  get hasRoom(): boolean {
    return this.kept < 2;
  }

  hindrance(element: MediaElement): Reason | null {
    return 'mediaKeys' in element && element.mediaKeys !== null ? 'protected' : null;
  }

  isHeavy(element: MediaElement): boolean {
    return this.heavy === element;
  }

  async take(): Promise<TakenFrame> {
    this.taken += 1;
    const { refusal } = this;
    if (refusal === null) this.kept += 1;
    await this.gate;
    if (refusal !== null) return { ok: false, reason: refusal, mainThreadMs: 1 };
    return { ok: true, frame: this.#frame(), mainThreadMs: 1 };
  }

  takeFromVisibleTab(): Promise<TakenFrame> {
    this.screenshots += 1;
    this.kept += 1;
    return Promise.resolve({ ok: true, frame: this.#frame(), mainThreadMs: 1 });
  }

  isBlack(pictures: Parameters<PixelSource['isBlack']>[0]): boolean {
    return pictures.length > 0 && pictures.every(({ data }) => data[0] === 0);
  }

  rest(): void {
    // Nothing is pooled here.
  }

  #frame(): RetainedFrame {
    const { luma, size } = this;
    let isClosed = false;
    const check = () => {
      if (isClosed) throw new Error('Pixels were used after they were freed.');
    };
    return {
      ...size,
      small: () => {
        check();
        return picture(size.widthPx / 2, size.heightPx / 2, luma);
      },
      cut: (wanted) => {
        check();
        const rect = cuttable(wanted, size);
        this.cuts.push(JSON.stringify(rect));
        return rect && { rect, picture: picture(rect.widthPx, rect.heightPx, luma) };
      },
      close: () => {
        check();
        isClosed = true;
        this.kept -= 1;
      },
    };
  }
}

/** Observers that tell what the test says. */
const observed = new Set<Element>();
let tellIntersections: ((entries: unknown[]) => void) | null = null;

class FakeIntersectionObserver {
  constructor(tell: (entries: unknown[]) => void) {
    tellIntersections = tell;
  }
  observe(element: Element): void {
    observed.add(element);
  }
  unobserve(element: Element): void {
    observed.delete(element);
  }
  disconnect(): void {
    observed.clear();
  }
}

class FakeResizeObserver {
  observe(): void {
    // Sizes are told by `show`.
  }
  unobserve(): void {
    // See above.
  }
  disconnect(): void {
    // See above.
  }
}

export interface StageOptions {
  readonly mode?: SiteMode;
  readonly granted?: boolean;
  readonly adapter?: SiteAdapter;
}

/** One document with everything around it that is not the document session. */
export class Stage {
  readonly engine = new FakeEngine();
  readonly clock = new FakeClock();
  readonly pixels = new FakePixels();
  readonly ending = new AbortController();
  /** What the background answers about files of images. */
  origin: FileProvenance = notRead;
  readonly askedOrigins: { mediaId: string; address: string }[] = [];
  readonly batches: RecordBatch[] = [];
  readonly records = new Map<MediaElement, MediaRecord>();
  readonly gone: string[] = [];
  readonly session: DocumentSession;
  /** Elements that the page made transparent. */
  readonly undrawn = new Set<Element>();
  isOrphaned = false;
  listenerTicks = 0;
  takesRecords = true;
  #tabState: DocumentVisibilityState = 'visible';

  constructor({ mode = 'auto', granted = true, adapter = generic }: StageOptions = {}) {
    observed.clear();
    vi.stubGlobal('IntersectionObserver', FakeIntersectionObserver);
    vi.stubGlobal('ResizeObserver', FakeResizeObserver);
    document.body.replaceChildren();
    const { undrawn } = this;
    Element.prototype.checkVisibility = function (this: Element) {
      return !undrawn.has(this);
    };
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => this.#tabState,
    });
    this.session = new DocumentSession(
      {
        win: window,
        adapter,
        pixels: this.pixels,
        door: this.engine,
        clock: this.clock,
        listener: {
          recordChanged: (element, record) => void this.records.set(element, record),
          recordGone: (element, mediaId) => {
            this.records.delete(element);
            this.gone.push(mediaId);
          },
          ticked: () => void (this.listenerTicks += 1),
        },
        sendRecords: (batch) => {
          this.batches.push(structuredClone(batch));
          return Promise.resolve(this.takesRecords);
        },
        askPage: () => Promise.resolve(null),
        readProvenance: (mediaId, address) => {
          this.askedOrigins.push({ mediaId, address });
          return Promise.resolve(this.origin);
        },
        orphaned: () => {
          this.isOrphaned = true;
          this.ending.abort();
        },
      },
      this.ending.signal,
    );
    // What looking costs is measured by the real clock: on a busy machine it would slow the looks down.
    this.session.setEffort('full', false);
    this.session.setMode({ mode, granted });
  }

  end(): void {
    this.ending.abort();
    vi.unstubAllGlobals();
  }

  /** A playing video, in the page and on the screen unless said otherwise. */
  async addVideo(
    options: { src?: string; shown?: boolean; size?: number; into?: Node } = {},
  ): Promise<HTMLVideoElement> {
    const video = document.createElement('video');
    const { src = 'blob:https://page.example/1' } = options;
    setFields(video, {
      currentSrc: src,
      paused: false,
      ended: false,
      readyState: 4,
      videoWidth: 1280,
      videoHeight: 720,
      mediaKeys: null,
      getVideoPlaybackQuality: () => ({ droppedVideoFrames: 0, totalVideoFrames: 0 }),
    });
    // A playing video moves on with the clock.
    Object.defineProperty(video, 'currentTime', {
      configurable: true,
      get: () => this.clock.nowMs() / 1000,
    });
    (options.into ?? document.body).appendChild(video);
    await this.mutate();
    if (options.shown !== false) await this.show(video, options.size ?? 640);
    return video;
  }

  async addImage(
    options: { src?: string; size?: number; undrawn?: boolean; shown?: boolean } = {},
  ): Promise<HTMLImageElement> {
    const image = document.createElement('img');
    if (options.undrawn === true) this.undrawn.add(image);
    const { src = 'https://page.example/face.jpg' } = options;
    setFields(image, { currentSrc: src, complete: true, naturalWidth: 800, naturalHeight: 600 });
    document.body.appendChild(image);
    await this.mutate();
    if (options.shown === false) return image;
    await this.show(image, options.size ?? 640);
    await this.clock.advance(limits.passingMs);
    return image;
  }

  /** Lets the mutation observer of the test environment, which uses a timer, catch up. */
  async mutate(): Promise<void> {
    await new Promise((resolve) => realSetTimeout(resolve, 0));
    await new Promise((resolve) => realSetTimeout(resolve, 0));
    await settle();
  }

  get observed(): ReadonlySet<Element> {
    return observed;
  }

  async show(element: Element, size: number): Promise<void> {
    if (!observed.has(element)) throw new Error('The element was not found.');
    tellIntersections?.([
      {
        target: element,
        isIntersecting: true,
        intersectionRect: { width: size, height: (size * 9) / 16 },
      },
    ]);
    await settle();
  }

  async hide(element: Element): Promise<void> {
    tellIntersections?.([
      { target: element, isIntersecting: false, intersectionRect: { width: 0, height: 0 } },
    ]);
    await settle();
  }

  async showTab(state: DocumentVisibilityState): Promise<void> {
    this.#tabState = state;
    document.dispatchEvent(new Event('visibilitychange'));
    await settle();
  }

  /** Time passes; the engine ticks while it is asked to. */
  async run(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 200) {
      await this.clock.advance(200);
      this.engine.pass(200);
      await settle();
    }
  }

  /** Time passes until a sample is open, at most 3 s. */
  async nextSample() {
    for (let passed = 0; passed < 3000 && this.engine.open.size === 0; passed += 200) {
      await this.run(200);
    }
    return this.engine.onlyOpen;
  }

  /** Answers samples as they come, for a while; returns how many. */
  async watchFor(ms: number, outcome: Parameters<FakeEngine['done']>[1] = {}): Promise<number> {
    let answered = 0;
    for (let passed = 0; passed < ms; passed += 200) {
      await this.run(200);
      for (const sample of [...this.engine.open.values()]) {
        this.engine.done(sample, outcome);
        answered += 1;
      }
      await settle();
    }
    return answered;
  }

  record(element: MediaElement): MediaRecord {
    const record = this.records.get(element);
    if (record === undefined) throw new Error('Nothing was said about the element.');
    return record;
  }
}

const realSetTimeout = setTimeout;

/** Gives an element properties that the test environment does not compute. */
export function setFields(element: Element, fields: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(fields)) {
    Object.defineProperty(element, name, { configurable: true, writable: true, value });
  }
}

/** An event as only the browser can send it. */
export function trusted(name: string): Event {
  const event = new Event(name);
  Object.defineProperty(event, 'isTrusted', { value: true });
  return event;
}

import type {
  EngineHealth,
  FromEngine,
  SampleOutcome,
  ToEngine,
} from '../../protocol/pixel-port.js';
import { readToEngine } from '../../protocol/read-to-engine.js';
import type { MediaId, SampleId } from '../../shared/ids.js';
import { limits } from '../../shared/limits.js';
import type { Reason } from '../../shared/reason.js';
import { ImageAnswers } from './image-answers.js';
import { lookAtSample, type Eyes, type ModelDecisions } from './look-at-sample.js';
import { newMediaMemory, verdictOf, type MediaMemory } from './media-memory.js';
import { SampleConversation, SampleGone } from './sample-conversation.js';
import { SampleQueue } from './sample-queue.js';
import { JobFailed, type WorkerSupervisor } from './worker-supervisor.js';

/** One connected document (or extension page). */
export interface PagePort {
  /** Fairness key: one per tab. */
  readonly owner: string;
  /** True for the extension's own pages, which also get the numbers behind a sample. */
  readonly isExtensionPage: boolean;
  post(message: FromEngine): void;
}

interface WaitingSample {
  readonly mediaId: string;
  readonly owner: string;
  readonly page: ConnectedPage;
  readonly message: Extract<ToEngine, { type: 'sample' }>;
}

interface ConnectedPage {
  readonly port: PagePort;
  readonly media: Map<MediaId, MediaMemory>;
  readonly conversations: Map<SampleId, SampleConversation>;
  isActive: boolean;
  /** Ticks to come for looks that fall due. */
  readonly wakes: Set<ReturnType<typeof setTimeout>>;
}

/** Looks between two runs of the golden patterns (threats.md T13). */
const looksBetweenVerifications = 200;

/**
 * The engine page: takes samples from all documents, one at a time through the worker, and
 * answers each exactly once. Knows no browser API: ports and the worker come from outside.
 */
export class EngineHost {
  readonly #supervisor: WorkerSupervisor;
  readonly #decideModel: () => Promise<void>;
  #model: ModelDecisions;
  readonly #queue = new SampleQueue<WaitingSample>(limits.maxQueuedSamples);
  readonly #images = new ImageAnswers();
  readonly #pages = new Set<ConnectedPage>();
  readonly #eyes: Eyes;
  #isWorking = false;
  #looks = 0;
  #ticker: ReturnType<typeof setInterval> | undefined;
  /** Only its samples are looked at, until `#release`. */
  #holder: ConnectedPage | null = null;
  #holdTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param decideModel makes `useModel` known before a look; by default the first model stays. */
  constructor(
    supervisor: WorkerSupervisor,
    model: ModelDecisions,
    decideModel: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.#supervisor = supervisor;
    this.#decideModel = decideModel;
    this.#model = model;
    this.#eyes = {
      detect: async (picture, closeUps) =>
        (await supervisor.run({ type: 'detect', picture, closeUps }, 'detected')).faces,
      classify: async (faces) =>
        (await supervisor.run({ type: 'classify', faces }, 'classified')).faces,
    };
  }

  /**
   * Decides by another model from the next look on. What the old one said is forgotten: scores of two
   * models do not add up, and its answers for pictures are not the new one's.
   */
  useModel(model: ModelDecisions): void {
    if (model.modelId === this.#model.modelId) return;
    this.#model = model;
    this.#images.clear();
    for (const { media, port } of this.#pages) {
      for (const [mediaId, { kind }] of media) {
        media.set(mediaId, newMediaMemory(mediaId, kind, port.owner));
      }
    }
  }

  /** Tells every page how the engine is. Call on every change of health. */
  announce(health: EngineHealth): void {
    for (const page of this.#pages) page.port.post({ type: 'health', health });
  }

  /** True while any document is connected. */
  get isConnected(): boolean {
    return this.#pages.size > 0;
  }

  /** Connects a document. Returns how to hand in its messages and how to end it. */
  connect(port: PagePort): {
    readonly receive: (message: unknown) => void;
    readonly disconnect: () => void;
  } {
    const page: ConnectedPage = {
      port,
      media: new Map(),
      conversations: new Map(),
      isActive: false,
      wakes: new Set(),
    };
    this.#pages.add(page);
    port.post({ type: 'health', health: this.#supervisor.health });
    return {
      receive: (message) => {
        const read = readToEngine(message);
        if (read !== null) this.#receive(page, read);
        else console.warn('Seam ignored a message that does not fit the pixel port.');
      },
      disconnect: () => {
        this.#pages.delete(page);
        letSleep(page);
        for (const conversation of page.conversations.values()) conversation.end();
        this.#queue.remove((waiting) => waiting.page === page);
        this.#tickOnlyWhenNeeded();
        if (this.#holder === page) this.#release();
      },
    };
  }

  #receive(page: ConnectedPage, message: ToEngine): void {
    switch (message.type) {
      case 'open':
        if (page.media.size >= limits.maxMediaPerDocument) return;
        page.media.set(
          message.mediaId,
          newMediaMemory(message.mediaId, message.kind, page.port.owner),
        );
        return;
      case 'hold':
        if (page.port.isExtensionPage) this.#hold(page);
        return;
      case 'active':
        page.isActive = message.active;
        if (page.isActive) this.#tick(page);
        else letSleep(page);
        this.#tickOnlyWhenNeeded();
        return;
      case 'sample': {
        this.#wake(page, message.nextLookMs);
        const { mediaId } = message;
        const pushedOut = this.#queue.add({ mediaId, owner: page.port.owner, page, message });
        if (pushedOut !== null) this.#refuse(pushedOut, 'superseded');
        void this.#work();
        return;
      }
      case 'more':
        page.conversations.get(message.sampleId)?.answer(message);
        return;
      case 'abandon':
        page.conversations.get(message.sampleId)?.end();
        for (const waiting of this.#queue.remove(
          (queued) => queued.page === page && queued.message.sampleId === message.sampleId,
        )) {
          this.#refuse(waiting, 'superseded');
        }
        return;
      case 'close':
        page.media.delete(message.mediaId);
        this.#queue.remove((queued) => queued.page === page && queued.mediaId === message.mediaId);
        return;
    }
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      const mayGo = ({ page }: WaitingSample): boolean =>
        this.#holder === null || this.#holder === page;
      for (let next = this.#queue.take(mayGo); next !== null; next = this.#queue.take(mayGo)) {
        await this.#look(next);
      }
    } finally {
      this.#isWorking = false;
    }
  }

  async #look(waiting: WaitingSample): Promise<void> {
    const { page, message } = waiting;
    await this.#decideModel();
    const memory = page.media.get(message.mediaId);
    if (memory === undefined) {
      this.#refuse(waiting, 'superseded');
      return;
    }
    const conversation = new SampleConversation(message.sampleId, (question) =>
      page.port.post(question),
    );
    page.conversations.set(message.sampleId, conversation);
    try {
      const key =
        memory.kind === 'image' ? await this.#images.keyOf(page.port.owner, message) : null;
      const known = key === null ? undefined : this.#images.get(key, message);
      if (known !== undefined) {
        this.#done(waiting, known);
        return;
      }
      await this.#verifyNowAndThen();
      const outcome = await lookAtSample(
        { ...message, more: (small, rects) => conversation.ask(small, rects) },
        memory,
        this.#model,
        this.#eyes,
        () => this.#backend(),
      );
      if (key !== null) this.#images.keep(key, message, outcome);
      this.#done(waiting, outcome);
    } catch (error) {
      if (error instanceof SampleGone) this.#refuse(waiting, 'superseded');
      else if (error instanceof JobFailed) this.#refuse(waiting, this.#reasonOf(error));
      else {
        console.error('Seam could not look at a sample.', error);
        this.#refuse(waiting, 'engine-unavailable');
      }
    } finally {
      page.conversations.delete(message.sampleId);
    }
  }

  async #verifyNowAndThen(): Promise<void> {
    this.#looks += 1;
    if (this.#looks % looksBetweenVerifications === 0) {
      await this.#supervisor.run({ type: 'verify' }, 'verified');
    }
  }

  #done({ page, message }: WaitingSample, outcome: SampleOutcome): void {
    if (!this.#pages.has(page) || !page.media.has(message.mediaId)) return;
    const { detail: _numbers, ...forPages } = outcome;
    page.port.post({
      type: 'done',
      mediaId: message.mediaId,
      sampleId: message.sampleId,
      outcome: page.port.isExtensionPage ? outcome : forPages,
    });
  }

  #refuse(waiting: WaitingSample, refused: Reason | 'superseded'): void {
    const memory = waiting.page.media.get(waiting.message.mediaId);
    if (memory === undefined) return;
    this.#done(waiting, {
      refused,
      verdict: verdictOf(memory, this.#model.thresholds, {
        modelId: this.#model.modelId,
        backend: this.#backend(),
      }),
      follow: [],
      detectNext: true,
      looks: [],
    });
  }

  #reasonOf(error: JobFailed): Reason {
    if (error.code !== 'unavailable') return 'timeout';
    const { health } = this.#supervisor;
    return health.state === 'unavailable' ? health.reason : 'engine-unavailable';
  }

  #backend(): 'wasm' | 'webgpu' | null {
    const { health } = this.#supervisor;
    return health.state === 'ready' ? health.backend : null;
  }

  /** Ticks drive the sampling of pages, because a page can kill its own timers (threats.md M1). */
  #tickOnlyWhenNeeded(): void {
    const isNeeded = [...this.#pages].some((page) => page.isActive);
    if (!isNeeded) {
      clearInterval(this.#ticker);
      this.#ticker = undefined;
      return;
    }
    this.#ticker ??= setInterval(() => {
      for (const page of this.#pages) this.#tick(page);
    }, limits.tickIntervalMs);
  }

  /** Not while another page holds: a look that has to wait for its turn would only keep its frame. */
  #tick(page: ConnectedPage): void {
    if (page.isActive && this.#holder === null) page.port.post({ type: 'tick' });
  }

  /** Ticks the page once more when its next look falls due. Later than a regular tick needs no tick of its own. */
  #wake(page: ConnectedPage, afterMs: number | null): void {
    if (afterMs === null || afterMs > limits.tickIntervalMs) return;
    if (page.wakes.size >= limits.maxMediaPerDocument) return;
    const timer = setTimeout(() => {
      page.wakes.delete(timer);
      this.#tick(page);
    }, afterMs);
    page.wakes.add(timer);
  }

  /** Ends with the port, and by itself: a holder that hangs must not keep anybody from being looked at. */
  #hold(page: ConnectedPage): void {
    if (this.#holder !== null) return;
    this.#holder = page;
    this.#holdTimer = setTimeout(() => this.#release(), limits.engineHoldMs);
  }

  #release(): void {
    clearTimeout(this.#holdTimer);
    this.#holder = null;
    for (const page of this.#pages) this.#tick(page);
    void this.#work();
  }
}

function letSleep(page: ConnectedPage): void {
  for (const timer of page.wakes) clearTimeout(timer);
  page.wakes.clear();
}

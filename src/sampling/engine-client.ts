import type { FromEngine, SampleOutcome, ToEngine } from '../protocol/pixel-port.js';
import type { RetainedFrame } from '../frames/retained-frame.js';
import { OpenSample } from './open-sample.js';
import { limits } from '../shared/limits.js';
import { newId, type MediaId, type SampleId } from '../shared/ids.js';

/** The part of a runtime port that is used. */
export interface ClientPort {
  postMessage(message: ToEngine): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

/** The engine page went away in the middle of a look, and its tracks with it; or it never answered, or was not waited for. */
export class EngineLost extends Error {
  override readonly name = 'EngineLost';
}

/** The first look waits for the engine to start, which has a deadline of its own. */
const answerDeadlineMs = limits.engineStartDeadlineMs + 2 * limits.sampleDeadlineMs;

interface Waiting {
  readonly mediaId: MediaId;
  readonly sample: OpenSample;
  readonly resolve: (outcome: SampleOutcome) => void;
  readonly reject: (error: EngineLost) => void;
}

/**
 * One extension page as a client of the engine, over the same pixel port as content scripts: it
 * hands in frames one after the other and awaits each answer.
 */
export class EngineClient {
  readonly #connect: () => Promise<ClientPort>;
  #port: ClientPort | null = null;
  readonly #waiting = new Map<SampleId, Waiting>();

  constructor(connect: () => Promise<ClientPort>) {
    this.#connect = connect;
  }

  /**
   * Announces a picture or video. Tracks live until `close`. `alone`: nothing else is looked at until this client
   * disconnects, or for as long as the engine allows.
   */
  async open(kind: 'video' | 'image', alone = false): Promise<MediaId> {
    const mediaId = newId<MediaId>();
    const port = await this.#ready();
    if (alone) port.postMessage({ type: 'hold' });
    port.postMessage({ type: 'open', mediaId, kind });
    return mediaId;
  }

  /** A look that is under way is given up, and its frame freed. */
  close(mediaId: MediaId): void {
    this.#port?.postMessage({ type: 'close', mediaId });
    for (const [sampleId, waiting] of [...this.#waiting]) {
      if (waiting.mediaId === mediaId) this.#take(sampleId)?.reject(new EngineLost('closed'));
    }
  }

  /**
   * Looks at one frame and closes it. `before` is the last outcome of the same media: faces known
   * from it are followed, as in a playing video.
   *
   * @throws EngineLost when the engine page goes away or does not answer.
   */
  look(
    mediaId: MediaId,
    frame: RetainedFrame,
    mediaTimeS: number,
    before: SampleOutcome | null,
  ): Promise<SampleOutcome> {
    const sample = new OpenSample(newId<SampleId>(), frame, performance.now(), 0, true);
    const port = this.#port;
    if (port === null) {
      sample.close();
      return Promise.reject(new EngineLost('not connected'));
    }
    const follow = before?.follow ?? [];
    return new Promise((resolve, reject) => {
      this.#waiting.set(sample.sampleId, { mediaId, sample, resolve, reject });
      AbortSignal.timeout(answerDeadlineMs).addEventListener('abort', () =>
        this.#take(sample.sampleId)?.reject(new EngineLost('no answer')),
      );
      port.postMessage({
        type: 'sample',
        mediaId,
        sampleId: sample.sampleId,
        mediaTimeS,
        sourceWidthPx: sample.widthPx,
        sourceHeightPx: sample.heightPx,
        small: follow.length === 0 || before?.detectNext !== false ? sample.small() : null,
        crops: sample.cut(follow),
        isAskedFor: sample.isAskedFor,
        nextLookMs: null,
      });
    });
  }

  async #ready(): Promise<ClientPort> {
    if (this.#port !== null) return this.#port;
    const port = await this.#connect();
    this.#port = port;
    port.onMessage.addListener((message) => this.#receive(port, message as FromEngine));
    port.onDisconnect.addListener(() => this.#drop());
    return port;
  }

  #receive(port: ClientPort, message: FromEngine): void {
    if (message.type === 'want') {
      const answer = this.#waiting.get(message.sampleId)?.sample.answer(message) ?? null;
      port.postMessage(answer ?? { type: 'abandon', sampleId: message.sampleId });
    } else if (message.type === 'done') {
      this.#take(message.sampleId)?.resolve(message.outcome);
    }
  }

  #drop(): void {
    this.#port = null;
    for (const sampleId of [...this.#waiting.keys()]) {
      this.#take(sampleId)?.reject(new EngineLost('the engine page went away'));
    }
  }

  #take(sampleId: SampleId): Waiting | undefined {
    const waiting = this.#waiting.get(sampleId);
    this.#waiting.delete(sampleId);
    waiting?.sample.close();
    return waiting;
  }
}

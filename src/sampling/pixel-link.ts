import type { EngineHealth, FromEngine, ToEngine } from '../protocol/pixel-port.js';
import { limits } from '../shared/limits.js';
import type { Reason } from '../shared/reason.js';
import type { Clock } from './clock.js';

/** The part of a runtime port that is used. */
export interface PixelPort {
  postMessage(message: ToEngine): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

/** How to reach the engine. */
export interface EngineDoor {
  /** Makes the engine page exist. Answers why it cannot, or null. */
  ensure(signal: AbortSignal): Promise<Reason | null>;
  /** Opens the port. Throws when the extension is gone. */
  connect(): PixelPort;
  /** False once the extension was reloaded, updated or removed: this script is an orphan. */
  isAlive(): boolean;
}

export interface LinkListener {
  message(message: FromEngine): void;
  /** The port is gone, and with it everything the engine knew of this document. */
  disconnected(): void;
  /** Health or reachability changed. */
  healthChanged(): void;
  /** The extension is gone. */
  orphaned(): void;
}

/** Failed openings in a row before the engine counts as out of reach. Trying goes on. */
const failuresBeforeLost = 3;

/**
 * The port to the engine page: opened when there is something to sample, closed after
 * `limits.portIdleMs` without, opened again after a loss with growing delays.
 */
export class PixelLink {
  health: EngineHealth | null = null;
  /** Why the engine cannot be reached; null while it can or nobody tried. */
  lost: Reason | null = null;
  #port: PixelPort | null = null;
  #isActive = false;
  #isBusy = false;
  #failures = 0;
  #idle: AbortController | null = null;
  readonly #door: EngineDoor;
  readonly #listener: LinkListener;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;

  constructor(door: EngineDoor, listener: LinkListener, clock: Clock, signal: AbortSignal) {
    this.#door = door;
    this.#listener = listener;
    this.#clock = clock;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.close(), { once: true });
  }

  get isOpen(): boolean {
    return this.#port !== null;
  }

  /** Whether there is something to sample now. The engine ticks only then. */
  setActive(isActive: boolean): void {
    if (this.#signal.aborted) return;
    const isNews = isActive !== this.#isActive;
    this.#isActive = isActive;
    if (isActive) {
      this.#idle?.abort();
      this.#idle = null;
      if (this.#port === null) void this.#open();
    } else if (this.#port !== null && this.#idle === null) {
      this.#idle = new AbortController();
      this.#clock.after(limits.portIdleMs, this.#idle.signal, () => this.close());
    }
    if (isNews) this.post({ type: 'active', active: isActive });
  }

  /** False when there is no port: the message is lost and the sample with it. */
  post(message: ToEngine): boolean {
    if (this.#port === null) return false;
    try {
      this.#port.postMessage(message);
      return true;
    } catch {
      // A port that broke in this very moment; its disconnect event follows or never comes.
      this.#drop(this.#port);
      return false;
    }
  }

  close(): void {
    this.#idle?.abort();
    this.#idle = null;
    const port = this.#port;
    this.#port = null;
    if (port === null) return;
    try {
      port.disconnect();
    } catch {
      // Already gone with its extension.
    }
    this.#listener.disconnected();
  }

  async #open(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const reason = await this.#door.ensure(this.#signal);
    this.#isBusy = false;
    if (this.#signal.aborted) return;
    if (!this.#door.isAlive()) {
      this.#listener.orphaned();
      return;
    }
    if (reason !== null) {
      this.#fail(reason);
      return;
    }
    try {
      this.#attach(this.#door.connect());
    } catch {
      this.#fail('engine-unavailable');
    }
  }

  #attach(port: PixelPort): void {
    this.#port = port;
    port.onMessage.addListener((message) => {
      if (this.#port === port) this.#receive(message as FromEngine);
    });
    port.onDisconnect.addListener(() => this.#drop(port));
    this.post({ type: 'active', active: this.#isActive });
    // Nothing may have been left to do while the engine page was made.
    if (!this.#isActive) this.setActive(false);
  }

  #receive(message: FromEngine): void {
    this.#failures = 0;
    if (this.lost !== null) {
      this.lost = null;
      this.#listener.healthChanged();
    }
    if (message.type === 'health') {
      this.health = message.health;
      this.#listener.healthChanged();
    } else {
      this.#listener.message(message);
    }
  }

  #drop(port: PixelPort): void {
    if (this.#port !== port) return;
    this.#port = null;
    this.#idle?.abort();
    this.#idle = null;
    this.#listener.disconnected();
    this.#fail('engine-unavailable');
  }

  #fail(reason: Reason): void {
    if (!this.#door.isAlive()) {
      this.#listener.orphaned();
      return;
    }
    const delayMs = limits.restartDelaysMs[this.#failures] ?? limits.restartDelaysMs.at(-1) ?? 0;
    this.#failures += 1;
    // A missing permission is an answer, not an accident; repeating the question is not needed to know.
    if (this.#failures >= failuresBeforeLost || reason === 'permission-missing') {
      this.lost = reason;
      this.#listener.healthChanged();
    }
    this.#isBusy = true;
    this.#clock.after(delayMs, this.#signal, () => {
      this.#isBusy = false;
      if (this.#isActive && this.#port === null) void this.#open();
    });
  }
}

import type { MediaId } from '../shared/ids.js';
import { limits } from '../shared/limits.js';
import type { MediaRecord } from '../shared/media-record.js';
import { newsOf } from '../shared/record-news.js';
import type { Clock } from './clock.js';

export interface RecordBatch {
  readonly records: MediaRecord[];
  readonly gone: MediaId[];
}

const maxRecordsPerBatch = 64;
const maxGonePerBatch = 256;

/**
 * Tells the background what changed, newest state of each media only: at most once per
 * `limits.recordFlushIntervalMs` where a person is told something new, once per
 * `limits.recordRefreshIntervalMs` where only numbers moved. Each telling writes the tab's state and three
 * things of the badge, in two processes. A batch that was not taken is told again with what came later.
 */
export class RecordRelay {
  readonly #records = new Map<MediaId, MediaRecord>();
  readonly #gone = new Set<MediaId>();
  /** What the background was told last of each media. */
  readonly #told = new Map<MediaId, string>();
  /** A batch is on its way, or its delay runs. */
  #isBusy = false;
  /** Ends a delay that only waits for numbers. */
  #patience: AbortController | null = null;
  #isAnnounced = true;
  #failures = 0;
  readonly #send: (batch: RecordBatch) => Promise<boolean>;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;

  /** `send` answers whether the batch was taken. */
  constructor(send: (batch: RecordBatch) => Promise<boolean>, clock: Clock, signal: AbortSignal) {
    this.#send = send;
    this.#clock = clock;
    this.#signal = signal;
  }

  changed(record: MediaRecord): void {
    this.#records.set(record.mediaId, record);
    this.#failures = 0;
    const isNews = this.#told.get(record.mediaId) !== newsOf(record);
    if (isNews) this.#schedule(limits.recordFlushIntervalMs);
    else this.#scheduleNumbers();
  }

  gone(mediaId: MediaId): void {
    this.#records.delete(mediaId);
    this.#told.delete(mediaId);
    this.#gone.add(mediaId);
    this.#failures = 0;
    this.#schedule(limits.recordFlushIntervalMs);
  }

  /** Tells even when nothing changed: a new document takes the place of the old one. */
  announce(): void {
    this.#isAnnounced = false;
    this.#told.clear();
    this.#schedule(0);
  }

  #schedule(delayMs: number): void {
    this.#patience?.abort();
    this.#patience = null;
    if (this.#isBusy || !this.#hasSomething) return;
    this.#isBusy = true;
    this.#clock.after(delayMs, this.#signal, () => void this.#flush());
  }

  #scheduleNumbers(): void {
    if (this.#isBusy || this.#patience !== null) return;
    this.#patience = new AbortController();
    const signal = AbortSignal.any([this.#patience.signal, this.#signal]);
    this.#clock.after(limits.recordRefreshIntervalMs, signal, () => this.#schedule(0));
  }

  get #hasSomething(): boolean {
    return this.#records.size > 0 || this.#gone.size > 0 || !this.#isAnnounced;
  }

  /** What came while a batch was on its way: news soon, numbers when their time comes. */
  #scheduleRest(): void {
    const isNews = [...this.#records.values()].some(
      (record) => this.#told.get(record.mediaId) !== newsOf(record),
    );
    if (isNews || this.#gone.size > 0 || !this.#isAnnounced) {
      this.#schedule(limits.recordFlushIntervalMs);
    } else if (this.#records.size > 0) {
      this.#scheduleNumbers();
    }
  }

  async #flush(): Promise<void> {
    const records = [...this.#records.values()].slice(0, maxRecordsPerBatch);
    const gone = [...this.#gone].slice(0, maxGonePerBatch);
    for (const { mediaId } of records) this.#records.delete(mediaId);
    for (const mediaId of gone) this.#gone.delete(mediaId);
    const isAnnouncement = !this.#isAnnounced;
    this.#isAnnounced = true;
    const isTaken = await this.#send({ records, gone });
    this.#isBusy = false;
    if (isTaken) {
      this.#failures = 0;
      for (const record of records) this.#told.set(record.mediaId, newsOf(record));
      for (const mediaId of gone) this.#told.delete(mediaId);
      this.#scheduleRest();
      return;
    }
    for (const mediaId of gone) this.#gone.add(mediaId);
    for (const record of records) {
      const isNewer = this.#records.has(record.mediaId) || this.#gone.has(record.mediaId);
      if (!isNewer) this.#records.set(record.mediaId, record);
    }
    if (isAnnouncement) this.#isAnnounced = false;
    this.#failures += 1;
    const delayMs = limits.restartDelaysMs[this.#failures];
    // Past the last delay nothing is lost: the next change tries again with all of it.
    if (delayMs !== undefined) this.#schedule(delayMs);
  }
}

import { caps } from './caps.js';
import { ScanStop } from './scan-stop.js';

/** What one file may still cost. Every walker pays here before it looks. */
export class Budget {
  #opened = new Map<string, number>();
  #skipped = 0;
  #inflatedBytes = 0;
  #readBytes = 0;
  readonly #deadlineMs: number;
  readonly #now: () => number;

  constructor(scanMs: number = caps.scanMs, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#deadlineMs = now() + scanMs;
  }

  get readBytes(): number {
    return this.#readBytes;
  }

  /** One box of `structure` is opened. @throws ScanStop `too-big`, `too-slow` */
  openBox(structure: string): void {
    const opened = (this.#opened.get(structure) ?? 0) + 1;
    if (opened > caps.boxes) throw new ScanStop('too-big');
    this.#opened.set(structure, opened);
    this.checkTime();
  }

  /** One box of pixels or media is stepped over. @throws ScanStop `too-big`, `too-slow` */
  skipBox(): void {
    this.#skipped += 1;
    if (this.#skipped > caps.skippedBoxes) throw new ScanStop('too-big');
    if (this.#skipped % 64 === 0) this.checkTime();
  }

  /** @throws ScanStop `too-deep` */
  checkDepth(depth: number): void {
    if (depth > caps.depth) throw new ScanStop('too-deep');
  }

  /** @throws ScanStop `too-big` */
  payInflated(sizeBytes: number): void {
    this.#inflatedBytes += sizeBytes;
    if (this.#inflatedBytes > caps.inflatedBytes) throw new ScanStop('too-big');
  }

  /** @throws ScanStop `too-big`, `too-slow` */
  payRead(sizeBytes: number): void {
    if (this.#readBytes + sizeBytes > caps.readBytes) throw new ScanStop('too-big');
    this.#readBytes += sizeBytes;
    this.checkTime();
  }

  /** @throws ScanStop `too-slow` */
  checkTime(): void {
    if (this.#now() > this.#deadlineMs) throw new ScanStop('too-slow');
  }
}

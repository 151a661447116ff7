import type { Budget } from './budget.js';
import type { ByteReader } from './byte-reader.js';
import { caps } from './caps.js';
import type { MarkPlace, ProvenanceMark, ScanNote, ScanState } from './report.js';
import { ScanStop } from './scan-stop.js';

/** One file while it is read. */
export class Scan {
  readonly reader: ByteReader;
  readonly budget: Budget;
  readonly marks: ProvenanceMark[] = [];
  readonly notes: ScanNote[] = [];
  /** Where the pixels of a JPEG begin; null before its walker came there. */
  pixelsFrom: number | null = null;
  readonly #seen = new Set<string>();
  readonly #onUnexpected: (error: unknown) => void;

  /** `onUnexpected` hears of errors that are no `ScanStop`: in tests a fault of ours, to users `malformed`. */
  constructor(reader: ByteReader, budget: Budget, onUnexpected: (error: unknown) => void) {
    this.reader = reader;
    this.budget = budget;
    this.#onUnexpected = onUnexpected;
  }

  add(mark: ProvenanceMark): void {
    if (this.marks.length >= caps.marks) {
      this.note('marks-left-out', mark.place);
      return;
    }
    const key = JSON.stringify(mark);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.marks.push(mark);
  }

  note(state: ScanState, place: MarkPlace): void {
    if (this.notes.length >= caps.notes) return;
    if (this.notes.some((note) => note.state === state && note.place.path === place.path)) return;
    this.notes.push({ state, place });
  }

  /**
   * Reads one structure. What goes wrong inside is noted and the rest of the file goes on, except when
   * the whole file has cost too much time.
   */
  async attempt(place: MarkPlace, read: () => void | Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      if (!(error instanceof ScanStop)) {
        this.#onUnexpected(error);
        this.note('malformed', place);
        return;
      }
      if (error.state === 'too-slow') throw error;
      this.note(error.state, place);
    }
  }
}

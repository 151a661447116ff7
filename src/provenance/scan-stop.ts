import type { ScanState } from './report.js';

/** Ends the reading of one structure. Caught by `attempt`, which turns it into a note of the report. */
export class ScanStop extends Error {
  readonly state: ScanState;
  constructor(state: ScanState) {
    super(state);
    this.name = 'ScanStop';
    this.state = state;
  }
}

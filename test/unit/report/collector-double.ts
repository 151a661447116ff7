import type { SendAnswer } from '../../../src/report/outbox.js';

type Pick = (below: number) => number;

/**
 * A collector that misbehaves as networks and servers do: it loses requests and answers, delays
 * them, gets one request twice, fails and limits. As its contract says it takes a key once and
 * gives the same receipt again.
 */
export class CollectorDouble {
  /** How often a report was newly taken, by key. */
  readonly taken = new Map<string, number>();
  private readonly receipts = new Map<string, string>();
  private readonly pick: Pick;
  /** Share of requests that go wrong, in percent. */
  private readonly faultPercent: number;
  isDown = false;

  constructor(pick: Pick, faultPercent: number) {
    this.pick = pick;
    this.faultPercent = faultPercent;
  }

  /** Answer, and after how long it comes. */
  handle(key: string): { readonly answer: SendAnswer; readonly afterMs: number } {
    const lost: SendAnswer = { kind: 'fault', fault: 'no-answer', retryAfterMs: null };
    if (this.isDown) return { answer: lost, afterMs: 30_000 };
    if (this.pick(100) >= this.faultPercent) return { answer: this.take(key), afterMs: 200 };
    switch (this.pick(7)) {
      case 0: // the request is lost
        return { answer: lost, afterMs: 30_000 };
      case 1: // the answer is lost
        this.take(key);
        return { answer: lost, afterMs: 30_000 };
      case 2: // the request comes twice
        this.take(key);
        return { answer: this.take(key), afterMs: 300 };
      case 3: // the answer comes after the try was given up
        return { answer: this.take(key), afterMs: 600_000 };
      case 4: // fails before taking
        return {
          answer: { kind: 'fault', fault: 'server-error', retryAfterMs: null },
          afterMs: 100,
        };
      case 5: // fails after taking
        this.take(key);
        return {
          answer: { kind: 'fault', fault: 'server-error', retryAfterMs: null },
          afterMs: 100,
        };
      default:
        return {
          answer: { kind: 'fault', fault: 'too-many', retryAfterMs: 300_000 },
          afterMs: 100,
        };
    }
  }

  private take(key: string): SendAnswer {
    const known = this.receipts.get(key);
    if (known !== undefined) return { kind: 'accepted', receipt: known };
    const receipt = `receipt-${this.receipts.size + 1}`;
    this.receipts.set(key, receipt);
    this.taken.set(key, (this.taken.get(key) ?? 0) + 1);
    return { kind: 'accepted', receipt };
  }
}

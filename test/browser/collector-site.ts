import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FixtureAnswer, FixtureRequest } from '../fixtures/fixture-site.js';

type Pick = (below: number) => number;

/**
 * A collector behind the test's proxy that misbehaves as networks and servers do. As its contract says it
 * takes a key once, gives the same receipt again, and recomputes the hash of what it got.
 */
export class CollectorSite {
  /** How often a report was newly taken, by key. */
  readonly taken = new Map<string, number>();
  /** Requests that the contract does not have: another hash, no key of the team, another route. */
  readonly wrong: string[] = [];
  /** Requests that came in. */
  arrivals = 0;
  /** Share of requests that go wrong, in percent. */
  faultPercent = 0;
  /** How long it thinks before it answers, at most. */
  delayMs = 0;
  readonly #receipts = new Map<string, string>();
  readonly #pick: Pick;
  readonly #teamKey: string;

  constructor(pick: Pick, teamKey: string) {
    this.#pick = pick;
    this.#teamKey = teamKey;
  }

  /** Requests that came in and have no answer yet. */
  open = 0;

  readonly answer = async (request: FixtureRequest): Promise<FixtureAnswer> => {
    this.open += 1;
    try {
      return await this.#answer(request);
    } finally {
      this.open -= 1;
    }
  };

  async #answer(request: FixtureRequest): Promise<FixtureAnswer> {
    const { url, method, headers, body } = request;
    this.arrivals += 1;
    const key = headers['idempotency-key']?.toString() ?? '';
    const sha256 = createHash('sha256').update(body).digest('hex');
    const isRight =
      method === 'POST' &&
      url.pathname === '/v1/reports' &&
      headers.authorization === `Bearer ${this.#teamKey}` &&
      headers.cookie === undefined &&
      key === sha256;
    // A browser asks first whether another origin may post; an extension with the permission need not.
    if (!isRight) this.wrong.push(`${method} ${url.pathname} ${key}`);
    await sleep(this.#pick(this.delayMs + 1));
    if (this.#pick(100) >= this.faultPercent) return this.#take(key);
    switch (this.#pick(6)) {
      case 0: // the request is lost
        return dropped;
      case 1: // the answer is lost
        this.#take(key);
        return dropped;
      case 2: // the request comes twice
        this.#take(key);
        return this.#take(key);
      case 3: // fails before taking
        return plain(500, {});
      case 4: // fails after taking
        this.#take(key);
        return plain(503, {});
      default:
        return { ...plain(429, {}), headers: { 'retry-after': '60' } };
    }
  }

  #take(key: string): FixtureAnswer {
    const known = this.#receipts.get(key);
    if (known !== undefined) return receipt(200, known, key);
    const number = `receipt-${this.#receipts.size + 1}`;
    this.#receipts.set(key, number);
    this.taken.set(key, (this.taken.get(key) ?? 0) + 1);
    return receipt(201, number, key);
  }
}

function receipt(status: number, reportId: string, sha256: string): FixtureAnswer {
  return plain(status, { reportId, receivedAt: '2026-11-27T12:00:00.000Z', sha256 });
}

function plain(status: number, body: object): FixtureAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(body), askedAs: [] };
}

const dropped: FixtureAnswer = { ...plain(200, {}), isDropped: true };

import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { followStored } from './follow-stored.js';

/** Why something was asked of the network: each only after a click that said so. */
export const requestPurposes = ['time-stamp', 'collector', 'original-file'] as const;
export type RequestPurpose = (typeof requestPurposes)[number];

const entrySchema = v.object({
  /** Milliseconds since 1970. */
  atMs: v.pipe(v.number(), v.finite(), v.minValue(0)),
  purpose: v.picklist(requestPurposes),
  host: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  /** Bytes that went out in the body. */
  sentBytes: v.pipe(v.number(), v.finite(), v.minValue(0)),
});

/** One request that left the device because the person asked for it. */
export type SentRequest = Readonly<v.InferOutput<typeof entrySchema>>;

/** The oldest go first; what was sent by a person's own clicks does not reach this soon. */
export const maxLedgerEntries = 500;

const key = 'request-ledger';
let chain: Promise<unknown> = Promise.resolve();

/**
 * Writes down a request **before** it is made, so that one that fails is in the list too. Every call
 * of `fetch` to another host goes through here; `requests.test.ts` holds the source to that.
 */
export function recordRequest(request: SentRequest): Promise<void> {
  const run = async (): Promise<void> => {
    const list = [...(await readLedger()), request].slice(-maxLedgerEntries);
    await browser.storage.local.set({ [key]: list });
  };
  const next = chain.then(run, run);
  chain = next;
  return next;
}

/** Oldest first. */
export async function readLedger(): Promise<readonly SentRequest[]> {
  return ledgerFrom((await browser.storage.local.get(key))[key]);
}

export function followLedger(
  changed: (list: readonly SentRequest[]) => void,
  signal: AbortSignal,
): void {
  followStored('local', key, (stored) => changed(ledgerFrom(stored)), signal);
}

export function ledgerFrom(stored: unknown): readonly SentRequest[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry: unknown) => {
    const read = v.safeParse(entrySchema, entry);
    return read.success ? [read.output] : [];
  });
}

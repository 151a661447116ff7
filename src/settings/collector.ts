import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { vetAddress } from '../shared/vet-address.js';
import { followStored } from './follow-stored.js';

/**
 * The collector that the person's own team runs (`report/collector.openapi.json`). None from the start:
 * then nothing is ever sent. Switched off it stays known, and what waits for it goes on waiting.
 */
const collector = v.object({
  /** `https://` and a host of the open network, nothing after it. */
  address: v.pipe(v.string(), v.check(isCollectorAddress)),
  /** Goes into a header: visible ASCII. */
  teamKey: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,500}$/)),
  isOn: v.boolean(),
});
export type Collector = Readonly<v.InferOutput<typeof collector>>;

const key = 'collector';

export function isCollectorAddress(address: string): boolean {
  return vetAddress(address) === null && new URL(address).origin === address;
}

export function isTeamKey(teamKey: string): boolean {
  return v.is(collector.entries.teamKey, teamKey);
}

export async function readCollector(): Promise<Collector | null> {
  return collectorFrom((await browser.storage.local.get(key))[key]);
}

export async function writeCollector(value: Collector): Promise<void> {
  await browser.storage.local.set({ [key]: value });
}

export async function forgetCollector(): Promise<void> {
  await browser.storage.local.remove(key);
}

export function followCollector(
  changed: (value: Collector | null) => void,
  signal: AbortSignal,
): void {
  followStored('local', key, (stored) => changed(collectorFrom(stored)), signal);
}

/** What does not fit is no collector: nothing is sent to half an address. */
export function collectorFrom(stored: unknown): Collector | null {
  const read = v.safeParse(collector, stored);
  return read.success ? read.output : null;
}

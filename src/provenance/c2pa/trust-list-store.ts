import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { sha256Of } from '../../shared/sha256.js';
import {
  maxListBytes,
  maxLists,
  trustListsSchema,
  type TrustList,
} from '../../shared/trust-list.js';
import { bundledTrustList, readBundledTrustList } from './bundled-trust-list.js';

const key = 'trust-lists';
/** Hash of the bundled list that the person put away; a newer one counts again until it is put away, too. */
const awayKey = 'trust-list-away';
/** One place is the bundled list's. */
const maxAdded = maxLists - 1;

/** The list that Seam brings, unless the person put it away, and those that the person added. */
export async function readTrustLists(): Promise<readonly TrustList[]> {
  const away = (await browser.storage.local.get(awayKey))[awayKey];
  const bundled = away === bundledTrustList.sha256 ? null : await readBundledTrustList();
  return [...(bundled === null ? [] : [bundled]), ...(await readAdded())];
}

async function readAdded(): Promise<readonly TrustList[]> {
  const read = v.safeParse(trustListsSchema, (await browser.storage.local.get(key))[key] ?? []);
  return read.success ? read.output : [];
}

/** A list out of a PEM file, dated `now`, with the hash of its bytes; null when it holds no certificate. */
export async function trustListOf(file: File, now: Date): Promise<TrustList | null> {
  if (file.size > maxListBytes) return null;
  const bytes = await file.arrayBuffer();
  const pem = new TextDecoder().decode(bytes);
  if (!/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/u.test(pem))
    return null;
  return {
    name: file.name.slice(0, 120),
    dated: now.toISOString().slice(0, 10),
    sha256: await sha256Of(bytes),
    isLegacy: false,
    pem,
  };
}

/** Puts a list in place of one with the same bytes; the oldest goes beyond `maxLists`. */
export async function addTrustList(list: TrustList): Promise<readonly TrustList[]> {
  if (list.sha256 === bundledTrustList.sha256) return restoreBundledTrustList();
  const others = (await readAdded()).filter(({ sha256 }) => sha256 !== list.sha256);
  return keep([...others, list].slice(-maxAdded));
}

/** Takes an added list out, or puts the bundled one away. */
export async function removeTrustList(sha256: string): Promise<readonly TrustList[]> {
  if (sha256 === bundledTrustList.sha256) {
    await browser.storage.local.set({ [awayKey]: sha256 });
    return readTrustLists();
  }
  return keep((await readAdded()).filter((list) => list.sha256 !== sha256));
}

export async function restoreBundledTrustList(): Promise<readonly TrustList[]> {
  await browser.storage.local.set({ [awayKey]: null });
  return readTrustLists();
}

async function keep(lists: readonly TrustList[]): Promise<readonly TrustList[]> {
  await browser.storage.local.set({ [key]: lists });
  return readTrustLists();
}

import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { sha256Of } from '../../shared/sha256.js';
import {
  maxListBytes,
  maxLists,
  trustListsSchema,
  type TrustList,
} from '../../shared/trust-list.js';

const key = 'trust-lists';

/** Lists that the person added. Seam brings none, so without these no signer is trusted. */
export async function readTrustLists(): Promise<readonly TrustList[]> {
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
  const others = (await readTrustLists()).filter(({ sha256 }) => sha256 !== list.sha256);
  return keep([...others, list].slice(-maxLists));
}

export async function removeTrustList(sha256: string): Promise<readonly TrustList[]> {
  return keep((await readTrustLists()).filter((list) => list.sha256 !== sha256));
}

async function keep(lists: readonly TrustList[]): Promise<readonly TrustList[]> {
  await browser.storage.local.set({ [key]: lists });
  return lists;
}

import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { vetAddress } from '../shared/vet-address.js';
import { followStored } from './follow-stored.js';

/**
 * Time-stamp authorities (RFC 3161) that the person chose, the second for when the first gives none.
 * None from the start: then no package asks anybody. Who is believed is the person's choice too, so each
 * comes with its root certificate.
 */
const authority = v.object({
  address: v.pipe(v.string(), v.check(isAuthorityAddress)),
  /** DER in base64, 1 to 3 kB in use. */
  root: v.pipe(v.string(), v.maxLength(20_000), v.regex(/^[A-Za-z0-9+/]+=*$/)),
});
export type StampAuthority = Readonly<v.InferOutput<typeof authority>>;

export const maxStampAuthorities = 2;
const key = 'stamp-authorities';

/** An https address of the open network: the hash goes there, so nothing else can be meant. */
export function isAuthorityAddress(address: string): boolean {
  return vetAddress(address) === null;
}

export async function readStampAuthorities(): Promise<readonly StampAuthority[]> {
  return stampAuthoritiesFrom((await browser.storage.local.get(key))[key]);
}

export async function writeStampAuthorities(list: readonly StampAuthority[]): Promise<void> {
  await browser.storage.local.set({ [key]: list.slice(0, maxStampAuthorities) });
}

export function followStampAuthorities(
  changed: (list: readonly StampAuthority[]) => void,
  signal: AbortSignal,
): void {
  followStored('local', key, (stored) => changed(stampAuthoritiesFrom(stored)), signal);
}

/** What does not fit is left out: an authority that cannot be checked is none. */
export function stampAuthoritiesFrom(stored: unknown): readonly StampAuthority[] {
  if (!Array.isArray(stored)) return [];
  return stored
    .flatMap((one: unknown) => {
      const read = v.safeParse(authority, one);
      return read.success ? [read.output] : [];
    })
    .slice(0, maxStampAuthorities);
}

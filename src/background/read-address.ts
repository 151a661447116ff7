import { sniffBytes, sniffContainer } from '../provenance/sniff-container.js';
import type { UnreadReason } from '../shared/provenance.js';
import { limits } from '../shared/limits.js';
import { readBounded } from '../shared/read-bounded.js';
import { vetAddress } from '../shared/vet-address.js';

/** The bytes behind an address, or why they were not read. */
export type AddressBytes =
  | { readonly ok: true; readonly file: Blob; readonly mediaType: string }
  | { readonly ok: false; readonly why: UnreadReason };

export interface AddressTools {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  /** Whether the browser lets us read from that origin; asked only after a failure, to name it. */
  readonly mayRead: (origin: string) => Promise<boolean>;
}

/**
 * Reads the file of a picture or video under the rules of threats.md T9: GET, https, no cookies, no
 * referrer, no second address, 20 MB, 10 s, and only bytes that start as a known container. Whoever
 * calls has checked that a person asked for it. Never rejects.
 */
export async function readAddress(
  address: string,
  { fetch: ask, mayRead }: AddressTools,
): Promise<AddressBytes> {
  const refused = vetAddress(address);
  if (refused !== null) return { ok: false, why: refused };
  const deadline = AbortSignal.timeout(limits.addressReadMs);
  try {
    const response = await ask(address, {
      method: 'GET',
      mode: 'cors',
      credentials: 'omit',
      referrer: '',
      referrerPolicy: 'no-referrer',
      // Not followed and not an opaque failure either, so that it can be named.
      redirect: 'manual',
      signal: deadline,
    });
    if (response.type === 'opaqueredirect' || isRedirect(response)) {
      return { ok: false, why: 'redirected' };
    }
    if (!response.ok) return { ok: false, why: 'not-loaded' };
    return await readBody(response);
  } catch {
    // No text of the network's errors is shown; which of the named states it was is asked instead.
    if (deadline.aborted) return { ok: false, why: 'too-slow' };
    const isAllowed = await mayRead(new URL(address).origin);
    return { ok: false, why: isAllowed ? 'not-loaded' : 'host-not-allowed' };
  }
}

const isRedirect = ({ status, redirected }: Response): boolean =>
  redirected || (status >= 300 && status < 400);

async function readBody(response: Response): Promise<AddressBytes> {
  const file = await readBounded(response, limits.addressReadBytes);
  if (file === null || file === 'too-big') return { ok: false, why: file ?? 'not-loaded' };
  const head = new Uint8Array(await file.slice(0, sniffBytes).arrayBuffer());
  if (sniffContainer(head) === null) return { ok: false, why: 'not-a-picture' };
  return { ok: true, file, mediaType: response.headers.get('content-type') ?? '' };
}

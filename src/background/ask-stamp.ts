import { fromBase64, type Bytes } from '../evidence/bytes.js';
import { evidenceLimits } from '../evidence/evidence-limits.js';
import {
  buildTimeStampRequest,
  readTimeStampResponse,
} from '../evidence/stamp/time-stamp-request.js';
import { verifyTimeStamp } from '../evidence/stamp/verify-time-stamp.js';
import { recordRequest } from '../settings/request-ledger.js';
import type { StampAuthority } from '../settings/stamp-authorities.js';
import { readBounded } from '../shared/read-bounded.js';

/** Posts a request to an authority; null: no answer that is worth reading. Never rejects. */
export type PostStamp = (address: string, request: Bytes) => Promise<Bytes | null>;

/**
 * A checked time stamp over `message` from the first authority that gives one, else null. Only a hash and a
 * random number leave the device. An answer that does not hold under the root that the person gave is none.
 */
export async function askStamp(
  message: Bytes,
  authorities: readonly StampAuthority[],
  post: PostStamp,
): Promise<Bytes | null> {
  for (const { address, root } of authorities) {
    const trusted = fromBase64(root);
    if (trusted === null) continue;
    const { bytes, nonce } = await buildTimeStampRequest(message);
    const answer = await post(address, bytes);
    const response = answer && readTimeStampResponse(answer);
    if (response === null) continue;
    // What is kept here is signed with the package.
    const trust = { authorities: [trusted], nonce, isSignedWhole: true };
    if ((await verifyTimeStamp(response, message, trust)).state === 'valid') return response;
  }
  return null;
}

/** By the browser's network: written down first, without cookies or a referrer, no redirect, a bounded answer. */
export const postByBrowser: PostStamp = async (address, request) => {
  const { host } = new URL(address);
  const sentBytes = request.length;
  await recordRequest({ atMs: Date.now(), purpose: 'time-stamp', host, sentBytes });
  try {
    const answer = await fetch(address, {
      method: 'POST',
      body: request,
      headers: { 'content-type': 'application/timestamp-query' },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(evidenceLimits.stampDeadlineMs),
    });
    const body = answer.ok ? await readBounded(answer, evidenceLimits.maxTokenBytes) : null;
    return body instanceof Blob ? new Uint8Array(await body.arrayBuffer()) : null;
  } catch {
    // No connection, a redirect, too slow: the next authority is asked.
    return null;
  }
};

import { sha256Algorithm } from './algorithms.js';
import { evidenceLimits } from '../evidence-limits.js';
import type { Bytes } from '../bytes.js';
import { der, readDer, sequence, smallInteger, tags } from './der.js';

/** What goes to an authority: a hash and a random number, nothing else. */
export interface TimeStampRequest {
  /** Body of the request, type `application/timestamp-query`. */
  readonly bytes: Bytes;
  /** Content of the nonce INTEGER; the answer must repeat it. */
  readonly nonce: Bytes;
}

/** Asks for a stamp over the SHA-256 of `message`, with the signer's certificate (RFC 3161 section 2.4.1). */
export async function buildTimeStampRequest(message: Bytes): Promise<TimeStampRequest> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', message));
  const nonce = crypto.getRandomValues(new Uint8Array(8));
  // Positive and without leading zeros, so that DER has one text for it.
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  const imprint = der(tags.sequence, sha256Algorithm(), der(tags.octetString, hash));
  const bytes = der(
    tags.sequence,
    der(tags.integer, Uint8Array.of(1)),
    imprint,
    der(tags.integer, nonce),
    der(tags.boolean, Uint8Array.of(0xff)),
  );
  return { bytes, nonce };
}

/**
 * The answer of an authority as we keep it: status "granted" and the token, without the free text
 * that some add and nobody signs. Null when it grants nothing. The token is not checked here.
 */
export function readTimeStampResponse(answer: Bytes): Bytes | null {
  if (answer.length > evidenceLimits.maxTokenBytes) return null;
  try {
    const [status, token, ...more] = sequence(readDer(answer), 'response');
    const granted = smallInteger(sequence(status, 'response')[0], 'response');
    if (granted > 1 || token === undefined || more.length > 0) return null;
    return wrapToken(token.bytes);
  } catch {
    return null;
  }
}

/** `TimeStampResp` with status 0 and nothing beside the token. */
export function wrapToken(token: Bytes): Bytes {
  return der(tags.sequence, der(tags.sequence, der(tags.integer, Uint8Array.of(0))), token);
}

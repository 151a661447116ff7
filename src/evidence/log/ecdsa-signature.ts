import { fromHex, joinBytes, sameBytes, toHex, type Bytes } from '../bytes.js';

/**
 * WebCrypto writes a P-256 signature as r and s, 32 bytes each; openssl reads DER. Of the two
 * values of s that verify, only the lower one is ours, so that one signature has one text and a
 * verifier can refuse every other.
 */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const half = 32;

/** The same signature with the lower s. `raw` is 64 bytes with an s below the order. */
export function lowerS(raw: Bytes): Bytes {
  if (hasLowerS(raw)) return raw;
  const lower = (order - sOf(raw)).toString(16).padStart(64, '0');
  return joinBytes(raw.subarray(0, half), fromHex(lower));
}

function sOf(raw: Uint8Array): bigint {
  return BigInt(`0x${toHex(raw.subarray(half))}`);
}

function hasLowerS(raw: Uint8Array): boolean {
  return sOf(raw) <= order / 2n;
}

/** DER `SEQUENCE { INTEGER r, INTEGER s }` of 64 raw bytes. */
export function signatureToDer(raw: Uint8Array): Bytes {
  const body = joinBytes(derInteger(raw.subarray(0, half)), derInteger(raw.subarray(half)));
  return joinBytes(Uint8Array.of(0x30, body.length), body);
}

function derInteger(value: Uint8Array): Bytes {
  const start = value.findIndex((byte) => byte !== 0);
  const digits = start < 0 ? Uint8Array.of(0) : value.subarray(start);
  const sign = (digits[0] ?? 0) > 0x7f ? [0] : [];
  return joinBytes(Uint8Array.of(0x02, digits.length + sign.length, ...sign), digits);
}

/** The 64 raw bytes of a DER signature with the lower s; null for every other text of it. */
export function signatureFromDer(der: Uint8Array): Bytes | null {
  const raw = new Uint8Array(2 * half);
  let at = 2;
  for (const end of [half, 2 * half]) {
    const length = der[at + 1] ?? 0;
    const digits = der.subarray(at + 2, at + 2 + length);
    const value = digits[0] === 0 ? digits.subarray(1) : digits;
    if (value.length > half) return null;
    raw.set(value, end - value.length);
    at += 2 + length;
  }
  // Tags, lengths and padding are right exactly when writing it again gives the same bytes.
  return sameBytes(signatureToDer(raw), der) && hasLowerS(raw) ? raw : null;
}

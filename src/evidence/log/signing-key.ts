import { fromBase64, sha256Hex, toBase64, utf8, type Bytes } from '../bytes.js';
import { lowerS, signatureFromDer, signatureToDer } from './ecdsa-signature.js';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** Anything that signs. `signature` is DER; `spki` the SubjectPublicKeyInfo in DER. */
export interface Signer {
  readonly spki: Bytes;
  /** SHA-256 of `spki`: what a person compares to know that two packages come from one installation. */
  readonly fingerprint: string;
  sign(message: Bytes): Promise<Bytes>;
}

/**
 * A new key of this installation. The private half cannot be exported, not even by us: it lives
 * as a `CryptoKey` in IndexedDB and signs there (threats.md T25).
 */
export function createKeyPair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
}

export async function signerOf(pair: CryptoKeyPair): Promise<Signer> {
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
  return {
    spki,
    fingerprint: await sha256Hex(spki),
    async sign(message) {
      const raw = new Uint8Array(await crypto.subtle.sign(signing, pair.privateKey, message));
      return signatureToDer(lowerS(raw));
    },
  };
}

/** True when `signature` (DER) is the signature of `message` by the key in `spki`. Never throws. */
export async function isSignedBy(
  spki: Bytes,
  message: Bytes,
  signature: Uint8Array,
): Promise<boolean> {
  const raw = signatureFromDer(signature);
  if (raw === null) return false;
  try {
    const key = await crypto.subtle.importKey('spki', spki, algorithm, true, ['verify']);
    // A key has more than one DER text (compressed point); only the one we write is ours.
    const again = toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', key)));
    return again === toBase64(spki) && (await crypto.subtle.verify(signing, key, raw, message));
  } catch {
    // Not a P-256 key, or not a key at all: nothing was signed with it.
    return false;
  }
}

/** The key as openssl reads it. */
export function publicKeyPem(spki: Uint8Array): string {
  const lines = toBase64(spki).match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n');
}

/** SubjectPublicKeyInfo of a PEM text exactly as `publicKeyPem` writes it, or null. */
export function readPublicKeyPem(text: string): Bytes | null {
  const spki = fromBase64(text.split('\n').slice(1, -2).join(''));
  return spki !== null && publicKeyPem(spki) === text ? spki : null;
}

/** What is signed when a log is written: a statement that cannot be mistaken for a file. */
export function headStatement(caseId: string, head: { seq: number; hash: string }): Bytes {
  return utf8(`seam log head\ncase ${caseId}\nseq ${head.seq}\nhash ${head.hash}\n`);
}

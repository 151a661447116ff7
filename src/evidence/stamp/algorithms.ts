import { joinBytes, sameBytes, type Bytes } from '../bytes.js';
import {
  der,
  derOid,
  expectTag,
  oid,
  readDer,
  sequence,
  StampError,
  tags,
  type Der,
} from './der.js';

/** The algorithms we verify. SHA-1 and RSA-PSS are refused by absence. */
export type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512';

const hashes: Readonly<Record<string, HashName>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};
/** Signature algorithm: family, and the hash unless the signer names it apart. */
const signatures: Readonly<Record<string, { family: 'RSA' | 'EC'; hash: HashName | null }>> = {
  '1.2.840.113549.1.1.1': { family: 'RSA', hash: null },
  '1.2.840.113549.1.1.11': { family: 'RSA', hash: 'SHA-256' },
  '1.2.840.113549.1.1.12': { family: 'RSA', hash: 'SHA-384' },
  '1.2.840.113549.1.1.13': { family: 'RSA', hash: 'SHA-512' },
  '1.2.840.10045.4.3.2': { family: 'EC', hash: 'SHA-256' },
  '1.2.840.10045.4.3.3': { family: 'EC', hash: 'SHA-384' },
  '1.2.840.10045.4.3.4': { family: 'EC', hash: 'SHA-512' },
};
/** Curve by OID: name for WebCrypto, bytes of a coordinate. */
const curves: Readonly<Record<string, { name: string; bytes: number }>> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', bytes: 32 },
  '1.3.132.0.34': { name: 'P-384', bytes: 48 },
  '1.3.132.0.35': { name: 'P-521', bytes: 66 },
};
const ecPublicKey = '1.2.840.10045.2.1';
export const sha256Oid = '2.16.840.1.101.3.4.2.1';
const derNull = Uint8Array.of(tags.null, 0);

/** `AlgorithmIdentifier` without parameters other than NULL. */
function algorithmId(element: Der | undefined, code: string): string {
  const [id, parameters, ...more] = sequence(element, code);
  if (more.length > 0) throw new StampError(code);
  if (parameters !== undefined && !sameBytes(parameters.bytes, derNull)) throw new StampError(code);
  return oid(id, code);
}

export function hashOf(element: Der | undefined, code: string): HashName {
  const name = hashes[algorithmId(element, code)];
  if (name === undefined) throw new StampError('algorithm');
  return name;
}

/** `AlgorithmIdentifier` of SHA-256 with NULL, as requests carry it. */
export function sha256Algorithm(): Bytes {
  return der(tags.sequence, derOid(sha256Oid), derNull);
}

/**
 * True when `signature` over `message` verifies under the key in `spki`. `hash` is what the signer
 * said apart (CMS `digestAlgorithm`); null for certificates. Throws `StampError` for algorithms
 * and encodings we do not take.
 */
export async function isSignatureOf(
  spki: Der,
  algorithm: Der | undefined,
  hash: HashName | null,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  const id = algorithmId(algorithm, 'algorithm');
  const known = signatures[id];
  if (known === undefined) throw new StampError('algorithm');
  const hashName = known.hash ?? hash;
  if (hashName === null || (hash !== null && hashName !== hash)) throw new StampError('algorithm');
  // ECDSA has no parameters at all (RFC 5758 section 3.2).
  if (known.family === 'EC' && algorithm?.parts.length !== 1) throw new StampError('algorithm');
  if (known.family === 'RSA') {
    const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: hashName };
    return verifyWith(spki.bytes, rsa, rsa, signature, message);
  }
  const [keyAlgorithm] = sequence(spki, 'key');
  const [family, curveId] = sequence(keyAlgorithm, 'key');
  const curve = curves[oid(curveId, 'key')];
  if (oid(family, 'key') !== ecPublicKey || curve === undefined) throw new StampError('algorithm');
  const raw = rawEcdsa(signature, curve.bytes);
  const importing = { name: 'ECDSA', namedCurve: curve.name };
  return verifyWith(spki.bytes, importing, { name: 'ECDSA', hash: hashName }, raw, message);
}

async function verifyWith(
  spki: Bytes,
  importing: RsaHashedImportParams | EcKeyImportParams,
  verifying: AlgorithmIdentifier | EcdsaParams,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('spki', spki, importing, false, ['verify']);
    return await crypto.subtle.verify(verifying, key, signature, message);
  } catch {
    // A key that cannot be read has signed nothing.
    return false;
  }
}

/** r and s of a DER signature, each filled to `sideBytes`. */
function rawEcdsa(signature: Bytes, sideBytes: number): Bytes {
  const parts = sequence(readDer(signature), 'signature');
  if (parts.length !== 2) throw new StampError('signature');
  const sides = parts.map((part) => {
    const { content } = expectTag(part, tags.integer, 'signature');
    const [first = 0x80, second = 0] = content;
    const isPadded = first === 0 && content.length > 1;
    // Positive and in its shortest form.
    if (first >= 0x80 || (isPadded && second < 0x80)) throw new StampError('signature');
    const digits = isPadded ? content.subarray(1) : content;
    if (digits.length > sideBytes) throw new StampError('signature');
    return joinBytes(new Uint8Array(sideBytes - digits.length), digits);
  });
  return joinBytes(...sides);
}

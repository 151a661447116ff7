import { evidenceLimits } from '../evidence-limits.js';
import { joinBytes, sameBytes, toHex, type Bytes } from '../bytes.js';
import { hashOf, isSignatureOf, type HashName } from './algorithms.js';
import { areAccountedFor } from './are-accounted-for.js';
import {
  certificateIn,
  findPath,
  newCheckBudget,
  readCertificate,
  type Certificate,
} from './certificate.js';
import {
  expectTag,
  moment,
  oid,
  readDer,
  sequence,
  smallInteger,
  StampError,
  tags,
  type Der,
} from './der.js';
import { wrapToken } from './time-stamp-request.js';

/**
 * Verification of an RFC 3161 time stamp. Every byte must be accounted for: signed by the
 * authority, signed by the authority's issuers, or the only text allowed in its place. What
 * carries no proof (status text, unsigned attributes, revocation lists, certificates that
 * `areAccountedFor` does not take) is refused, so a token has no byte that could be changed unseen.
 * (Left: NULL or nothing as the parameters of a hash or RSA algorithm, both in use, and the two forms
 * of an ECDSA signature; the package's own signature covers that.)
 */
export type StampVerdict =
  | {
      readonly state: 'valid';
      /** Time that the authority states, in milliseconds since 1970. */
      readonly atMs: number;
      readonly serial: string;
      readonly policy: string;
    }
  /** Whole in itself, but from none of the authorities that the reader trusts. */
  | { readonly state: 'untrusted' }
  /** `reason` names the part that does not fit. */
  | { readonly state: 'refused'; readonly reason: string }
  | { readonly state: 'unchecked' };

export interface StampTrust {
  /** Root certificates in DER that the reader trusts. One that cannot be read vouches for nothing. */
  readonly authorities: readonly Bytes[];
  /** Nonce of the request, where it is still known. */
  readonly nonce: Bytes | null;
  /**
   * Whether a signature of somebody else covers every byte of the response, as
   * `signature/timestamp.sig` does in a package: see `areAccountedFor`.
   */
  readonly isSignedWhole: boolean;
}

const ids = {
  signedData: '1.2.840.113549.1.7.2',
  stampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;
const versionThree = 3;

/** Checks `response` (a `TimeStampResp` as `readTimeStampResponse` gives it) over `message`. Never throws. */
export async function verifyTimeStamp(
  response: Bytes,
  message: Bytes,
  trust: StampTrust,
): Promise<StampVerdict> {
  try {
    if (response.length > evidenceLimits.maxTokenBytes) throw new StampError('too-large');
    const token = expectTag(readDer(response).parts[1], tags.sequence, 'response');
    if (!sameBytes(wrapToken(token.bytes), response)) throw new StampError('response');
    return await verifyToken(token, message, trust);
  } catch (error) {
    if (error instanceof StampError && error.code === 'untrusted') return { state: 'untrusted' };
    // Anything but a named refusal is our mistake; the stamp is refused all the same.
    return { state: 'refused', reason: error instanceof StampError ? error.code : 'unreadable' };
  }
}

async function verifyToken(token: Der, message: Bytes, trust: StampTrust): Promise<StampVerdict> {
  const data = readSignedData(token);
  const info = readStampInfo(data.content);
  const imprint = await digest(info.hash, message);
  if (!sameBytes(imprint, info.imprint)) throw new StampError('imprint');
  if (trust.nonce !== null && (info.nonce === null || !sameBytes(trust.nonce, info.nonce))) {
    throw new StampError('nonce');
  }
  const certificates = data.certificates.map(({ bytes }) => readCertificate(bytes));
  const signer = certificates.find(({ issuer, serial }) =>
    sameBytes(joinBytes(issuer, serial), data.signerId),
  );
  if (signer === undefined) throw new StampError('signer');
  if (!signer.isForTimeStamps) throw new StampError('signer-purpose');
  await checkAttributes(data, signer);
  const { spki } = signer;
  // Signed as a SET, carried with a context tag (RFC 5652 section 5.4).
  const signedBytes = data.attributes.bytes.slice();
  signedBytes[0] = tags.set;
  if (!(await isSignatureOf(spki, data.algorithm, data.hash, data.signature, signedBytes))) {
    throw new StampError('signature');
  }
  const roots = trust.authorities.flatMap((root) => certificateIn(root) ?? []);
  const budget = newCheckBudget();
  const path = await findPath(signer, certificates, roots, info.atMs, budget);
  const vouched = [...path, ...roots];
  if (!(await areAccountedFor(certificates, vouched, trust.isSignedWhole, budget))) {
    throw new StampError('certificate-unused');
  }
  return { state: 'valid', atMs: info.atMs, serial: info.serial, policy: info.policy };
}

interface SignedData {
  readonly content: Bytes;
  readonly certificates: readonly Der[];
  /** Issuer and serial number, one after the other. */
  readonly signerId: Bytes;
  readonly hash: HashName;
  readonly attributes: Der;
  readonly algorithm: Der;
  readonly signature: Bytes;
}

/** CMS SignedData with one signer, certificates, and nothing that is optional beside them. */
function readSignedData(token: Der): SignedData {
  const code = 'token';
  const [type, wrapper, ...afterToken] = token.parts;
  const fields = sequence(expectTag(wrapper, 0xa0, code).parts[0], code);
  const [version, algorithms, content, certificates, signers] = fields;
  const [contentType, contentWrapper, ...afterContent] = sequence(content, code);
  const [signer, ...otherSigners] = expectTag(signers, tags.set, code).parts;
  const signerFields = sequence(signer, code);
  const [signerVersion, id, hashId, attributes, algorithm, signature] = signerFields;
  const [hashAlgorithm, ...otherHashes] = expectTag(algorithms, tags.set, code).parts;
  const extras = [afterToken, afterContent, otherSigners, otherHashes].flat();
  const wrappers = [expectTag(wrapper, 0xa0, code), expectTag(contentWrapper, 0xa0, code)];
  const isPlain =
    fields.length === 5 &&
    signerFields.length === 6 &&
    extras.length === 0 &&
    wrappers.every(({ parts }) => parts.length === 1) &&
    oid(type, code) === ids.signedData &&
    oid(contentType, code) === ids.stampInfo &&
    smallInteger(version, code) === versionThree &&
    smallInteger(signerVersion, code) === 1;
  if (!isPlain || !hashId || !algorithm) throw new StampError(code);
  const hash = hashOf(hashId, code);
  if (hashOf(hashAlgorithm, code) !== hash) throw new StampError(code);
  return {
    content: expectTag(contentWrapper?.parts[0], tags.octetString, code).content,
    certificates: expectTag(certificates, 0xa0, code).parts,
    signerId: expectTag(id, tags.sequence, code).content,
    hash,
    attributes: expectTag(attributes, 0xa0, code),
    algorithm,
    signature: expectTag(signature, tags.octetString, code).content,
  };
}

interface StampInfo {
  readonly policy: string;
  readonly hash: HashName;
  readonly imprint: Bytes;
  readonly serial: string;
  readonly atMs: number;
  readonly nonce: Bytes | null;
}

/** TSTInfo (RFC 3161 section 2.4.2). All of it is signed. */
function readStampInfo(content: Bytes): StampInfo {
  const code = 'info';
  const [version, policy, imprint, serial, time, ...optional] = sequence(readDer(content), code);
  if (smallInteger(version, code) !== 1) throw new StampError(code);
  const [hashId, hashed] = sequence(imprint, code);
  return {
    policy: oid(policy, code),
    hash: hashOf(hashId, code),
    imprint: expectTag(hashed, tags.octetString, code).content,
    serial: toHex(expectTag(serial, tags.integer, code).content),
    atMs: moment(expectTag(time, tags.generalizedTime, code), code),
    nonce: optional.find(({ tag }) => tag === tags.integer)?.content ?? null,
  };
}

/** The signed attributes must name the content's type, its hash, and this very certificate. */
async function checkAttributes(data: SignedData, signer: Certificate): Promise<void> {
  const code = 'attributes';
  const values = new Map<string, Der>();
  for (const attribute of data.attributes.parts) {
    const [id, set, ...more] = sequence(attribute, code);
    const [value, ...others] = expectTag(set, tags.set, code).parts;
    const name = oid(id, code);
    if (value === undefined || more.length + others.length > 0 || values.has(name)) {
      throw new StampError(code);
    }
    values.set(name, value);
  }
  if (oid(values.get(ids.contentType), code) !== ids.stampInfo) throw new StampError(code);
  const hashed = expectTag(values.get(ids.messageDigest), tags.octetString, code).content;
  if (!sameBytes(hashed, await digest(data.hash, data.content)))
    throw new StampError('content-hash');
  const { hash, value } = namedCertificate(values);
  if (!sameBytes(value, await digest(hash, signer.bytes))) throw new StampError('certificate-hash');
}

/** Hash of the signer's certificate in `signingCertificateV2` (RFC 5816) or the older SHA-1 form. */
function namedCertificate(values: ReadonlyMap<string, Der>): {
  hash: HashName | 'SHA-1';
  value: Bytes;
} {
  const code = 'attributes';
  const newer = values.get(ids.signingCertificateV2);
  const list = sequence(newer ?? values.get(ids.signingCertificate), code)[0];
  const parts = sequence(sequence(list, code)[0], code);
  const [first, second] = parts;
  const octets = (element: Der | undefined): Bytes =>
    expectTag(element, tags.octetString, code).content;
  // Only the hash is named here; the signature that covers it uses SHA-256 or better.
  if (newer === undefined) return { hash: 'SHA-1', value: octets(first) };
  if (first?.tag === tags.sequence) return { hash: hashOf(first, code), value: octets(second) };
  return { hash: 'SHA-256', value: octets(first) };
}

async function digest(hash: HashName | 'SHA-1', bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest(hash, bytes));
}

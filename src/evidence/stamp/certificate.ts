import { sameBytes, type Bytes } from '../bytes.js';
import { isSignatureOf } from './algorithms.js';
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

/** What a time stamp needs of an X.509 certificate (RFC 5280). */
export interface Certificate {
  readonly bytes: Bytes;
  readonly serial: Bytes;
  readonly issuer: Bytes;
  readonly subject: Bytes;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly spki: Der;
  /** The signed part and how it is signed. */
  readonly body: Bytes;
  readonly algorithm: Der;
  readonly signature: Bytes;
  readonly isAuthority: boolean;
  /** Authorities allowed below it; null: as many as there are. */
  readonly pathLength: number | null;
  readonly maySignCertificates: boolean;
  /** Only for time stamps, marked critical (RFC 3161 section 2.3). */
  readonly isForTimeStamps: boolean;
}

const timeStamping = '1.3.6.1.5.5.7.3.8';
const extensionIds = {
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
};
/** May be critical and needs nothing from us: subject and authority key, other names, policies. */
const harmless = new Set([
  '2.5.29.14',
  '2.5.29.35',
  '2.5.29.17',
  '2.5.29.18',
  '2.5.29.32',
  '2.5.29.31',
]);

/** Reads a certificate. Throws `StampError('certificate')`. */
export function readCertificate(bytes: Bytes): Certificate {
  const code = 'certificate';
  const [body, algorithm, signed, ...more] = sequence(readDer(bytes), code);
  const fields = [...sequence(body, code)];
  const version = expectTag(fields.shift(), 0xa0, code);
  if (smallInteger(version.parts[0], code) !== 2 || more.length > 0) throw new StampError(code);
  const [serial, inner, issuer, validity, subject, spki, ...rest] = fields;
  const [notBefore, notAfter] = sequence(validity, code);
  if (!inner || !algorithm || !body || !spki || !sameBytes(inner.bytes, algorithm.bytes)) {
    throw new StampError(code);
  }
  const bits = expectTag(signed, tags.bitString, code).content;
  if (bits[0] !== 0) throw new StampError(code);
  return {
    bytes,
    serial: expectTag(serial, tags.integer, code).bytes,
    issuer: expectTag(issuer, tags.sequence, code).bytes,
    subject: expectTag(subject, tags.sequence, code).bytes,
    notBeforeMs: moment(notBefore, code),
    notAfterMs: moment(notAfter, code),
    spki: expectTag(spki, tags.sequence, code),
    body: body.bytes,
    algorithm,
    signature: bits.subarray(1),
    ...readExtensions(rest.find(({ tag }) => tag === 0xa3)),
  };
}

/** The certificate in `bytes`, or null where they are none that we can read. */
export function certificateIn(bytes: Bytes): Certificate | null {
  try {
    return readCertificate(bytes);
  } catch (error) {
    if (error instanceof StampError) return null;
    throw error;
  }
}

type Extensions = Pick<
  Certificate,
  'isAuthority' | 'pathLength' | 'maySignCertificates' | 'isForTimeStamps'
>;

function readExtensions(wrapper: Der | undefined): Extensions {
  const code = 'certificate';
  const read = {
    isAuthority: false,
    pathLength: null as number | null,
    maySignCertificates: true,
    isForTimeStamps: false,
  };
  const seen = new Set<string>();
  for (const extension of wrapper === undefined ? [] : sequence(wrapper.parts[0], code)) {
    const parts = sequence(extension, code);
    const id = oid(parts[0], code);
    const isCritical =
      parts.length === 3 && parts[1]?.tag === tags.boolean && parts[1].content[0] === 0xff;
    const value = readDer(expectTag(parts.at(-1), tags.octetString, code).content.slice());
    if (seen.has(id)) throw new StampError(code);
    seen.add(id);
    if (id === extensionIds.basicConstraints) {
      const [flag, pathLength] = sequence(value, code);
      read.isAuthority = flag?.tag === tags.boolean && flag.content[0] === 0xff;
      read.pathLength = pathLength === undefined ? null : smallInteger(pathLength, code);
    } else if (id === extensionIds.keyUsage) {
      // Bit 5, counted from the left after the byte of unused bits.
      const usage = expectTag(value, tags.bitString, code).content;
      read.maySignCertificates = ((usage[1] ?? 0) & 0x04) !== 0;
    } else if (id === extensionIds.extendedKeyUsage) {
      const uses = sequence(value, code).map((use) => oid(use, code));
      read.isForTimeStamps = isCritical && uses.length === 1 && uses[0] === timeStamping;
    } else if (isCritical && !harmless.has(id)) {
      throw new StampError('certificate-extension');
    }
  }
  return read;
}

/**
 * The path from `leaf` to one of `authorities`, each signed by the next and valid at `atMs`.
 * Throws `StampError('untrusted')` when there is none, `'certificate-dates'` when `leaf` itself was not valid. Revocation is not checked: that would ask a
 * server.
 */
export async function findPath(
  leaf: Certificate,
  others: readonly Certificate[],
  authorities: readonly Certificate[],
  atMs: number,
): Promise<readonly Certificate[]> {
  if (atMs < leaf.notBeforeMs || atMs > leaf.notAfterMs) throw new StampError('certificate-dates');
  const path = [leaf];
  while (path.length <= 5) {
    const last = path.at(-1) ?? leaf;
    if (authorities.some((root) => sameBytes(root.bytes, last.bytes))) return path;
    const below = path.length - 1;
    const mayIssue = (issuer: Certificate): boolean =>
      sameBytes(issuer.subject, last.issuer) &&
      issuer.isAuthority &&
      issuer.maySignCertificates &&
      atMs >= issuer.notBeforeMs &&
      atMs <= issuer.notAfterMs &&
      (issuer.pathLength === null || issuer.pathLength >= below) &&
      !path.some(({ bytes }) => sameBytes(bytes, issuer.bytes));
    // Trusted ones first: a path ends as soon as it can.
    const issuer = await firstSigner(last, [...authorities, ...others].filter(mayIssue));
    if (issuer === null) throw new StampError('untrusted');
    path.push(issuer);
  }
  throw new StampError('untrusted');
}

/** The first whose key signed `signed`: an authority that renews its root keeps the name, not the key. */
async function firstSigner(
  signed: Certificate,
  candidates: readonly Certificate[],
): Promise<Certificate | null> {
  for (const candidate of candidates) {
    try {
      const { spki } = candidate;
      if (await isSignatureOf(spki, signed.algorithm, null, signed.signature, signed.body)) {
        return candidate;
      }
    } catch (error) {
      // Of another kind of key, or in a way that we do not take: no signer of it for us.
      if (!(error instanceof StampError)) throw error;
    }
  }
  return null;
}

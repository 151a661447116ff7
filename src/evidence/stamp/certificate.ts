import { sameBytes, type Bytes } from '../bytes.js';
import { evidenceLimits } from '../evidence-limits.js';
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

/** Checks of certificates' signatures that are left for one token: a hostile one has very many paths. */
export interface CheckBudget {
  left: number;
}

export function newCheckBudget(): CheckBudget {
  return { left: evidenceLimits.maxCertificateChecks };
}

export function sameCertificate(a: Certificate, b: Certificate): boolean {
  return sameBytes(a.bytes, b.bytes);
}

/**
 * True when `signed` names `issuer` and the key of `issuer` signed it. Throws
 * `StampError('untrusted')` when the budget is used up: what was not looked at is not proven.
 */
export async function didIssue(
  issuer: Certificate,
  signed: Certificate,
  budget: CheckBudget,
): Promise<boolean> {
  if (!sameBytes(issuer.subject, signed.issuer)) return false;
  budget.left -= 1;
  if (budget.left < 0) throw new StampError('untrusted');
  try {
    const { algorithm, signature, body } = signed;
    return await isSignatureOf(issuer.spki, algorithm, null, signature, body);
  } catch (error) {
    // Of another kind of key, or in a way that we do not take: no issuer of it for us.
    if (error instanceof StampError) return false;
    throw error;
  }
}

/**
 * A path from `leaf` to one of `authorities`, each signed by the next and valid at `atMs`. Every
 * path is tried, for the first that fits may lead nowhere: an authority that renews its root keeps
 * the name, or lets the old root sign the new one. Throws `StampError('untrusted')` when there is
 * none within the budget, `'certificate-dates'` when `leaf` itself was not valid. Revocation is not
 * checked: that would ask a server.
 */
export async function findPath(
  leaf: Certificate,
  others: readonly Certificate[],
  authorities: readonly Certificate[],
  atMs: number,
  budget: CheckBudget,
): Promise<readonly Certificate[]> {
  if (atMs < leaf.notBeforeMs || atMs > leaf.notAfterMs) throw new StampError('certificate-dates');
  // Trusted ones first: a path ends as soon as it can.
  const issuers = [...authorities, ...others];

  async function extend(path: readonly Certificate[]): Promise<readonly Certificate[] | null> {
    const last = path.at(-1) ?? leaf;
    if (authorities.some((root) => sameCertificate(root, last))) return path;
    if (path.length >= evidenceLimits.maxPathCertificates) return null;
    for (const issuer of issuers) {
      if (!mayIssue(issuer, path, atMs) || !(await didIssue(issuer, last, budget))) continue;
      const whole = await extend([...path, issuer]);
      if (whole !== null) return whole;
    }
    return null;
  }

  const path = await extend([leaf]);
  if (path === null) throw new StampError('untrusted');
  return path;
}

/** Whether `issuer` may stand next on the path, by what it says of itself. */
function mayIssue(issuer: Certificate, path: readonly Certificate[], atMs: number): boolean {
  return (
    issuer.isAuthority &&
    issuer.maySignCertificates &&
    atMs >= issuer.notBeforeMs &&
    atMs <= issuer.notAfterMs &&
    (issuer.pathLength === null || issuer.pathLength >= path.length - 1) &&
    !path.some((one) => sameCertificate(one, issuer))
  );
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bytes } from '../../../src/evidence/bytes.js';

export function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export interface Authority {
  /** Root certificate, DER and PEM file. */
  readonly root: Bytes;
  readonly rootPem: string;
  /** Of an authority whose root was renewed: the root before, and the new one signed by it. */
  readonly renewed: { readonly oldRoot: Bytes; readonly cross: Bytes } | null;
  /** Answers a request as `openssl ts` does. */
  answer(request: Bytes): Bytes;
  /** The signer's certificate issued again: same key, name and number, other dates. */
  reissue(): Bytes;
}

/** How the signing certificate is made; a fault for the tests that need one. */
export interface AuthorityShape {
  readonly keys: 'rsa' | 'p256' | 'p384';
  readonly days?: number;
  /** `extendedKeyUsage` of the signer. */
  readonly use?: string;
  readonly intermediate?: boolean;
  /** False: the certificate between was never allowed to issue others. */
  readonly mayIssue?: boolean;
  /** The root is also signed by an older one, and the token carries that certificate. */
  readonly renewed?: boolean;
}

/** A time-stamp authority of our own, made with openssl in `folder`. */
export function makeAuthority(folder: string, shape: AuthorityShape): Authority {
  mkdirSync(folder, { recursive: true });
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  const use = shape.use ?? 'critical,timeStamping';
  writeFileSync(at('serial'), '01\n');
  writeFileSync(
    at('ts.cnf'),
    `[tsa]
default_tsa = here
[here]
serial = serial
crypto_device = builtin
signer_cert = signer.pem
certs = certs.pem
signer_key = signer.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256, sha512
accuracy = secs:1
ordering = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[middle]
basicConstraints = critical,CA:${shape.mayIssue === false ? 'FALSE' : 'TRUE'}
keyUsage = critical,keyCertSign,cRLSign
[signer]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = ${use}
[req]
distinguished_name = name
[name]
`,
  );
  const key = (name: string): void => {
    if (shape.keys === 'rsa') openssl('genrsa', '-out', name, '2048');
    else {
      const curve = shape.keys === 'p256' ? 'prime256v1' : 'secp384r1';
      openssl('ecparam', '-name', curve, '-genkey', '-noout', '-out', name);
    }
  };
  const request = (name: string, subject: string): void =>
    openssl(
      'req',
      '-new',
      '-config',
      'ts.cnf',
      '-key',
      `${name}.key`,
      '-subj',
      subject,
      '-out',
      `${name}.csr`,
    );
  const sign = (name: string, by: string, section: string, days = shape.days ?? 3650): void =>
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', `${by}.pem`, '-CAkey', `${by}.key`],
      ...['-set_serial', String(100 + section.length), '-days', String(days)],
      ...['-extfile', 'ts.cnf', '-extensions', section, '-sha256', '-out', `${name}.pem`],
    );
  const selfSigned = (name: string, subject: string): void =>
    openssl(
      ...['req', '-x509', '-new', '-config', 'ts.cnf', '-key', `${name}.key`, '-subj', subject],
      ...['-extensions', 'root', '-days', '3650', '-sha256', '-out', `${name}.pem`],
    );
  key('root.key');
  selfSigned('root', '/CN=Test root');
  let issuer = 'root';
  if (shape.intermediate === true) {
    key('middle.key');
    request('middle', '/CN=Test middle');
    sign('middle', 'root', 'middle');
    issuer = 'middle';
  }
  key('signer.key');
  request('signer', '/CN=Test stamps');
  sign('signer', issuer, 'signer');
  const sent = shape.intermediate === true ? ['middle'] : shape.renewed === true ? [] : ['root'];
  if (shape.renewed === true) {
    key('old.key');
    selfSigned('old', '/CN=Test root of before');
    request('root', '/CN=Test root');
    openssl(
      ...['x509', '-req', '-in', 'root.csr', '-CA', 'old.pem', '-CAkey', 'old.key'],
      ...['-set_serial', '77', '-days', '3650', '-extfile', 'ts.cnf', '-extensions', 'root'],
      ...['-sha256', '-out', 'cross.pem'],
    );
    sent.push('cross');
  }
  writeFileSync(at('certs.pem'), sent.map((name) => readFileSync(at(`${name}.pem`))).join(''));
  const readDerOf = (name: string): Bytes => {
    openssl('x509', '-in', `${name}.pem`, '-outform', 'DER', '-out', `${name}.der`);
    return new Uint8Array(readFileSync(at(`${name}.der`)));
  };
  return {
    root: readDerOf('root'),
    rootPem: at('root.pem'),
    renewed:
      shape.renewed === true ? { oldRoot: readDerOf('old'), cross: readDerOf('cross') } : null,
    answer(bytes) {
      writeFileSync(at('request.tsq'), bytes);
      openssl(
        ...['ts', '-reply', '-config', 'ts.cnf', '-section', 'here', '-queryfile', 'request.tsq'],
        ...['-out', 'answer.tsr'],
      );
      return new Uint8Array(readFileSync(at('answer.tsr')));
    },
    reissue() {
      sign('signer', issuer, 'signer', 1000);
      return readDerOf('signer');
    },
  };
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8, type Bytes } from '../../../src/evidence/bytes.js';
import { evidenceLimits } from '../../../src/evidence/evidence-limits.js';
import { layout } from '../../../src/evidence/package/package-layout.js';
import { writePackageZip } from '../../../src/evidence/package/package-zip.js';
import { readPackageZip } from '../../../src/evidence/verify/read-package-zip.js';
import {
  findPath,
  newCheckBudget,
  readCertificate,
} from '../../../src/evidence/stamp/certificate.js';
import { der, readDer, tags } from '../../../src/evidence/stamp/der.js';
import {
  buildTimeStampRequest,
  readTimeStampResponse,
  wrapToken,
} from '../../../src/evidence/stamp/time-stamp-request.js';
import {
  verifyTimeStamp,
  type StampVerdict,
} from '../../../src/evidence/stamp/verify-time-stamp.js';
import { verifyPackage } from '../../../src/evidence/verify/verify.js';
import { samplePackage } from '../../unit/evidence/sample-case.js';
import { flip, seeded } from './edits.js';
import { hasOpenssl, makeAuthority, type Authority } from './stamp-authority.js';

/**
 * An authority whose new root is also signed by its old one, as DigiCert and Sectigo send it: the
 * token carries the signer, the certificate between, and the new root signed by the old.
 */
const folder = mkdtempSync(join(tmpdir(), 'seam-cross-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const message = utf8('the signature of a package');

describe.skipIf(!hasOpenssl())('a time stamp of an authority that renewed its root', () => {
  let authority: Authority;
  let stranger: Authority;
  let response: Bytes;
  let newRoot: Bytes;
  let oldRoot: Bytes;
  let cross: Bytes;
  beforeAll(async () => {
    const shape = { keys: 'p256', intermediate: true, renewed: true } as const;
    authority = makeAuthority(join(folder, 'authority'), shape);
    stranger = makeAuthority(join(folder, 'stranger'), shape);
    response = await answerOf(authority, message);
    newRoot = authority.root;
    ({ oldRoot, cross } = authority.renewed!);
  });

  const under = (
    authorities: readonly Bytes[],
    answer = response,
    isSignedWhole = true,
  ): Promise<StampVerdict> =>
    verifyTimeStamp(answer, message, { authorities, nonce: null, isSignedWhole });

  it('carries signer, the certificate between and the cross-signed root', () => {
    expect(certificatesOf(response)).toHaveLength(3);
    expect(certificatesOf(response).some((one) => Buffer.compare(one, cross) === 0)).toBe(true);
  });

  it('is valid for who trusts the old root, the new one, or both', async () => {
    for (const roots of [[oldRoot], [newRoot], [oldRoot, newRoot], [newRoot, oldRoot]]) {
      expect(await under(roots)).toMatchObject({ state: 'valid' });
    }
    // The cross-signed certificate may itself be what the reader was given.
    expect(await under([cross])).toMatchObject({ state: 'valid' });
  });

  it('is untrusted, and no more, for who trusts neither', async () => {
    expect(await under([])).toEqual({ state: 'untrusted' });
    expect(await under([stranger.root, stranger.renewed!.oldRoot])).toEqual({ state: 'untrusted' });
  });

  it('finds its way past certificates that lead nowhere, in whatever order they come', async () => {
    const [first, second, third] = certificatesOf(response);
    const elsewhere = signedByUnknown();
    const orders = [
      [newRoot, first, second, third],
      [elsewhere, first, second, third],
      [first, second, newRoot, elsewhere, third, oldRoot],
      [oldRoot, third, elsewhere, newRoot, second, first],
    ].map((order) => order.map((one) => one!));
    for (const order of orders) {
      const again = withCertificates(response, order);
      for (const root of [newRoot, oldRoot]) {
        expect(await under([root], again)).toMatchObject({ state: 'valid' });
      }
    }
  });

  it('is refused with a certificate of somebody else beside its own, whatever root is trusted', async () => {
    const own = certificatesOf(response);
    const others = [stranger.root, stranger.renewed!.cross, ...certificatesOf(otherToken())];
    for (const other of others) {
      const stuffed = withCertificates(response, [...own, other]);
      for (const roots of [[newRoot], [oldRoot], [newRoot, oldRoot]]) {
        expect(await under(roots, stuffed)).toEqual({
          state: 'refused',
          reason: 'certificate-unused',
        });
      }
    }
  });

  it('that nobody signed whole has no byte of its certificates that nothing covers', async () => {
    // Both roots are trusted, or the old one: the certificate that joins them is signed by a trusted key.
    for (const roots of [[oldRoot], [newRoot, oldRoot]]) {
      expect(await under(roots, response, false)).toMatchObject({ state: 'valid' });
    }
    // Under the new root alone no trusted key signed it.
    const refused = { state: 'refused', reason: 'certificate-unused' };
    expect(await under([newRoot], response, false)).toEqual(refused);
    const own = certificatesOf(response);
    const changed = own.map(otherIssuer);
    const edited = withCertificates(response, changed);
    expect(await under([newRoot, oldRoot], edited, false)).toEqual(refused);
  });

  it('is valid in a package under either root, where every change of the token is found', async () => {
    const { zip } = await samplePackage({ stamp: (stamped) => answerOf(authority, stamped) });
    for (const root of [newRoot, oldRoot]) {
      const answer = await verifyPackage(zip, { expectedKey: null, authorities: [root] });
      expect(answer).toMatchObject({ outcome: 'intact', stamp: { state: 'valid' } });
      expect(answer.proven).toContain('existed-by');
    }
    const read = readPackageZip(zip);
    if (!read.ok) throw new Error(read.fault);
    const token = read.files.get(layout.timeStamp)!;
    const pick = seeded(11);
    for (let round = 0; round < 40; round += 1) {
      const files = new Map([...read.files, [layout.timeStamp, flip(token, pick)]]);
      const trust = { expectedKey: null, authorities: [newRoot] };
      const answer = await verifyPackage(writePackageZip(files), trust);
      expect(answer).toMatchObject({ outcome: 'altered', proven: [] });
    }
  });

  it('ends soon where its certificates have more paths than anybody could walk', async () => {
    const { leaf, loop } = makeLoop(40);
    const budget = newCheckBudget();
    const [signer, ...others] = [leaf, ...loop].map(readCertificate);
    const startedMs = performance.now();
    const walk = findPath(signer!, others, [readCertificate(newRoot)], Date.now(), budget);
    await expect(walk).rejects.toThrow('untrusted');
    expect(budget.left).toBeLessThan(0);
    expect(performance.now() - startedMs).toBeLessThan(5000);

    // Beside a path that leads to a root they use up the budget or have no reason to be there.
    const bomb = withCertificates(response, [...certificatesOf(response), ...loop]);
    expect(bomb.length).toBeLessThan(evidenceLimits.maxTokenBytes);
    expect((await under([newRoot], bomb)).state).not.toBe('valid');
  });

  /** The new root as a second old one signed it, which nobody trusts and the token does not carry. */
  function signedByUnknown(): Bytes {
    const cwd = join(folder, 'authority');
    const openssl = (...args: readonly string[]): void => {
      execFileSync('openssl', args, { cwd, stdio: 'ignore' });
    };
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'unknown.key');
    openssl(
      ...['req', '-x509', '-new', '-key', 'unknown.key', '-subj', '/CN=Unknown root'],
      ...['-days', '30', '-out', 'unknown.pem'],
    );
    openssl(
      ...['x509', '-req', '-in', 'root.csr', '-CA', 'unknown.pem', '-CAkey', 'unknown.key'],
      ...['-set_serial', '78', '-days', '30', '-extfile', 'ts.cnf', '-extensions', 'root'],
      ...['-outform', 'DER', '-out', 'unknown-cross.der'],
    );
    return new Uint8Array(readFileSync(join(cwd, 'unknown-cross.der')));
  }

  function otherToken(): Bytes {
    return readTimeStampResponse(stranger.answer(readFileSync(join(folder, 'asked'))))!;
  }
});

async function answerOf(authority: Authority, stamped: Bytes): Promise<Bytes> {
  const { bytes } = await buildTimeStampRequest(stamped);
  writeFileSync(join(folder, 'asked'), bytes);
  const response = readTimeStampResponse(authority.answer(bytes));
  if (response === null) throw new Error('the authority granted nothing');
  return response;
}

function certificatesOf(response: Bytes): readonly Bytes[] {
  const data = readDer(response).parts[1]!.parts[1]!.parts[0]!;
  return data.parts[3]!.parts.map(({ bytes }) => bytes.slice());
}

/** The same token with other certificates: nothing signs their set. */
function withCertificates(response: Bytes, certificates: readonly Bytes[]): Bytes {
  const token = readDer(response).parts[1]!;
  const [version, algorithms, content, , signers] = token.parts[1]!.parts[0]!.parts;
  const again = der(
    tags.sequence,
    ...[version!.bytes, algorithms!.bytes, content!.bytes],
    ...[der(0xa0, ...certificates), signers!.bytes],
  );
  return wrapToken(der(tags.sequence, token.parts[0]!.bytes, der(0xa0, again)));
}

/** The certificate with one letter of its issuer's name changed. */
function otherIssuer(certificate: Bytes): Bytes {
  const changed = Buffer.from(certificate);
  const at = changed.indexOf('Test root of before');
  if (at >= 0) changed[at] = 'B'.charCodeAt(0);
  return new Uint8Array(changed);
}

/** Certificates of one name and one key: each is signed by each, and none by a root. */
function makeLoop(count: number): { leaf: Bytes; loop: readonly Bytes[] } {
  const cwd = join(folder, 'loop');
  mkdirSync(cwd, { recursive: true });
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { cwd, stdio: 'ignore' });
  };
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'key');
  const loop = Array.from({ length: count }, (_, number) => {
    openssl(
      ...['req', '-x509', '-new', '-key', 'key', '-subj', '/CN=Loop', '-days', '30'],
      ...['-set_serial', String(number + 1), '-outform', 'DER', '-out', 'one.der'],
    );
    return new Uint8Array(readFileSync(join(cwd, 'one.der')));
  });
  return { leaf: loop[0]!, loop: loop.slice(1) };
}

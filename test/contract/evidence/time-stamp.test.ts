import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8, type Bytes } from '../../../src/evidence/bytes.js';
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
  type TimeStampRequest,
} from '../../../src/evidence/stamp/time-stamp-request.js';
import {
  verifyTimeStamp,
  type StampVerdict,
} from '../../../src/evidence/stamp/verify-time-stamp.js';
import { verifyPackage } from '../../../src/evidence/verify/verify.js';
import { samplePackage } from '../../unit/evidence/sample-case.js';
import { editPackage, flip, seeded } from './edits.js';
import {
  hasOpenssl,
  makeAuthority,
  type Authority,
  type AuthorityShape,
} from './stamp-authority.js';

const folder = mkdtempSync(join(tmpdir(), 'seam-stamp-'));
const message = utf8('the signature of a package');
let count = 0;

interface Stamped {
  readonly authority: Authority;
  readonly request: TimeStampRequest;
  readonly response: Bytes;
  /** Roots that the reader trusts beside that of the authority. */
  readonly more?: readonly Bytes[];
}

async function stamp(shape: AuthorityShape): Promise<Stamped> {
  count += 1;
  const authority = makeAuthority(join(folder, `authority-${count}`), shape);
  const request = await buildTimeStampRequest(message);
  const response = readTimeStampResponse(authority.answer(request.bytes));
  if (response === null) throw new Error('the authority granted nothing');
  return { authority, request, response };
}

/** Read by who trusts both roots: then signatures cover the certificate that joins them too. */
async function renewed(shape: AuthorityShape): Promise<Stamped> {
  const stamped = await stamp(shape);
  return { ...stamped, more: [stamped.authority.renewed!.oldRoot] };
}

const check = (
  { authority, request, more = [] }: Stamped,
  response: Bytes,
  over: Bytes = message,
  nonce: Bytes | null = request.nonce,
): Promise<StampVerdict> =>
  verifyTimeStamp(response, over, {
    authorities: [authority.root, ...more],
    nonce,
    isSignedWhole: false,
  });

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasOpenssl())('a time stamp of a local openssl authority', () => {
  let plain: Stamped;
  beforeAll(async () => {
    plain = await stamp({ keys: 'rsa' });
  });

  it('asks with a request that openssl reads, holding a hash and nothing of the text', () => {
    const path = join(folder, 'asked.tsq');
    writeFileSync(path, plain.request.bytes);
    const text = execFileSync('openssl', ['ts', '-query', '-in', path, '-text'], {
      encoding: 'utf8',
    });
    expect(text).toContain('Hash Algorithm: sha256');
    expect(text).toContain('Certificate required: yes');
    expect(Buffer.from(plain.request.bytes).includes(Buffer.from(message))).toBe(false);
    expect(plain.request.bytes.length).toBeLessThan(80);
  });

  it('is accepted, with the time that it states', async () => {
    const verdict = await check(plain, plain.response);
    expect(verdict).toMatchObject({ state: 'valid', policy: '1.3.6.1.4.1.99999.1' });
    const atMs = verdict.state === 'valid' ? verdict.atMs : 0;
    expect(Math.abs(atMs - Date.now())).toBeLessThan(120_000);
  });

  it.each<AuthorityShape>([
    { keys: 'p256' },
    { keys: 'p384' },
    { keys: 'p256', intermediate: true },
    { keys: 'rsa', intermediate: true },
  ])('is accepted with %j', async (shape) => {
    const stamped = await stamp(shape);
    expect(await check(stamped, stamped.response)).toMatchObject({ state: 'valid' });
  });

  it.each<[string, AuthorityShape, string]>([
    [
      'a certificate for other uses',
      { keys: 'p256', use: 'critical,serverAuth' },
      'signer-purpose',
    ],
    ['a use that is not critical', { keys: 'p256', use: 'timeStamping' }, 'signer-purpose'],
    [
      'a use beside time stamps',
      { keys: 'p256', use: 'critical,timeStamping,serverAuth' },
      'signer-purpose',
    ],
  ])('is refused with %s', async (_, shape, reason) => {
    // openssl itself refuses to sign with these, so the certificate is swapped after the answer.
    const good = await stamp({ keys: 'p256' });
    const made = stampWith(good, shape);
    expect(await check(made, made.response)).toMatchObject({ state: 'refused', reason });
  });

  it('is refused for another text, another nonce, another authority, no authority', async () => {
    const refused = async (verdict: Promise<StampVerdict>, reason: string): Promise<void> =>
      expect(await verdict).toEqual({ state: 'refused', reason });
    await refused(check(plain, plain.response, utf8('another text')), 'imprint');
    await refused(check(plain, plain.response, message, Uint8Array.of(1)), 'nonce');
  });

  it('is untrusted, not refused, where its authority is none of those that the reader gave', async () => {
    const other = await stamp({ keys: 'p256' });
    const under = (...authorities: readonly Bytes[]): Promise<StampVerdict> =>
      verifyTimeStamp(plain.response, message, {
        authorities,
        nonce: null,
        isSignedWhole: false,
      });
    expect(await under(other.authority.root)).toEqual({ state: 'untrusted' });
    expect(await under()).toEqual({ state: 'untrusted' });
    // Both roots are named "Test root", one has a key of another kind; a file that is none is in the list too.
    const all = [utf8('junk'), other.authority.root, plain.authority.root];
    expect(await under(...all)).toMatchObject({ state: 'valid' });
  });

  it('is untrusted when a certificate on the way may not issue others', async () => {
    const stamped = await stamp({ keys: 'p256', intermediate: true, mayIssue: false });
    expect(await check(stamped, stamped.response)).toEqual({ state: 'untrusted' });
  });

  it('is refused with another certificate of the same key, name and number', async () => {
    const stamped = await stamp({ keys: 'p256', days: 10 });
    const root = readCertificate(stamped.authority.root);
    const certificate = stamped.authority.reissue();
    // The authority did issue it; only the stamp does not name it.
    const issued = readCertificate(certificate);
    expect(await findPath(issued, [], [root], Date.now(), newCheckBudget())).toHaveLength(2);
    const swapped = withCertificate(stamped.response, certificate);
    expect(await check(stamped, swapped)).toEqual({ state: 'refused', reason: 'certificate-hash' });
  });

  it('is refused when the certificate had ended before the stated time', async () => {
    const stamped = await stamp({ keys: 'p256', days: 1 });
    const verdict = await check(stamped, stamped.response);
    expect(verdict).toMatchObject({ state: 'valid' });
    const root = readCertificate(stamped.authority.root);
    const muchLaterMs = Date.now() + 20 * 365 * 86_400_000;
    await expect(findPath(root, [], [root], muchLaterMs, newCheckBudget())).rejects.toThrow(
      'certificate-dates',
    );
  });

  it(
    'is never valid and never crashes in 1,000 of 1,000 mutations',
    { timeout: 120_000 },
    async () => {
      const shapes: Stamped[] = [
        plain,
        await stamp({ keys: 'p256', intermediate: true }),
        await renewed({ keys: 'p256', intermediate: true, renewed: true }),
      ];
      const pick = seeded(3161);
      const accepted: number[] = [];
      const crashed: number[] = [];
      for (let number = 0; number < 1000; number += 1) {
        const stamped = shapes[number % shapes.length]!;
        let mutated = mutate(stamped.response, number % 5, pick);
        // One byte replaced by itself, or nothing repeated at the start, is no mutation.
        while (Buffer.compare(mutated, stamped.response) === 0) {
          mutated = mutate(stamped.response, number % 5, pick);
        }
        const verdict = await check(stamped, mutated);
        if (verdict.state === 'valid') accepted.push(number);
        else if (verdict.state === 'refused' && verdict.reason === 'unreadable')
          crashed.push(number);
      }
      expect(accepted).toEqual([]);
      expect(crashed).toEqual([]);
    },
  );

  it('is not valid after the change of any one byte', { timeout: 120_000 }, async () => {
    const { response } = plain;
    for (let at = 0; at < response.length; at += 1) {
      const changed = response.slice();
      changed[at] = changed[at]! ^ 0x01;
      expect((await check(plain, changed)).state, `byte ${at}`).toMatch(/^(?:refused|untrusted)$/);
    }
  });

  it('that grants nothing is no stamp', async () => {
    const request = await buildTimeStampRequest(message);
    const broken = request.bytes.slice();
    broken[4] = 9;
    expect(readTimeStampResponse(plain.authority.answer(broken))).toBeNull();
    expect(readTimeStampResponse(new Uint8Array(0))).toBeNull();
    expect(readTimeStampResponse(utf8('<html>504</html>'))).toBeNull();
  });

  it('is kept in a package, where its loss and every edit of it are found', async () => {
    const { authority } = plain;
    const { zip, signer } = await samplePackage({
      stamp: async (stamped) =>
        readTimeStampResponse(authority.answer((await buildTimeStampRequest(stamped)).bytes)),
    });
    const trust = { expectedKey: signer.fingerprint, authorities: [authority.root] };
    const answer = await verifyPackage(zip, trust);
    expect(answer).toMatchObject({ outcome: 'intact', stamp: { state: 'valid' } });
    expect(answer.proven).toContain('existed-by');
    const untrusted = await verifyPackage(zip, { ...trust, authorities: [] });
    expect(untrusted.notProven).toContain('stamp-not-checked');
    const { root } = (await stamp({ keys: 'p256' })).authority;
    const elsewhere = await verifyPackage(zip, { ...trust, authorities: [root] });
    expect(elsewhere).toMatchObject({ outcome: 'intact', faults: [] });
    expect(elsewhere.notProven).toContain('stamp-untrusted');
    expect(elsewhere.proven).not.toContain('existed-by');

    const path = join(folder, 'stamped.zip');
    writeFileSync(path, zip);
    const script = join(import.meta.dirname, 'check-package.sh');
    const said = execFileSync(script, [path, signer.fingerprint, authority.rootPem], {
      encoding: 'utf8',
    });
    expect(said.trim()).toBe('INTACT');

    const pick = seeded(7);
    for (let round = 0; round < 120; round += 1) {
      const kind = (['drop-file', 'swap-files', 'careful-edit', 'careful-drop'] as const)[
        round % 4
      ]!;
      const edited = await editPackage(zip, kind, pick, signer);
      // Also without any authority: our own signature covers the stamp.
      expect((await verifyPackage(edited, { ...trust, authorities: [] })).outcome).toBe('altered');
    }
  });

  it('that cannot be had stops the sealing with a name', async () => {
    await expect(samplePackage({ stamp: async () => null })).rejects.toThrow('stamp-failed');
  });
});

/** A stamp signed with a certificate that is not made for stamps. */
function stampWith(good: Stamped, shape: AuthorityShape): Stamped {
  count += 1;
  const authority = makeAuthority(join(folder, `authority-${count}`), shape);
  const certificate = authority.reissue();
  return { ...good, authority, response: withCertificate(good.response, certificate) };
}

/** The same token with another certificate of its signer, and a signer named as there. */
function withCertificate(response: Bytes, certificate: Bytes): Bytes {
  const { issuer, serial } = readCertificate(certificate);
  const token = readDer(response).parts[1]!;
  const data = token.parts[1]!.parts[0]!;
  const [version, algorithms, content, , signers] = data.parts;
  const [one, , ...rest] = signers!.parts[0]!.parts;
  const id = der(tags.sequence, issuer, serial);
  const signer = der(tags.sequence, one!.bytes, id, ...rest.map((part) => part.bytes));
  const again = der(
    tags.sequence,
    ...[version!.bytes, algorithms!.bytes, content!.bytes],
    ...[der(0xa0, certificate), der(tags.set, signer)],
  );
  return wrapToken(der(tags.sequence, token.parts[0]!.bytes, der(0xa0, again)));
}

/** Flips, cuts, repeats, removes or replaces bytes. */
function mutate(bytes: Bytes, how: number, pick: (below: number) => number): Bytes {
  const at = pick(bytes.length);
  const length = 1 + pick(20);
  switch (how) {
    case 0:
      return flip(bytes, pick);
    case 1:
      return bytes.slice(0, at);
    case 2:
      return new Uint8Array([
        ...bytes.subarray(0, at),
        ...bytes.subarray(Math.max(0, at - length)),
      ]);
    case 3:
      return new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + length)]);
    default:
      return new Uint8Array([
        ...bytes.subarray(0, at),
        ...Array.from({ length }, () => pick(256)),
        ...bytes.subarray(at + length),
      ]);
  }
}

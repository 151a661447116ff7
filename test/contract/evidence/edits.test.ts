import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sameBytes, type Bytes } from '../../../src/evidence/bytes.js';
import { createKeyPair, signerOf, type Signer } from '../../../src/evidence/log/signing-key.js';
import { verifyPackage } from '../../../src/evidence/verify/verify.js';
import { samplePackage } from '../../unit/evidence/sample-case.js';
import { containerKinds, editKinds, editPackage, seeded, type EditKind } from './edits.js';

const isLong = process.env['SEAM_LONG'] === '1';
/** threats.md G25: 10,000 in the long run. */
const edits = isLong ? 10_000 : 300;
/** Every n-th edit also goes to the shell; in the long run every one. */
const shellEvery = isLong ? 1 : 10;
const shellsAtOnce = isLong ? 6 : 2;
const longTimeoutMs = 4 * 3_600_000;
const script = join(import.meta.dirname, 'check-package.sh');

function hasPrograms(): boolean {
  try {
    for (const program of ['openssl', 'sha256sum', 'unzip', 'gzip', 'bash']) {
      execFileSync('which', [program], { stdio: 'ignore' });
    }
    return true;
  } catch {
    return false;
  }
}

let folder = '';
let zip: Bytes;
let owner: Signer;
let stranger: Signer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seam-edits-'));
  const sample = await samplePackage();
  zip = sample.zip;
  owner = sample.signer;
  stranger = await signerOf(await createKeyPair());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function checkByShell(bytes: Bytes, name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  const run = promisify(execFile)(script, [path, owner.fingerprint], {
    env: { ...process.env, CHECK_CHAIN: '1' },
  });
  const said = await run.catch((error: unknown) => error as { stdout: string });
  await rm(path);
  return said.stdout.trim();
}

/** Whether both zips hold the same files, beside what systems add and a folder around them. */
function sameFiles(edited: Bytes, original: Bytes): boolean {
  const expected = Object.entries(unzipSync(original));
  const found = Object.entries(unzipSync(edited)).filter(
    ([path]) => !/^__MACOSX|\.DS_Store$|Thumbs\.db$/.test(path),
  );
  return (
    found.length === expected.length &&
    expected.every(([path, bytes]) => {
      const same = found.filter(([name]) => name === path || name.endsWith(`/${path}`));
      return same.some(([, other]) => Buffer.compare(bytes, other) === 0);
    })
  );
}

const trust = (expectedKey: string | null) => ({ expectedKey, authorities: [] });

describe('an edited package', () => {
  it(
    `is found by the verifier, ${edits} edits of ${editKinds.length} kinds`,
    { timeout: longTimeoutMs },
    async () => {
      expect((await verifyPackage(zip, trust(owner.fingerprint))).faults).toEqual([]);
      const pick = seeded(20_261_120);
      const unseen: string[] = [];
      const repacked = new Set<EditKind>();
      for (let number = 0; number < edits; number += 1) {
        const kind = editKinds[number % editKinds.length]!;
        const edited = await editPackage(zip, kind, pick, stranger);
        expect(sameBytes(edited, zip), `edit ${number} changed nothing`).toBe(false);
        const { outcome, faults, proven } = await verifyPackage(edited, trust(owner.fingerprint));
        const isFound =
          outcome === 'altered'
            ? faults.length > 0 && proven.length === 0
            : outcome === 'repacked' && faults.length === 1 && containerKinds.has(kind);
        if (!isFound) unseen.push(`${number} ${kind}: ${outcome}`);
        if (outcome !== 'repacked') continue;
        repacked.add(kind);
        // Another reader of zips finds every file as it was, and none beside.
        if (!sameFiles(edited, zip)) unseen.push(`${number} ${kind}: other files`);
      }
      expect(unseen).toEqual([]);
      // A byte that carries nothing is hit in the long run only.
      const expected = [...containerKinds].filter((kind) => kind !== 'flip-byte' || isLong);
      expect(expected.filter((kind) => !repacked.has(kind))).toEqual([]);
    },
  );

  it.skipIf(!hasPrograms())(
    `is found by openssl and sha256sum, one round in ${shellEvery} of the same edits`,
    { timeout: longTimeoutMs },
    async () => {
      expect(await checkByShell(zip, 'intact.zip')).toBe('INTACT');
      const pick = seeded(20_261_120);
      const unseen: string[] = [];
      const found = new Map<string, number>();
      const check = async (number: number, kind: string, edited: Bytes): Promise<void> => {
        const said = await checkByShell(edited, `edit-${number}.zip`);
        if (!said.startsWith('FAULT ')) unseen.push(`${number} ${kind}: ${said}`);
        const name = `${kind}: ${said}`;
        found.set(name, (found.get(name) ?? 0) + 1);
      };
      const running = new Set<Promise<void>>();
      for (let number = 0; number < edits; number += 1) {
        const kind = editKinds[number % editKinds.length]!;
        const edited = await editPackage(zip, kind, pick, stranger);
        // Whole rounds, so that every kind is among them.
        if (Math.floor(number / editKinds.length) % shellEvery !== 0) continue;
        const one = check(number, kind, edited).finally(() => running.delete(one));
        running.add(one);
        if (running.size >= shellsAtOnce) await Promise.race(running);
        if (isLong && number % 1000 === 999)
          console.log(`${number + 1} edits, unseen: ${unseen.length}`);
      }
      await Promise.all(running);
      expect(unseen).toEqual([]);
      expect(new Set([...found.keys()].map((key) => key.split(':')[0])).size).toBe(
        editKinds.length,
      );
      if (isLong) console.log(Object.fromEntries([...found].sort()));
    },
  );

  it('made anew with another key is only found by who knows the key', async () => {
    // The honest limit: without a fingerprint to compare, a consistent forgery is a package.
    const { zip: theirs, signer } = await samplePackage();
    expect((await verifyPackage(theirs, trust(owner.fingerprint))).faults[0]?.code).toBe(
      'other-key',
    );
    const unknown = await verifyPackage(theirs, trust(null));
    expect(unknown.outcome).toBe('intact');
    expect(unknown.notProven).toContain('key-not-compared');
    expect(unknown.fingerprint).toBe(signer.fingerprint);
    const forged = await editPackage(zip, 'resign-all', seeded(1), stranger);
    expect((await verifyPackage(forged, trust(null))).outcome).toBe('intact');
    expect((await verifyPackage(forged, trust(owner.fingerprint))).outcome).toBe('altered');
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Zip, ZipDeflate, ZipPassThrough, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinBytes, sameBytes, utf8, type Bytes } from '../../../src/evidence/bytes.js';
import { writePackageZip, type PackageFiles } from '../../../src/evidence/package/package-zip.js';
import { readPackageZip } from '../../../src/evidence/verify/read-package-zip.js';
import {
  isCaseAnswer,
  verifyUnpacked,
  verifyZip,
} from '../../../src/evidence/verify/verify-case.js';
import { verifyPackage } from '../../../src/evidence/verify/verify.js';
import { samplePackage } from '../../unit/evidence/sample-case.js';

const folder = mkdtempSync(join(tmpdir(), 'seam-repacked-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const trust = { expectedKey: null, authorities: [] };

function hasPrograms(): boolean {
  try {
    for (const program of ['zip', 'unzip']) execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function filesOf(zip: Bytes): PackageFiles {
  const read = readPackageZip(zip);
  if (!read.ok) throw new Error(read.fault);
  return read.files;
}

/** As Finder writes: compressed or not, lengths after the data, folders, and its own files beside. */
function byFinder(files: PackageFiles, top: string): Bytes {
  const parts: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  const add = (path: string, bytes: Uint8Array): void => {
    const entry = path.endsWith('/') ? new ZipPassThrough(path) : new ZipDeflate(path);
    zip.add(entry);
    entry.push(bytes, true);
  };
  add(`${top}/`, new Uint8Array(0));
  add(`${top}/.DS_Store`, utf8('windows and icons'));
  add(`__MACOSX/${top}/._.DS_Store`, utf8('attributes'));
  const folders = [...files.keys()].flatMap((path) => /^(.*)\//.exec(path)?.[1] ?? []);
  for (const name of new Set(folders)) add(`${top}/${name}/`, new Uint8Array(0));
  for (const [path, bytes] of files) {
    add(`${top}/${path}`, bytes);
    add(`__MACOSX/${top}/${path.replace(/[^/]*$/, '._$&')}`, utf8('attributes'));
  }
  zip.end();
  return joinBytes(...parts);
}

describe('a package that was unpacked and zipped again', () => {
  let zip: Bytes;
  let files: PackageFiles;
  beforeAll(async () => {
    ({ zip } = await samplePackage());
    files = filesOf(zip);
    for (const [path, bytes] of files) {
      const place = join(folder, '证据 1', path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, bytes);
    }
  });

  const expectRepacked = async (again: Bytes, skipped = 0): Promise<void> => {
    const answer = await verifyPackage(again, trust);
    const intact = await verifyPackage(zip, trust);
    expect(answer.outcome).toBe('repacked');
    // The container comes first, and nothing else is wrong; the files prove what they proved.
    expect(answer.faults).toHaveLength(1);
    expect(answer.faults[0]?.code).toMatch(/^(?:entry|container|not-a-package)/);
    expect(answer.proven).toEqual(intact.proven);
    expect(answer.notProven).toEqual([...intact.notProven, 'zip-remade']);
    expect(answer.skipped).toHaveLength(skipped);
    const { fileCount, recordCount, fingerprint, sealedAt } = intact;
    expect(answer).toMatchObject({ fileCount, recordCount, fingerprint, sealedAt });
  };

  it.skipIf(!hasPrograms()).each([
    ['from inside, compressed, with times and owners', ['-r', '../out.zip', '.'], '证据 1'],
    ['without folders and extra fields', ['-r', '-D', '-X', '../out.zip', '.'], '证据 1'],
    ['stored', ['-r', '-0', '../out.zip', '.'], '证据 1'],
    ['with a folder around it', ['-r', 'out.zip', '证据 1'], '.'],
    ['through a pipe, lengths after the data', ['-r', '-fd', 'out.zip', '证据 1'], '.'],
  ])('by zip %s is repacked', async (_, args, from) => {
    rmSync(join(folder, 'out.zip'), { force: true });
    execFileSync('zip', ['-q', ...args], { cwd: join(folder, from) });
    await expectRepacked(new Uint8Array(readFileSync(join(folder, 'out.zip'))));
  });

  it('by Finder is repacked, and what Finder added is named', async () => {
    await expectRepacked(byFinder(files, 'case'), files.size + 2);
  });

  it('is altered when a file of it was changed, added or taken out on the way', async () => {
    const [path] = files.keys();
    const changed = new Map(files).set('media/frame-0001.png', utf8('another picture'));
    const more = new Map(files).set('media/more.png', utf8('more'));
    const less = new Map(files);
    less.delete(path!);
    for (const other of [changed, more, less]) {
      const answer = await verifyPackage(byFinder(other, 'case'), trust);
      expect(answer).toMatchObject({ outcome: 'altered', proven: [] });
      expect(answer.faults.length).toBeGreaterThan(1);
    }
  });

  it('is altered when it is cut, at every length', async () => {
    const again = byFinder(files, 'case');
    for (let length = 0; length < again.length; length += 97) {
      expect((await verifyPackage(again.slice(0, length), trust)).outcome).toBe('altered');
    }
    expect((await verifyPackage(again.slice(0, -1), trust)).outcome).toBe('altered');
  });
});

describe('the zip of a whole case', () => {
  const texts = ['case.json', 'reports.csv', 'reports.json'];
  let one: Bytes;
  let two: Bytes;
  beforeAll(async () => {
    one = (await samplePackage()).zip;
    two = (await samplePackage({ frames: 1 })).zip;
  });
  const caseOf = (...packages: readonly Bytes[]): Map<string, Bytes> =>
    new Map([
      ...texts.map((path) => [path, utf8('{}')] as const),
      ...packages.map((zip, at) => [`packages/item-${at}.zip`, zip] as const),
    ]);
  const outcomesOf = async (zip: Bytes) => {
    const answer = await verifyZip(zip, trust);
    if (!isCaseAnswer(answer)) throw new Error('not taken for a case');
    return answer;
  };

  it('is intact when each package is, and says what nobody signed', async () => {
    const answer = await outcomesOf(writePackageZip(caseOf(one, two)));
    expect(answer.outcome).toBe('intact');
    expect(answer.unsigned).toEqual(texts);
    expect(answer.notProven).toEqual(['case-unsigned']);
    expect(answer.packages.map(({ path }) => path)).toEqual([
      'packages/item-0.zip',
      'packages/item-1.zip',
    ]);
    const [first] = answer.packages;
    expect(first?.verification).toEqual(await verifyPackage(one, trust));
    expect(await verifyUnpacked(caseOf(one, two), trust)).toEqual(answer);
  });

  it('is as good as its worst package', async () => {
    const remade = byFinder(filesOf(two), 'item');
    const bad = one.slice();
    bad[200] = bad[200]! ^ 1;
    expect(await outcomesOf(writePackageZip(caseOf(one, remade)))).toMatchObject({
      outcome: 'repacked',
      packages: [
        { verification: { outcome: 'intact' } },
        { verification: { outcome: 'repacked' } },
      ],
    });
    expect((await outcomesOf(writePackageZip(caseOf(bad, remade)))).outcome).toBe('altered');
    const key = { ...trust, expectedKey: 'ab'.repeat(32) };
    expect(await verifyZip(writePackageZip(caseOf(one)), key)).toMatchObject({
      outcome: 'altered',
    });
    // No package in a package, and no case in a case.
    const nested = writePackageZip(caseOf(writePackageZip(caseOf(one))));
    expect((await outcomesOf(nested)).outcome).toBe('altered');
  });

  it('may be zipped anew: nobody signed its wrapping', async () => {
    const answer = await outcomesOf(byFinder(caseOf(one, two), 'case'));
    expect(answer.outcome).toBe('intact');
    expect(answer.unsigned).toContain('case/.DS_Store');
  });

  it('has no package in what a system wrote beside one', async () => {
    const name = 'packages/._item-0.zip';
    const zip = zipSync(Object.fromEntries(caseOf(one).set(name, utf8('attributes'))));
    for (const answer of [
      await outcomesOf(new Uint8Array(zip)),
      await verifyUnpacked(caseOf(one), trust, [name]),
    ]) {
      expect(answer).toMatchObject({ outcome: 'intact', unsigned: [...texts, name] });
    }
  });

  it('is known by its shape: a package beside a case file is a package with too much', async () => {
    const files = new Map([...filesOf(one), ...caseOf(two)]);
    const answer = await verifyZip(writePackageZip(files), trust);
    expect(isCaseAnswer(answer)).toBe(false);
    expect(answer.outcome).toBe('altered');
    const empty = await verifyZip(writePackageZip(caseOf()), trust);
    expect([isCaseAnswer(empty), empty.outcome]).toEqual([false, 'altered']);
    expect(sameBytes(one, two)).toBe(false);
  });

  it('shares one bound on what is unpacked among all its packages', async () => {
    // 60 MB each, of zeros: every one alone is allowed, twenty are not.
    const bomb = byFinder(new Map([['media/frame-0001.png', new Uint8Array(60_000_000)]]), 'bomb');
    const startedMs = performance.now();
    const bombs = Array.from({ length: 20 }, () => bomb);
    const answer = await outcomesOf(writePackageZip(caseOf(...bombs)));
    expect(answer.outcome).toBe('altered');
    const read = answer.packages.filter(({ verification }) => verification.fileCount > 0);
    expect(read).toHaveLength(8);
    expect(performance.now() - startedMs).toBeLessThan(60_000);
  }, 120_000);
});

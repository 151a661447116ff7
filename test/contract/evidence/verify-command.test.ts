import { execFile } from 'node:child_process';
import { cp, mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readUtf8, utf8 } from '../../../src/evidence/bytes.js';
import { evidenceLimits } from '../../../src/evidence/evidence-limits.js';
import {
  addSignatures,
  afterDataPackage,
  layout,
  type DataPackageFacts,
} from '../../../src/evidence/package/package-layout.js';
import type { PackageFiles } from '../../../src/evidence/package/package-zip.js';
import { readPackageZip } from '../../../src/evidence/verify/read-package-zip.js';
import type { Signer } from '../../../src/evidence/log/signing-key.js';
import { samplePackage } from '../../unit/evidence/sample-case.js';

const root = resolve(import.meta.dirname, '../../..');
let folder = '';
let fingerprint = '';
let signer: Signer;
let sealed: PackageFiles = new Map();

/** Runs the command as a person would; the answer is its output and exit code. */
function verify(...args: readonly string[]): Promise<{ code: number; text: string }> {
  return verifyIn([], ...args);
}

/** The same with options for Node. */
function verifyIn(
  nodeOptions: readonly string[],
  ...args: readonly string[]
): Promise<{ code: number; text: string }> {
  return new Promise((done) => {
    const command = [
      join(root, 'node_modules/tsx/dist/cli.mjs'),
      ...nodeOptions,
      join(root, 'src/cli/verify.ts'),
      ...args,
    ];
    execFile(process.execPath, command, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, text: stdout + stderr });
    });
  });
}

async function put(root: string, path: string, bytes: Uint8Array): Promise<void> {
  const place = join(root, path);
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, bytes);
}

/** The files of a package in a folder, as who unpacks it has them. */
async function unpackedTo(name: string, files: PackageFiles): Promise<string> {
  for (const [path, bytes] of files) await put(join(folder, name), path, bytes);
  return join(folder, name);
}

/** Other files under the facts of the sample, signed as the sample was. */
async function resigned(files: PackageFiles): Promise<PackageFiles> {
  const text = readUtf8(files.get(layout.dataPackage)!) ?? '';
  const { created, software, seam } = JSON.parse(text) as {
    seam: DataPackageFacts;
  } & DataPackageFacts;
  const content = [...files].filter(([path]) => !afterDataPackage.has(path));
  return addSignatures(new Map(content), { ...seam, created, software }, signer);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seam-verify-'));
  const sample = await samplePackage();
  const { zip } = sample;
  signer = sample.signer;
  fingerprint = signer.fingerprint;
  await writeFile(join(folder, 'good.zip'), zip);
  const bad = zip.slice();
  bad[200] = bad[200]! ^ 1;
  await writeFile(join(folder, 'bad.zip'), bad);
  const read = readPackageZip(zip);
  if (!read.ok) throw new Error(read.fault);
  sealed = read.files;
  await unpackedTo('unpacked', sealed);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the verify command', () => {
  it('says what is proven and what is not, and ends with 0', async () => {
    const { code, text } = await verify(
      join(folder, 'good.zip'),
      '--key',
      fingerprint.toUpperCase(),
    );
    expect(code).toBe(0);
    expect(text).toContain('INTACT');
    expect(text).toContain('Content: https://www.bilibili.com/video/BV1xx411c7mD\n');
    expect(text).toContain('Frozen (device clock): 2026-11-20T08:30:00.000Z\n');
    expect(text).toContain('+ The signing key is the one you named.');
    expect(text).toContain('- Who signed.');
  });

  it('names the first thing that does not fit, and ends with 1', async () => {
    const { code, text } = await verify(join(folder, 'bad.zip'));
    expect(code).toBe(1);
    expect(text).toMatch(/^DOES NOT FIT: container-altered byte \d+/);
    expect(text).not.toContain('Content:');
    expect((await verify(join(folder, 'good.zip'), '--key', 'ab'.repeat(32))).text).toContain(
      'other-key',
    );
  });

  it('says that it could not read a package where something throws, and ends with 1', async () => {
    const broken = join(folder, 'no-memory.cjs');
    await writeFile(
      broken,
      "crypto.subtle.digest = () => Promise.reject(new RangeError('no memory'));",
    );
    for (const path of ['good.zip', 'unpacked']) {
      const { code, text } = await verifyIn(['--require', broken], join(folder, path));
      expect(text).toMatch(
        /^DOES NOT FIT: unreadable RangeError: no memory\nNothing is proven\.\nThe package could not be read to its end\.\n/,
      );
      expect(code).toBe(1);
    }
  });

  it('tells a zip that was made anew from one that was sealed, and ends with 3', async () => {
    const path = join(folder, 'again.zip');
    const names = { '.DS_Store': utf8('added'), '\u001b[2JINTACT/.DS_Store': utf8('added') };
    await writeFile(path, zipSync({ ...Object.fromEntries(sealed), ...names }));
    expect((await verify(path)).code).toBe(1);
    await writeFile(path, zipSync({ ...Object.fromEntries(sealed), '.DS_Store': utf8('added') }));
    const { code, text } = await verify(path);
    expect(code).toBe(3);
    expect(text).toMatch(
      /^REPACKED: the files in it are unchanged since they were signed; the zip around them was made anew, so the SHA-256 of the zip that was noted will not fit\.\nThe zip: entry-compressed README\.txt\n/,
    );
    expect(text).toContain('? .DS_Store');
    expect(text).toContain('+ Every file is exactly as it was');
    expect(text).toContain('- The zip itself: it is not the one that was sealed');
    expect(text).not.toMatch(/^INTACT/m);
  });

  it('checks every package of a whole case, and ends with 0 only when each is as it was sealed', async () => {
    const good = await readFile(join(folder, 'good.zip'));
    const again = zipSync(Object.fromEntries(sealed));
    const bad = await readFile(join(folder, 'bad.zip'));
    const check = async (...packages: readonly Uint8Array[]) => {
      const files = packages.map((zip, at) => [`packages/item-${at}.zip`, zip] as const);
      const path = join(folder, 'case.zip');
      await writeFile(path, zipSync({ 'case.json': utf8('{}'), ...Object.fromEntries(files) }));
      return verify(path);
    };
    const whole = await check(good, good);
    expect(whole.code).toBe(0);
    expect(whole.text).toMatch(/^A case of 2 packages: every one is unchanged/);
    expect(whole.text).toContain('== packages/item-1.zip\nINTACT');
    expect(whole.text).toContain('- The case file, the tables and the notes');
    expect(whole.text).toContain('? case.json');
    expect((await check(good, again)).code).toBe(3);
    const changed = await check(again, bad, good);
    expect(changed.code).toBe(1);
    expect(changed.text).toMatch(/^A case of 3 packages: at least one DOES NOT FIT/);
  });

  it('ends with 2 for a key or a certificate that is none, instead of blaming the package', async () => {
    const good = join(folder, 'good.zip');
    const spaced = (fingerprint.match(/../g) ?? []).join(':');
    expect(await verify(good, '--key', spaced)).toMatchObject({ code: 0 });
    for (const key of [`${fingerprint}!`, '']) {
      const { code, text } = await verify(good, '--key', key);
      expect([code, text]).toEqual([2, expect.stringContaining('--key')]);
    }
    const junk = join(folder, 'junk.pem');
    for (const content of [
      'junk',
      '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----',
    ]) {
      await writeFile(junk, content);
      const { code, text } = await verify(good, '--authority', junk);
      expect([code, text]).toEqual([2, expect.stringContaining('junk.pem')]);
    }
  });

  it('prints nothing that a terminal would obey', async () => {
    const path = join(folder, 'rewriting');
    await cp(join(folder, 'unpacked'), path, { recursive: true });
    const name = '\u001b[2J\u009b8m\u202e\nINTACT: nothing was changed';
    await writeFile(join(path, name), '');
    for (const more of [[], ['--json']]) {
      const { code, text } = await verify(path, ...more);
      expect(code).toBe(1);
      expect(text).toContain('INTACT: nothing was changed');
      expect(text).not.toMatch(/^INTACT/m);
      expect(text).not.toMatch(/[^\n -~]/);
    }
    await symlink('/etc/hostname', join(path, `${name}2`));
    const { code, text } = await verify(path);
    expect([code, text]).toEqual([2, expect.not.stringMatching(/[^\n -~]|^INTACT/m)]);
  });

  it('checks an unpacked folder, and says that the container was not seen', async () => {
    const whole = join(folder, 'unpacked');
    const good = await verify(whole);
    expect(good).toMatchObject({ code: 0 });
    expect(good.text).toContain('container is no part');
    await symlink('/etc/hostname', join(whole, 'link'));
    expect((await verify(whole)).code).toBe(2);
  });

  it('leaves out of a folder what a system added, says so, and takes every other file for a change', async () => {
    const added = ['.DS_Store', 'media/._frame-0001.png', '__MACOSX/media/._x', 'page/Thumbs.db'];
    const path = await unpackedTo('with-system-files', sealed);
    for (const name of [...added, 'Desktop.ini']) await put(path, name, utf8('added'));
    const { code, text } = await verify(path);
    expect(code).toBe(0);
    expect(text).toContain('Left out of the check: added by an operating system, not looked into:');
    for (const name of [...added, 'Desktop.ini']) expect(text).toContain(`\n? ${name}\n`);
    expect(text).toContain(`\n${sealed.size} files, `);

    for (const name of ['notes.txt', 'media/a.DS_Store', '.hidden', 'media/__MACOSX/a.png', '._']) {
      const other = await unpackedTo('with-others', sealed);
      for (const one of [...added, name]) await put(other, one, utf8('added'));
      const answer = await verify(other);
      expect([answer.code, answer.text]).toEqual([1, expect.stringContaining(name)]);
      expect(answer.text).toMatch(/^DOES NOT FIT: file-unlisted/);
      await rm(other, { recursive: true });
    }
    const changed = await unpackedTo('changed', sealed);
    await put(changed, '.DS_Store', utf8('added'));
    await put(changed, 'media/frame-0001.png', utf8('another picture'));
    expect((await verify(changed)).code).toBe(1);
    // Not even a link with such a name is followed or passed over.
    await symlink('/etc/hostname', join(path, 'media/Thumbs.db'));
    expect((await verify(path)).code).toBe(2);
  }, 60_000);

  it('finds the package in the one folder that an archive program made inside the folder', async () => {
    const added = ['__MACOSX/package/._report.html', '.DS_Store', 'package/.DS_Store'];
    const path = join(folder, 'around');
    for (const [name, bytes] of sealed) await put(path, `package/${name}`, bytes);
    for (const name of added) await put(path, name, utf8('added'));
    const { code, text } = await verify(path);
    expect(code).toBe(0);
    for (const name of added) expect(text).toContain(`\n? ${name}\n`);
    await put(path, 'package/media/frame-0001.png', utf8('another picture'));
    expect((await verify(path)).code).toBe(1);
    // What lies beside that folder is no system's: which folder is meant is not guessed.
    const beside = join(folder, 'beside');
    for (const [name, bytes] of sealed) await put(beside, `package/${name}`, bytes);
    await put(beside, 'notes/notes.txt', utf8('added'));
    expect((await verify(beside)).code).toBe(1);
  }, 60_000);

  it('takes as many of them as a system may add to the largest package', async () => {
    const path = await unpackedTo('many', sealed);
    for (let at = 0; at < 2 * evidenceLimits.maxEntries; at += 1) {
      await put(path, `media/._${at}`, new Uint8Array(0));
    }
    expect((await verify(path)).code).toBe(0);
    for (let at = 0; at < evidenceLimits.maxEntries; at += 1) {
      await put(path, `page/._${at}`, new Uint8Array(0));
    }
    expect(await verify(path)).toMatchObject({
      code: 2,
      text: expect.stringContaining('too many'),
    });
  }, 60_000);

  it('checks what the package lists, also where it is called as a system calls its own', async () => {
    const own = await resigned(new Map(sealed).set('Thumbs.db', utf8('a file of the package')));
    const whole = await unpackedTo('own', own);
    await put(whole, 'media/Thumbs.db', utf8('added'));
    const good = await verify(whole);
    expect([good.code, good.text]).toEqual([0, expect.stringContaining('? media/Thumbs.db')]);
    expect(good.text).not.toContain('? Thumbs.db');
    await put(whole, 'Thumbs.db', utf8('something else'));
    expect((await verify(whole)).text).toMatch(/^DOES NOT FIT: file-altered Thumbs\.db\n/);
    await rm(join(whole, 'Thumbs.db'));
    expect((await verify(whole)).text).toMatch(/^DOES NOT FIT: file-missing Thumbs\.db\n/);

    const zipped = async (files: PackageFiles) => {
      const path = join(folder, 'own.zip');
      await writeFile(path, zipSync({ ...Object.fromEntries(files), '.DS_Store': utf8('added') }));
      return verify(path);
    };
    expect((await zipped(own)).code).toBe(3);
    const other = new Map(own).set('Thumbs.db', utf8('something else'));
    const less = new Map(own);
    less.delete('Thumbs.db');
    for (const files of [other, less]) expect((await zipped(files)).code).toBe(1);
  }, 60_000);

  it('ends with 2 when it cannot run, and prints JSON on request', async () => {
    expect((await verify(join(folder, 'missing.zip'))).code).toBe(2);
    expect((await verify()).text).toContain('Usage');
    const { text } = await verify(join(folder, 'bad.zip'), '--json');
    expect(JSON.parse(text)).toMatchObject({ outcome: 'altered', proven: [] });
  });
});

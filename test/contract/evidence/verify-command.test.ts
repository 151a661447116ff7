import { execFile } from 'node:child_process';
import { cp, mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/evidence/bytes.js';
import type { PackageFiles } from '../../../src/evidence/package-zip.js';
import { readPackageZip } from '../../../src/evidence/read-package-zip.js';
import { samplePackage } from '../../unit/evidence/sample-case.js';

const root = resolve(import.meta.dirname, '../../..');
let folder = '';
let fingerprint = '';
let sealed: PackageFiles = new Map();

/** Runs the command as a person would; the answer is its output and exit code. */
function verify(...args: readonly string[]): Promise<{ code: number; text: string }> {
  return new Promise((done) => {
    const command = [
      join(root, 'node_modules/tsx/dist/cli.mjs'),
      join(root, 'src/cli/verify.ts'),
      ...args,
    ];
    execFile(process.execPath, command, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, text: stdout + stderr });
    });
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seam-verify-'));
  const { zip, signer } = await samplePackage();
  fingerprint = signer.fingerprint;
  await writeFile(join(folder, 'good.zip'), zip);
  const bad = zip.slice();
  bad[200] = bad[200]! ^ 1;
  await writeFile(join(folder, 'bad.zip'), bad);
  const read = readPackageZip(zip);
  if (!read.ok) throw new Error(read.fault);
  sealed = read.files;
  for (const [path, bytes] of sealed) {
    const place = join(folder, 'unpacked', path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, bytes);
  }
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
    expect(text).toContain('+ The signing key is the one you named.');
    expect(text).toContain('- Who signed.');
  });

  it('names the first thing that does not fit, and ends with 1', async () => {
    const { code, text } = await verify(join(folder, 'bad.zip'));
    expect(code).toBe(1);
    expect(text).toMatch(/^DOES NOT FIT: container-altered byte \d+/);
    expect((await verify(join(folder, 'good.zip'), '--key', 'ab'.repeat(32))).text).toContain(
      'other-key',
    );
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

  it('ends with 2 when it cannot run, and prints JSON on request', async () => {
    expect((await verify(join(folder, 'missing.zip'))).code).toBe(2);
    expect((await verify()).text).toContain('Usage');
    const { text } = await verify(join(folder, 'bad.zip'), '--json');
    expect(JSON.parse(text)).toMatchObject({ outcome: 'altered', proven: [] });
  });
});

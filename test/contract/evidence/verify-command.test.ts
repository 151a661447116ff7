import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPackageZip } from '../../../src/evidence/read-package-zip.js';
import { samplePackage } from '../../unit/evidence/sample-case.js';

const root = resolve(import.meta.dirname, '../../..');
let folder = '';
let fingerprint = '';

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
  for (const [path, bytes] of read.files) {
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

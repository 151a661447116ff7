import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { buildVerifyCommand } from '../../../src/cli/build/build-verifier.js';
import { samplePackage } from '../../unit/evidence/sample-case.js';

const root = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'seam-tarball-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('checks packages from a packed tarball, by npx and without the network', async () => {
  const built = join(folder, 'verify');
  await buildVerifyCommand(root, join(built, 'seam-verify.mjs'));
  const packed = execFileSync('npm', ['pack', built, '--silent'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const { zip } = await samplePackage();
  writeFileSync(join(folder, 'good.zip'), zip);
  const bad = zip.slice();
  bad[200] = bad[200]! ^ 1;
  writeFileSync(join(folder, 'bad.zip'), bad);
  // A cache of its own: nothing that another run left may help.
  const args = ['--offline', '--yes', '--cache', join(folder, 'cache'), `./${packed.trim()}`];
  const check = (file: string) =>
    spawnSync('npx', [...args, file], { cwd: folder, encoding: 'utf8' });
  const good = check('good.zip');
  expect([good.status, good.stdout]).toEqual([0, expect.stringContaining('INTACT')]);
  const changed = check('bad.zip');
  expect(changed.status).toBeGreaterThan(0);
  expect(changed.stdout).not.toContain('INTACT');
});

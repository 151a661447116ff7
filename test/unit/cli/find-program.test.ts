import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../../src/cli/browsers/find-program.js';

let folder: string;

/** A program that prints `line` when asked for its version. */
async function writeProgram(place: string, line: string): Promise<string> {
  const path = join(folder, place);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho "${line}"\n`);
  await chmod(path, 0o755);
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seam-find-'));
});

describe('findProgram', () => {
  test('a program named by the person wins over PATH', async () => {
    const own = await writeProgram('own/firefox', 'Mozilla Firefox 153.7.0esr');
    await writeProgram('bin/firefox', 'Mozilla Firefox 153.7.0esr');
    const env = { SEAM_FIREFOX: own, PATH: join(folder, 'bin') };
    expect(findProgram('firefox', env).found).toEqual({ path: own, source: 'SEAM_FIREFOX' });
  });

  test('a named program that is missing is refused by name, not replaced in silence', () => {
    const search = findProgram('firefox', { SEAM_FIREFOX: '/nowhere/firefox', PATH: '/usr/bin' });
    expect(search.found).toBeNull();
    expect(search.refused).toEqual([
      { path: '/nowhere/firefox', why: 'it is not an executable file' },
    ]);
  });

  test('a browser too old for the package is passed over, with the reason', async () => {
    const old = await writeProgram('old/firefox', 'Mozilla Firefox 128.4.0esr');
    const good = await writeProgram('good/firefox-esr', 'Mozilla Firefox 140.1.0esr');
    const search = findProgram('firefox', {
      PATH: `${join(folder, 'old')}:${join(folder, 'good')}`,
    });
    expect(search.found?.path).toBe(good);
    expect(search.refused).toEqual([{ path: old, why: 'version 128 is older than 140' }]);
  });

  test('a wrapper that says no version is passed over', async () => {
    await writeProgram('stub/firefox', 'please install the snap');
    const search = findProgram('firefox', { PATH: join(folder, 'stub') });
    expect(search.found).toBeNull();
    expect(search.refused[0]?.why).toBe('it does not say its version');
  });
});

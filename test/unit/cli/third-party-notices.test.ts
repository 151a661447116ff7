import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { thirdPartyNotices } from '../../../src/cli/build/third-party-notices.js';

const root = resolve(import.meta.dirname, '../../..');
let made: string | null = null;
afterEach(async () => {
  if (made !== null) await rm(made, { recursive: true });
  made = null;
});

/** A project with one library of that licence, which brings no text of its own unless told. */
async function projectWith(license: string, text?: string): Promise<string> {
  made = await mkdtemp(join(tmpdir(), 'seam-notices-'));
  await mkdir(join(made, 'node_modules/some'), { recursive: true });
  await writeFile(join(made, 'node_modules/some/package.json'), '{"author":"Somebody"}');
  if (text !== undefined) await writeFile(join(made, 'node_modules/some/LICENSE'), text);
  await cp(join(root, 'LICENSE'), join(made, 'LICENSE'));
  await cp(join(root, 'public/trust'), join(made, 'public/trust'), { recursive: true });
  const packages = { '': {}, 'node_modules/some': { version: '1.2.3', license } };
  await writeFile(join(made, 'package-lock.json'), JSON.stringify({ packages }));
  return made;
}

describe('the notices of a package', () => {
  it('name every library in it, with a licence text, and the trusted roots', async () => {
    const notices = await thirdPartyNotices(root);
    for (const name of ['onnxruntime-web', '@mediapipe/tasks-vision', 'preact', 'fflate', 'idb']) {
      expect(notices).toContain(`\n${name} `);
    }
    expect(notices).toContain('Permission is hereby granted');
    expect(notices).toContain('Apache License');
    expect(notices).toContain('O-UDA-1.0');
    expect(notices).not.toMatch(/^(?:typescript|vite|vitest|@types\/)/m);
  });

  it('give a library that brings no text that of its licence, with its author', async () => {
    expect(await thirdPartyNotices(await projectWith('MIT'))).toMatch(
      /^some 1\.2\.3 \(MIT\)\n\nCopyright \(c\) Somebody and contributors\n\nPermission is hereby/,
    );
  });

  it.each(['GPL-3.0-only', 'AGPL-3.0', 'UNLICENSED', 'none'])('refuse %s', async (license) => {
    await expect(thirdPartyNotices(await projectWith(license, 'Take it.'))).rejects.toThrow(
      `some: licence ${license} may not be shipped`,
    );
  });
});

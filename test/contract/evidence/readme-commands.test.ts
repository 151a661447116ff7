import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPackageZip } from '../../../src/evidence/verify/read-package-zip.js';
import {
  buildTimeStampRequest,
  readTimeStampResponse,
} from '../../../src/evidence/stamp/time-stamp-request.js';
import { samplePackage } from '../../unit/evidence/sample-case.js';
import { hasOpenssl, makeAuthority } from './stamp-authority.js';

/** What a person sees who types the commands of `README.txt` in the folder of an unpacked package. */
describe.runIf(hasOpenssl())('the commands in README.txt', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seam-readme-'));
  const at = (path: string): string => join(folder, path);
  let fingerprint = '';
  beforeAll(async () => {
    const authority = makeAuthority(at('authority'), { keys: 'p256' });
    const { zip, signer } = await samplePackage({
      stamp: async (message) => {
        const request = await buildTimeStampRequest(message);
        return readTimeStampResponse(authority.answer(request.bytes));
      },
    });
    fingerprint = signer.fingerprint;
    const read = readPackageZip(zip);
    if (!read.ok) throw new Error(read.fault);
    for (const [path, bytes] of read.files) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), bytes);
    }
    writeFileSync(at('authority.pem'), readFileSync(authority.rootPem));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The commands as they stand there: indented lines, once in each language. */
  function commands(): { readonly en: readonly string[]; readonly zh: readonly string[] } {
    const [en = '', zh = ''] = readFileSync(at('README.txt'), 'utf8').split('如何核验本证据包');
    const of = (text: string) =>
      text.split('\n').flatMap((line) => /^ {3}((?:openssl|sha256sum) .+)$/.exec(line)?.[1] ?? []);
    return { en: of(en), zh: of(zh) };
  }
  function type(command: string): { readonly said: string; readonly isFine: boolean } {
    const { stdout, stderr, status } = spawnSync('sh', ['-c', command], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { said: `${stdout}${stderr}`, isFine: status === 0 };
  }
  /** Runs `commands` while one byte of a file is another. */
  function typedAfter(path: string, byte: number): readonly boolean[] {
    const before = readFileSync(at(path));
    const changed = Uint8Array.from(before);
    changed[byte] = changed[byte]! ^ 1;
    writeFileSync(at(path), changed);
    const answers = commands().en.map((command) => {
      const { said, isFine } = type(command);
      return isFine && (!command.includes('pkey') || said.includes(fingerprint));
    });
    writeFileSync(at(path), before);
    return answers;
  }

  it('are the same in both languages, and say of an untouched package what it says that they must say', () => {
    const { en, zh } = commands();
    expect(zh).toEqual(en);
    const [signature, files, key, stamp, stampSignature] = en.map(type);
    expect(en).toHaveLength(5);
    expect(signature!.said).toBe('Verified OK\n');
    expect(files!.isFine).toBe(true);
    expect(files!.said).toMatch(/^(?:[\w./-]+: OK\n)+$/);
    expect(key!.said.split(' ')[0]).toBe(fingerprint);
    expect(readFileSync(at('README.txt'), 'utf8').split(fingerprint)).toHaveLength(3);
    expect(stamp!.said).toContain('Verification: OK');
    expect(stampSignature!.said).toBe('Verified OK\n');
  });

  it('find a changed picture, list, key and time stamp', () => {
    expect(typedAfter('media/frame-0001.png', 40)).toEqual([true, false, true, true, true]);
    // `sha256sum` passes over a line that it cannot read: the signature comes first for that.
    expect(typedAfter('SHA256SUMS', 3)[0]).toBe(false);
    const [signature, files, key] = typedAfter('signature/public-key.pem', 90);
    expect([signature, files, key]).toEqual([false, false, false]);
    expect(typedAfter('timestamp.tsr', 200).slice(3)).toContain(false);
  });
});

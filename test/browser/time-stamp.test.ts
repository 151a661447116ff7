import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import { toBase64, utf8 } from '../../src/evidence/bytes.js';
import { verifyTimeStamp } from '../../src/evidence/stamp/verify-time-stamp.js';
import { hasOpenssl, makeAuthority, type Authority } from '../contract/evidence/stamp-authority.js';
import type { FixtureAnswer, FixtureSite } from '../fixtures/fixture-site.js';
import { openSeam, type OpenSeam } from './open-seam.js';

const message = utf8('the signature of a package');
const down = 'down.example';
const hosts = { chosen: 'stamp.example', other: 'other-stamp.example' } as const;

describe.runIf(hasOpenssl()).each(browserNames)('a time stamp in %s', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'seam-stamp-browser-'));
  const asked: string[] = [];
  let chosen: Authority;
  let other: Authority;
  let seam: OpenSeam;
  beforeAll(async () => {
    chosen = makeAuthority(join(folder, 'chosen'), { keys: 'p256' });
    other = makeAuthority(join(folder, 'other'), { keys: 'rsa' });
    const plain: FixtureAnswer = { contentType: 'text/plain', body: '', askedAs: [] };
    const served =
      (authority: Authority): FixtureSite =>
      ({ method, headers, body }) => {
        const { cookie, referer, 'content-type': type } = headers;
        asked.push(`${method} ${String(type)} ${String(cookie)} ${String(referer)}`);
        const answer = authority.answer(Uint8Array.from(body));
        return { ...plain, contentType: 'application/timestamp-reply', body: answer };
      };
    seam = await openSeam(name, {
      hosts: {
        [down]: () => ({ ...plain, isDropped: true }),
        [hosts.chosen]: served(chosen),
        [hosts.other]: served(other),
      },
    });
  });
  afterAll(async () => {
    await seam.stop();
    rmSync(folder, { recursive: true });
  });

  test('is asked of nobody while no authority is named', async () => {
    expect(await ask([])).toBeNull();
    expect(seam.proxy.unexpected()).toEqual([]);
  });

  test('comes from the second authority when the first is down, and openssl accepts it', async () => {
    const stamp = await ask([
      { address: `https://${down}/`, root: toBase64(chosen.root) },
      { address: `https://${hosts.chosen}/tsr`, root: toBase64(chosen.root) },
    ]);
    const trust = { authorities: [chosen.root], nonce: null, isSignedWhole: false };
    expect(await verifyTimeStamp(stamp!, message, trust)).toMatchObject({ state: 'valid' });
    writeFileSync(join(folder, 'stamp.tsr'), stamp!);
    writeFileSync(join(folder, 'message'), message);
    const files = ['-in', 'stamp.tsr', '-data', 'message', '-CAfile', chosen.rootPem];
    const said = execFileSync('openssl', ['ts', '-verify', ...files], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(said.toString()).toContain('Verification: OK');
    expect(asked).toEqual(['POST application/timestamp-query undefined undefined']);
  });

  test('that an authority gives under a root the person did not choose is none', async () => {
    const address = `https://${hosts.other}/`;
    expect(await ask([{ address, root: toBase64(chosen.root) }])).toBeNull();
    expect(await ask([{ address, root: toBase64(other.root) }])).not.toBeNull();
  });

  test('is listed, each request of it, also the one that failed', async () => {
    const listed = await seam.extensionPage.evaluate(async () => {
      const key = 'request-ledger';
      const list = (await chrome.storage.local.get(key))[key] as {
        purpose: string;
        host: string;
      }[];
      return list.map(({ purpose, host }) => `${purpose} ${host}`);
    });
    expect(listed).toEqual(
      [down, hosts.chosen, hosts.other, hosts.other].map((host) => `time-stamp ${host}`),
    );
  });

  /** As a package is stamped that was ticked for it. */
  async function ask(authorities: readonly object[]): Promise<Uint8Array<ArrayBuffer> | null> {
    const stamp = await seam.extensionPage.evaluate(
      async ({ list, bytes }) => {
        await chrome.storage.local.set({ 'stamp-authorities': list });
        const body = { message: Uint8Array.from(bytes) };
        const answer = await chrome.runtime.sendMessage<
          unknown,
          { value: { stamp: Uint8Array | null } }
        >({ seam: 'stamp/ask', body });
        return answer.value.stamp === null ? null : [...answer.value.stamp];
      },
      { list: authorities, bytes: [...message] },
    );
    return stamp && Uint8Array.from(stamp);
  }
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { askStamp } from '../../../src/background/ask-stamp.js';
import { toBase64, type Bytes } from '../../../src/evidence/bytes.js';
import { verifyTimeStamp } from '../../../src/evidence/stamp/verify-time-stamp.js';
import { stampAuthoritiesFrom } from '../../../src/settings/stamp-authorities.js';
import { hasOpenssl, makeAuthority } from '../../contract/evidence/stamp-authority.js';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const folder = mkdtempSync(join(tmpdir(), 'seam-stamp-'));
afterAll(() => rmSync(folder, { recursive: true }));
const message = Uint8Array.from({ length: 70 }, (_, at) => at);

describe.runIf(hasOpenssl())('asking for a time stamp', () => {
  const authority = makeAuthority(join(folder, 'one'), { keys: 'p256' });
  const stranger = makeAuthority(join(folder, 'two'), { keys: 'p256' });
  const first = { address: 'https://one.example/', root: toBase64(authority.root) };
  const second = { address: 'https://two.example/', root: toBase64(authority.root) };

  it('sends a hash and nothing of the message, and gives back a stamp that holds', async () => {
    const sent: Bytes[] = [];
    const stamp = await askStamp(message, [first], async (_, request) => {
      sent.push(request);
      return authority.answer(request);
    });
    expect(Buffer.from(sent[0]!).includes(Buffer.from(message.subarray(0, 16)))).toBe(false);
    const trust = { authorities: [authority.root], nonce: null, isSignedWhole: false };
    expect(await verifyTimeStamp(stamp!, message, trust)).toMatchObject({ state: 'valid' });
  });

  it('asks the second when the first is silent, talks rubbish, or is signed by somebody else', async () => {
    const answers = [
      () => null,
      () => new Uint8Array([1, 2, 3]),
      (request: Bytes) => stranger.answer(request),
    ];
    for (const answer of answers) {
      const asked: string[] = [];
      const stamp = await askStamp(message, [first, second], async (address, request) => {
        asked.push(address);
        return address === first.address ? answer(request) : authority.answer(request);
      });
      expect(asked).toEqual([first.address, second.address]);
      expect(stamp).not.toBeNull();
      expect(await askStamp(message, [first], async (_, request) => answer(request))).toBeNull();
    }
  });

  it('takes no answer to another question', async () => {
    let old: Bytes | null = null;
    await askStamp(message, [first], async (_, request) => (old = authority.answer(request)));
    expect(await askStamp(message, [first], async () => old)).toBeNull();
  });
});

describe('the authorities of the settings', () => {
  const good = { address: 'https://tsa.example.org/tsr', root: 'AAAA' };

  it('are none from the start, two at most, and only ones that can be asked and checked', () => {
    expect(stampAuthoritiesFrom(undefined)).toEqual([]);
    expect(stampAuthoritiesFrom([good, good, good])).toHaveLength(2);
    for (const address of [
      'http://tsa.example.org/',
      'https://127.0.0.1/',
      'https://nas.local/',
      'x',
    ])
      expect(stampAuthoritiesFrom([{ ...good, address }])).toEqual([]);
    expect(stampAuthoritiesFrom([{ ...good, root: '<' }])).toEqual([]);
  });
});

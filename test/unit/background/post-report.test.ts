import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeArea } from '../ui/fake-storage.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const { postReport } = await import('../../../src/background/post-report.js');

const collector = { address: 'https://reports.example.org', teamKey: 'secret', isOn: true };
const key = 'ab'.repeat(32);
const taken = (sha256: string): string =>
  JSON.stringify({ reportId: 'r-1', receivedAt: '2026-11-27T00:00:00Z', sha256 });

describe('posting a report', () => {
  let local: ReturnType<typeof fakeArea>;
  const asked: { url: string; init: RequestInit; listed: number }[] = [];
  let answer: () => Promise<Response>;
  beforeEach(() => {
    local = fakeArea();
    fake.browser = { storage: { local: local.area } };
    asked.length = 0;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      const list = local.values['request-ledger'] as unknown[] | undefined;
      asked.push({ url, init, listed: list?.length ?? 0 });
      return answer();
    });
  });
  afterEach(() => vi.unstubAllGlobals());
  const post = (status: number, body = '', headers: Record<string, string> = {}) => {
    answer = async () => new Response(body, { status, headers });
    return postReport(collector, '{"version":1}', key);
  };

  it('is written down before it goes out, without cookies, a referrer or a redirect', async () => {
    expect(await post(201, taken(key))).toEqual({ kind: 'accepted', receipt: 'r-1' });
    expect(asked).toMatchObject([
      {
        url: 'https://reports.example.org/v1/reports',
        listed: 1,
        init: {
          method: 'POST',
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          redirect: 'error',
          headers: { 'idempotency-key': key, authorization: 'Bearer secret' },
        },
      },
    ]);
    expect(local.values['request-ledger']).toMatchObject([
      { purpose: 'collector', host: 'reports.example.org', sentBytes: 13 },
    ]);
  });

  it.each([
    [400, 'refused'],
    [409, 'refused'],
    [413, 'refused'],
    [401, 'not-allowed'],
    [403, 'not-allowed'],
    [404, 'server-error'],
    [500, 'server-error'],
    [503, 'server-error'],
  ] as const)('that is answered %i is %s', async (status, fault) => {
    expect(await post(status)).toEqual({ kind: 'fault', fault, retryAfterMs: null });
  });

  it('heeds how long the server asks to wait', async () => {
    const later = { kind: 'fault', fault: 'too-many' };
    expect(await post(429, '', { 'retry-after': '90' })).toEqual({
      ...later,
      retryAfterMs: 90_000,
    });
    expect(await post(429, '', { 'retry-after': 'Fri' })).toEqual({ ...later, retryAfterMs: null });
  });

  it.each([
    ['other bytes', taken('cd'.repeat(32))],
    ['no JSON', '<html>'],
    ['no number', JSON.stringify({ sha256: key })],
    ['markup as a number', JSON.stringify({ reportId: '<b>', sha256: key })],
    ['more than a receipt has', taken(key) + ' '.repeat(5000)],
  ])('takes no receipt for %s', async (_what, body) => {
    expect(await post(200, body)).toMatchObject({ fault: 'server-error' });
  });

  it('that finds no server is tried again, and never throws', async () => {
    answer = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await postReport(collector, '{}', key)).toMatchObject({ fault: 'no-answer' });
  });
});

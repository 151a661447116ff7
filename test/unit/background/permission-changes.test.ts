import { describe, expect, it, vi } from 'vitest';

const stored = new Map<string, unknown>();
const removed = new Set<(change: { origins: string[] }) => void>();
const renewed = vi.fn(() => Promise.resolve());
vi.mock('webextension-polyfill', () => ({
  default: {
    permissions: {
      onAdded: { addListener: () => undefined },
      onRemoved: { addListener: (listener: never) => removed.add(listener) },
    },
    storage: {
      session: {
        get: (key: string | null) =>
          Promise.resolve(
            key === null ? Object.fromEntries(stored) : { [key]: structuredClone(stored.get(key)) },
          ),
        set: (values: object) => {
          for (const [key, value] of Object.entries(values)) stored.set(key, value);
          return Promise.resolve();
        },
      },
    },
  },
}));
vi.mock('../../../src/background/page-settings.js', () => ({ renewAllModes: renewed }));
vi.mock(import('../../../src/background/site-access.js'), async (real) => ({
  ...(await real()),
  followGrants: () => Promise.resolve(),
}));
const { covers, servePermissionChanges } =
  await import('../../../src/background/permission-changes.js');
const { originPattern, webOrigin } = await import('../../../src/background/site-access.js');

describe('a removed permission', () => {
  it.each([
    ['https://*.youtube.com/*', 'https://www.youtube.com', true],
    ['https://*.youtube.com/*', 'https://youtube.com', true],
    ['https://*.youtube.com/*', 'https://notyoutube.com', false],
    ['https://*.youtube.com/*', 'http://www.youtube.com', false],
    ['*://*/*', 'http://127.0.0.1:8080', true],
    ['<all_urls>', 'https://a.example', true],
    ['https://a.example/*', 'https://a.example:8443', true],
    ['https://a.example/*', 'https://b.a.example', false],
  ])('%s on %s: %s', (pattern, origin, expected) => {
    expect(covers([pattern], origin)).toBe(expected);
  });
});

describe('tabs, when a permission is removed', () => {
  it('of its site are marked, and every frame of every tab asks anew, embedded players too', async () => {
    const tab = (origin: string) => ({ origin, records: [{ state: 'judged', reasons: [] }] });
    stored.set('tab:1', tab('https://www.youtube.com'));
    stored.set('tab:2', tab('https://blog.example'));
    const changed: number[] = [];
    servePermissionChanges((tabId) => changed.push(tabId));
    for (const listener of removed) listener({ origins: ['https://*.youtube.com/*'] });
    await vi.waitFor(() => expect(renewed).toHaveBeenCalledOnce());
    expect(changed).toEqual([1]);
    expect(stored.get('tab:1')).toMatchObject({
      records: [{ state: 'blocked', reasons: ['permission-missing'] }],
    });
    expect(stored.get('tab:2')).toEqual(tab('https://blog.example'));
  });
});

describe('an origin', () => {
  it('becomes a pattern without its port, as match patterns want it', () => {
    expect(originPattern('http://127.0.0.1:8080')).toBe('http://127.0.0.1/*');
  });
  it.each(['about:blank', 'chrome://settings', 'file:///etc/passwd', 'nonsense', undefined])(
    'is null for %s',
    (url) => expect(webOrigin(url)).toBeNull(),
  );
});

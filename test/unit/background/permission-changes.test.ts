import { describe, expect, it, vi } from 'vitest';

vi.mock('webextension-polyfill', () => ({ default: {} }));
const { covers } = await import('../../../src/background/permission-changes.js');
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

describe('an origin', () => {
  it('becomes a pattern without its port, as match patterns want it', () => {
    expect(originPattern('http://127.0.0.1:8080')).toBe('http://127.0.0.1/*');
  });
  it.each(['about:blank', 'chrome://settings', 'file:///etc/passwd', 'nonsense', undefined])(
    'is null for %s',
    (url) => expect(webOrigin(url)).toBeNull(),
  );
});

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { followGrants, injectContent } from '../../../src/background/site-access.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));

const manifest = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../manifest.json'), 'utf8'),
) as { host_permissions: string[]; content_scripts: { matches: string[]; js: string[] }[] };
const fromTheStart = ['https://*.youtube.com/*', 'https://*.bilibili.com/*'];

describe('sites', () => {
  const registered: unknown[] = [];
  const injected: unknown[] = [];
  let granted: string[] = [];
  beforeEach(() => {
    registered.length = 0;
    injected.length = 0;
    fake.browser = {
      runtime: { getManifest: () => manifest },
      permissions: { getAll: () => Promise.resolve({ origins: granted }) },
      scripting: {
        getRegisteredContentScripts: () => Promise.resolve([]),
        registerContentScripts: (scripts: unknown[]) => void registered.push(...scripts),
        executeScript: (script: unknown) => void injected.push(script),
      },
    };
  });

  it('that are watched from the start are these two and no other', () => {
    expect(manifest.host_permissions).toEqual(fromTheStart);
    expect(manifest.content_scripts.flatMap(({ matches }) => matches)).toEqual(fromTheStart);
  });

  it('that a person allows get every adapter, before the script that uses them', async () => {
    granted = [...fromTheStart, 'https://www.douyin.com/*'];
    await followGrants();
    expect(registered).toMatchObject([
      { matches: ['https://www.douyin.com/*'], js: ['more-sites.js', 'content.js'] },
    ]);
  });

  it('are not hosts of picture files, which were allowed for their files', async () => {
    granted = [...fromTheStart, 'https://*.sinaimg.cn/*', 'https://weibo.com/*'];
    await followGrants();
    expect(registered).toMatchObject([{ matches: ['https://weibo.com/*'] }]);
  });

  it('that are checked on a click get them too', async () => {
    await injectContent(7);
    expect(injected).toMatchObject([
      { target: { tabId: 7 }, files: ['more-sites.js', 'content.js'] },
    ]);
  });

  it('that nobody allowed get nothing', async () => {
    granted = fromTheStart;
    await followGrants();
    expect(registered).toEqual([]);
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeArea } from '../ui/fake-storage.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const { letGoOfHost, letGoOfPictureHost } = await import('../../../src/settings/let-go-of-host.js');

describe('the permission for a host', () => {
  let local: ReturnType<typeof fakeArea>;
  const givenBack: unknown[] = [];
  beforeEach(() => {
    local = fakeArea();
    givenBack.length = 0;
    const remove = async (what: unknown): Promise<void> => void givenBack.push(what);
    fake.browser = { storage: { local: local.area }, permissions: { remove } };
  });

  it.each([
    ['a collector', 'collector', { address: 'https://a.example', teamKey: 'k', isOn: false }],
    ['an authority', 'stamp-authorities', [{ address: 'https://a.example/tsr', root: 'AAAA' }]],
    ['a watched site', 'site-modes', { 'no address': 'auto', 'https://a.example': 'auto' }],
  ])('stays while %s needs it', async (_, key, value) => {
    local.values[key] = value;
    await letGoOfHost('https://a.example/other');
    expect(givenBack).toEqual([]);
    await letGoOfHost('https://b.example');
    expect(givenBack).toEqual([{ origins: ['https://b.example/*'] }]);
  });

  it('stays while pictures of the host are read', async () => {
    local.values['picture-hosts'] = ['hdslb'];
    await letGoOfHost('https://i0.hdslb.com/tsr');
    expect(givenBack).toEqual([]);
    local.values['picture-hosts'] = ['ytimg'];
    await letGoOfHost('https://i0.hdslb.com/tsr');
    expect(givenBack).toEqual([{ origins: ['https://i0.hdslb.com/*'] }]);
  });

  it.each([
    ['https://pbs.twimg.com', 'https://pbs.twimg.com.example', 'pbs.twimg.com', 'twimg'],
    ['https://i0.hdslb.com', 'https://i0.nothdslb.com', '*.hdslb.com', 'hdslb'],
  ])('for pictures stays while %s is watched', async (site, other, name, id) => {
    const host = { id, name, origin: `https://${name}/*`, sites: [] };
    local.values['site-modes'] = { [site]: 'auto' };
    await letGoOfPictureHost(host);
    expect(givenBack).toEqual([]);
    local.values['site-modes'] = { [other]: 'auto' };
    await letGoOfPictureHost(host);
    expect(givenBack).toEqual([{ origins: [`https://${name}/*`] }]);
  });

  it('goes where the site is off, or used by another scheme', async () => {
    local.values['site-modes'] = { 'https://a.example': 'off', 'http://a.example': 'auto' };
    await letGoOfHost('https://a.example');
    expect(givenBack).toEqual([{ origins: ['https://a.example/*'] }]);
  });
});

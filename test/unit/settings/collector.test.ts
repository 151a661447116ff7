import { describe, expect, it, vi } from 'vitest';

vi.mock('webextension-polyfill', () => ({ default: {} }));
const { collectorFrom, isCollectorAddress, isTeamKey } =
  await import('../../../src/settings/collector.js');
const { settingKeys } = await import('../../../src/settings/setting-keys.js');

describe('a collector', () => {
  it.each([
    'http://reports.example.org',
    'https://reports.example.org/',
    'https://reports.example.org/path',
    'https://reports.example.org?x=1',
    'https://user@reports.example.org',
    'https://reports.example.org:8443',
    'https://localhost',
    'https://192.168.1.2',
    'javascript:alert(1)',
    '',
  ])('is not %s', (address) => {
    expect(isCollectorAddress(address)).toBe(false);
  });

  it('is an https host of the open network', () => {
    expect(isCollectorAddress('https://reports.example.org')).toBe(true);
  });

  it('has a key that fits into a header', () => {
    expect(isTeamKey('a-Key_1.2')).toBe(true);
    for (const bad of ['', 'two words', 'line\nbreak', '密钥', 'x'.repeat(501)]) {
      expect(isTeamKey(bad)).toBe(false);
    }
  });

  it('is none while the storage holds anything else, and goes with "Reset"', () => {
    const whole = { address: 'https://reports.example.org', teamKey: 'k', isOn: true };
    expect(collectorFrom(whole)).toEqual(whole);
    for (const stored of [
      undefined,
      null,
      {},
      { ...whole, isOn: 'yes' },
      { ...whole, address: 'x' },
    ]) {
      expect(collectorFrom(stored)).toBeNull();
    }
    expect(settingKeys).toContain('collector');
  });
});

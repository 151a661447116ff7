import { describe, expect, test } from 'vitest';
import { bilibili } from '../../../src/sites/bilibili.js';
import { moreSites } from '../../../src/sites/more-sites.js';
import { youtube } from '../../../src/sites/youtube.js';
import { isSiteGranted, siteDomains } from '../../../src/shared/site-domains.js';

describe('a site', () => {
  test('has the domains that its adapter matches', () => {
    for (const { site, hosts } of [youtube, bilibili, ...moreSites.definitions]) {
      expect(siteDomains[site], site).toEqual(hosts);
    }
  });

  test.each([
    ['https://weibo.com/*', true],
    ['https://*.weibo.com/*', true],
    ['https://m.weibo.cn/*', true],
    ['*://*/*', true],
    ['<all_urls>', true],
    ['https://notweibo.com/*', false],
    ['https://weibo.com.evil.example/*', false],
    ['https://*.sinaimg.cn/*', false],
    ['http://weibo.com/*', false],
  ])('is allowed by %s: %s', (origin, isGranted) => {
    expect(isSiteGranted('weibo', ['https://*.youtube.com/*', origin])).toBe(isGranted);
  });
});

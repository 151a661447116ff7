import { describe, expect, test } from 'vitest';
import { pictureHostOf, pictureHosts } from '../../../src/shared/picture-hosts.js';
import { siteNames } from '../../../src/shared/site-names.js';

describe('hosts of pictures', () => {
  test('are known for every site that has an adapter', () => {
    const covered = new Set(pictureHosts.flatMap(({ sites }) => sites));
    expect(siteNames.filter((site) => !covered.has(site))).toEqual([]);
  });

  test('are told apart, each with a permission for itself alone', () => {
    expect(new Set(pictureHosts.map(({ id }) => id)).size).toBe(pictureHosts.length);
    for (const { name, origin } of pictureHosts) {
      expect(name).toMatch(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/);
      expect(origin).toBe(`https://${name}/*`);
    }
  });

  test.each([
    ['wx1.sinaimg.cn', 'sinaimg'],
    ['sinaimg.cn', 'sinaimg'],
    ['scontent-cdg4-2.cdninstagram.com', 'cdninstagram'],
    ['pbs.twimg.com', 'twimg'],
    ['video.twimg.com', null],
    ['notsinaimg.cn', null],
    ['sinaimg.cn.evil.example', null],
    ['pbs.twimg.com.evil.example', null],
  ])('%s is %s', (hostname, id) => {
    expect(pictureHostOf(hostname)?.id ?? null).toBe(id);
  });
});

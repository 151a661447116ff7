import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBvid, toBvid } from '../../../src/sites/bilibili-id.js';
import { adapterFor, adapters } from '../../../src/sites/index.js';

const name = (address: string) => {
  const url = new URL(address);
  const adapter = adapterFor(url);
  return [adapter.site, adapter.contentId(url)];
};

describe('an address names its content', () => {
  it.each([
    ['https://www.youtube.com/watch?v=aqz-KE-bpKQ', 'aqz-KE-bpKQ'],
    ['https://www.youtube.com/watch?list=PL1&v=aqz-KE-bpKQ&t=42s&si=x', 'aqz-KE-bpKQ'],
    ['https://m.youtube.com/watch?v=aqz-KE-bpKQ', 'aqz-KE-bpKQ'],
    ['https://music.youtube.com/watch?v=aqz-KE-bpKQ', 'aqz-KE-bpKQ'],
    ['https://www.youtube.com/shorts/aqz-KE-bpKQ', 'aqz-KE-bpKQ'],
    ['https://www.youtube.com/live/aqz-KE-bpKQ?feature=share', 'aqz-KE-bpKQ'],
    ['https://www.youtube.com/embed/aqz-KE-bpKQ?autoplay=1', 'aqz-KE-bpKQ'],
    ['https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ', 'aqz-KE-bpKQ'],
    ['https://youtu.be/aqz-KE-bpKQ?t=1', 'aqz-KE-bpKQ'],
    ['https://www.youtube.com/', null],
    ['https://www.youtube.com/@channel/videos', null],
    ['https://www.youtube.com/watch?v=tooshort', null],
    ['https://www.youtube.com/watch?v=<script>abc', null],
    ['https://www.youtube.com/embed/videoseries?list=PL1', null],
    ['https://www.youtube.com/embed/live_stream?channel=UC1', null],
    ['https://www.youtube.com/clip/UgkxAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', null],
  ])('YouTube %s', (address, id) => {
    expect(name(address)).toEqual(['youtube', id]);
  });

  it.each([
    ['https://www.bilibili.com/video/BV1xx411c7mD/?spm_id_from=333&vd_source=x', 'BV1xx411c7mD'],
    ['https://www.bilibili.com/video/BV1xx411c7mD?p=1', 'BV1xx411c7mD'],
    ['https://www.bilibili.com/video/BV1xx411c7mD?p=3', 'BV1xx411c7mD:p3'],
    ['https://www.bilibili.com/video/BV1xx411c7mD?p=-3', 'BV1xx411c7mD'],
    ['https://www.bilibili.com/video/av170001', 'BV17x411w7KC'],
    ['https://m.bilibili.com/video/BV17x411w7KC', 'BV17x411w7KC'],
    ['https://www.bilibili.com/list/watchlater?oid=1&bvid=BV17x411w7KC', 'BV17x411w7KC'],
    ['https://www.bilibili.com/festival/2026bnj?bvid=BV17x411w7KC', 'BV17x411w7KC'],
    ['https://player.bilibili.com/player.html?aid=170001&cid=1&page=2', 'BV17x411w7KC:p2'],
    ['https://player.bilibili.com/player.html?bvid=BV17x411w7KC', 'BV17x411w7KC'],
    ['https://www.bilibili.com/bangumi/play/ep21495?from=search', 'ep21495'],
    ['https://www.bilibili.com/bangumi/play/ss425', 'ss425'],
    ['https://www.bilibili.com/bangumi/media/md28229899/', 'md28229899'],
    ['https://www.bilibili.com/cheese/play/ep123', 'cheese-ep123'],
    ['https://live.bilibili.com/6?live_from=1', 'live6'],
    ['https://live.bilibili.com/blanc/6', 'live6'],
    ['https://t.bilibili.com/123456789012345678', 'opus123456789012345678'],
    ['https://www.bilibili.com/opus/123456789012345678', 'opus123456789012345678'],
    ['https://www.bilibili.com/', null],
    ['https://www.bilibili.com/video/BV1', null],
    ['https://www.bilibili.com/video/BV1xx411c7m0', null],
    ['https://b23.tv/abcdefg', null],
  ])('Bilibili %s', (address, id) => {
    expect(name(address)).toEqual(['bilibili', id]);
  });

  it.each([
    'https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ',
    'https://notyoutube.com/watch?v=aqz-KE-bpKQ',
    'https://youtube.com@evil.example/watch?v=aqz-KE-bpKQ',
    'https://evil.example/https://www.youtube.com/watch?v=aqz-KE-bpKQ',
    'https://www.youtube.com./watch?v=aqz-KE-bpKQ',
    'http://www.youtube.com/watch?v=aqz-KE-bpKQ',
    'https://www.youtubе.com/watch?v=aqz-KE-bpKQ', // Cyrillic letter
    'https://bilibili.com.cn/video/BV1xx411c7mD',
    'https://www-bilibili.com/video/BV1xx411c7mD',
    'https://youtu.be.evil.example/aqz-KE-bpKQ',
    'about:blank',
  ])('a look-alike is only a page: %s', (address) => {
    expect(name(address)).toEqual(['generic', null]);
  });

  it('whatever the address, exactly one adapter answers and none throws', () => {
    expect(adapters.at(-1)?.site).toBe('generic');
    fc.assert(
      fc.property(
        fc.constantFrom('www.youtube.com', 'youtu.be', 'www.bilibili.com', 'live.bilibili.com'),
        fc.webPath(),
        fc.webQueryParameters(),
        (host, path, query) => {
          const url = new URL(`https://${host}${path}?${query}`);
          const id = adapterFor(url).contentId(url);
          expect(id === null || id.length <= 40).toBe(true);
        },
      ),
    );
  });
});

describe('numeric ids of Bilibili', () => {
  it.each([
    [2n, 'BV1xx411c7mD'],
    [170001n, 'BV17x411w7KC'],
    [111298867365120n, 'BV1L9Uoa9EUx'],
  ])('av%s is %s', (avid, bvid) => {
    expect(toBvid(avid)).toBe(bvid);
    expect(readBvid(`av${avid}`)).toBe(bvid);
    expect(readBvid(`AV${avid}`)).toBe(bvid);
  });

  it('give every number a different id that is accepted as one', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, (1n << 51n) - 1n),
        fc.bigInt(1n, (1n << 51n) - 1n),
        (one, other) => {
          const id = toBvid(one)!;
          expect(readBvid(id)).toBe(id);
          if (one !== other) expect(toBvid(other)).not.toBe(id);
        },
      ),
    );
  });

  it('outside their range have none', () => {
    expect(toBvid(0n)).toBeNull();
    expect(toBvid(1n << 51n)).toBeNull();
    expect(readBvid('av99999999999999999999')).toBeNull();
  });
});

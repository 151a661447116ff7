import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteNames } from '../../../src/shared/site-names.js';
import { readBvid, toAvid, toBvid } from '../../../src/shared/bilibili-id.js';

import { readMid } from '../../../src/sites/weibo-id.js';
import { adapterOf as adapterFor, adapters, definitions } from '../../fixtures/all-sites.js';
import { namedAddresses } from '../../fixtures/addresses.js';

/** Short links and neighbours that carry a site's name in the table but are no page of its adapter. */
const outside = /^https:\/\/(?:xhslink\.com|fb\.watch|www\.tudou\.com|(?:www|y)\.qq\.com)\//;

describe('an address names its content', () => {
  it.each(namedAddresses)('$site: $address is $contentId', ({ site, contentId, address }) => {
    const url = new URL(address);
    const adapter = adapterFor(url);
    expect(adapter.contentId(url)).toBe(contentId);
    expect(adapter.site).toBe(site === 'foreign' || outside.test(address) ? 'generic' : site);
  });

  it('on a table of at least 300, 15 of each site, with ids and traps', () => {
    expect(namedAddresses.length).toBeGreaterThanOrEqual(300);
    expect(new Set(namedAddresses.map(({ address }) => address)).size).toBe(namedAddresses.length);
    for (const site of siteNames) {
      const own = namedAddresses.filter((row) => row.site === site);
      expect(own.length, site).toBeGreaterThanOrEqual(15);
      expect(own.filter(({ contentId }) => contentId === null).length, site).toBeGreaterThan(5);
      expect(own.filter(({ contentId }) => contentId !== null).length, site).toBeGreaterThan(5);
    }
  });

  it('and its canonical address names the same content again', () => {
    const rows = namedAddresses.filter(({ contentId }) => contentId !== null);
    for (const { address, contentId } of rows) {
      const adapter = adapterFor(new URL(address));
      const canonical = adapter.pageUrl(contentId!);
      if (canonical === null) continue;
      expect(adapter.contentId(new URL(canonical)), canonical).toBe(contentId);
      expect(adapter.matches(new URL(canonical))).toBe(true);
      expect(canonical).not.toMatch(/utm_|spm|si=|share_|xsec/);
    }
    const unnamed = rows.filter(
      (row) => adapterFor(new URL(row.address)).pageUrl(row.contentId!) === null,
    );
    // Their pages need more than the id: a user, a page or group, a series, a season.
    const kinds = unnamed.map(({ contentId }) => /^[a-z]+-(?:ep)?/.exec(contentId!)?.[0]);
    expect([...new Set(kinds)].toSorted()).toEqual(['post-', 'story-', 'tv-ep', 'wetv-']);
  });
});

const ownHosts = new Set(definitions.flatMap(({ hosts }) => hosts));
/** Anything that is, or ends in a dot and, a host of a site. */
const isOwnHost = (host: string): boolean =>
  [...ownHosts].some((own) => host === own || host.endsWith(`.${own}`));
const paths = namedAddresses
  .filter(({ site }) => site !== 'foreign')
  .map(({ address }) => new URL(address))
  .map((url) => url.pathname + url.search + url.hash);

describe('whatever the address', () => {
  it('exactly one adapter matches, and none throws', () => {
    expect(adapters.at(-1)?.site).toBe('generic');
    const host = fc.oneof(
      fc.constantFrom(...ownHosts),
      fc
        .tuple(fc.constantFrom('www', 'm', 'live', 'v', 't', 'video'), fc.constantFrom(...ownHosts))
        .map((two) => two.join('.')),
    );
    const path = fc.oneof(
      fc.constantFrom(...paths),
      fc.webPath().map((text) => text || '/'),
      fc
        .array(
          fc.oneof(
            fc.string(),
            fc.constantFrom('video', '%', '%2F', '%00', '..', 'x', 'tv', 'play'),
          ),
        )
        .map((parts) => `/${parts.join('/')}`),
    );
    fc.assert(
      fc.property(host, path, fc.webQueryParameters(), (name, where, query) => {
        const address = `https://${name}${where}${where.includes('?') ? '&' : '?'}${query}`;
        if (!URL.canParse(address)) return;
        const url = new URL(address);
        expect(adapters.filter((adapter) => adapter.matches(url)).length).toBeLessThanOrEqual(2);
        const id = adapterFor(url).contentId(url);
        expect(id === null || /^[\w:@.-]{1,60}$/.test(id)).toBe(true);
      }),
      { numRuns: 5000, seed: 20261125 },
    );
  });

  it('no host but a site’s own gives an id, and no site takes it', () => {
    const letters = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
    const host = fc.oneof(
      fc.domain(),
      fc.tuple(fc.constantFrom(...ownHosts), fc.domain()).map(([own, other]) => `${own}.${other}`),
      fc.tuple(letters, fc.constantFrom(...ownHosts)).map(([before, own]) => `${before}${own}`),
      fc.tuple(fc.constantFrom(...ownHosts), letters).map(([own, after]) => `${own}${after}`),
      fc.tuple(fc.constantFrom(...ownHosts), fc.domain()).map(([own, other]) => `${own}@${other}`),
      fc.tuple(fc.constantFrom(...ownHosts), fc.domain()).map(([own, other]) => `${other}/${own}`),
    );
    fc.assert(
      fc.property(
        host,
        fc.constantFrom(...paths),
        fc.constantFrom('https:', 'http:'),
        (name, path, scheme) => {
          const address = `${scheme}//${name}${path}`;
          if (!URL.canParse(address)) return;
          const url = new URL(address);
          if (scheme === 'https:' && isOwnHost(url.hostname)) return;
          expect(adapterFor(url).site, address).toBe('generic');
          for (const adapter of adapters) expect(adapter.contentId(url), address).toBeNull();
        },
      ),
      { numRuns: 5000, seed: 20261125 },
    );
  });
});

describe('numeric ids of Bilibili', () => {
  it.each([
    [2n, 'BV1xx411c7mD'],
    [170001n, 'BV17x411w7KC'],
    [111298867365120n, 'BV1L9Uoa9EUx'],
  ])('av%s is %s, there and back', (avid, bvid) => {
    expect(toBvid(avid)).toBe(bvid);
    expect(toAvid(bvid)).toBe(avid);
    expect(readBvid(`av${avid}`)).toBe(bvid);
    expect(readBvid(`AV${avid}`)).toBe(bvid);
  });

  it('give every number a different id that leads back to it', () => {
    const number = fc.bigInt(1n, (1n << 51n) - 1n);
    fc.assert(
      fc.property(number, number, (one, other) => {
        const id = toBvid(one)!;
        expect(readBvid(id)).toBe(id);
        expect(toAvid(id)).toBe(one);
        if (one !== other) expect(toBvid(other)).not.toBe(id);
      }),
    );
  });

  it('outside their range have none', () => {
    expect(toBvid(0n)).toBeNull();
    expect(toBvid(1n << 51n)).toBeNull();
    expect(readBvid('av99999999999999999999')).toBeNull();
    expect(toAvid('BV1zzzzzzzzz')).toBeNull();
    expect(toAvid('not an id')).toBeNull();
  });
});

describe('the two names of a post on Weibo', () => {
  it.each([
    ['N4xlMvjhI', '4910815147462302'],
    ['4910815147462302', '4910815147462302'],
  ])('%s is %s', (name, mid) => expect(readMid(name)).toBe(mid));

  it('letters that say more than seven digits are no name', () => {
    expect(readMid('N4xlZZZZ0')).toBeNull();
    expect(readMid('album')).toBeNull();
    expect(readMid('0000000000')).toBeNull();
  });
});

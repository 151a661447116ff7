import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { vetAddress } from '../../../src/shared/vet-address.js';
import { refusedAddresses } from '../../fixtures/refused-addresses.js';

describe('an address that is not asked for', () => {
  test.each(refusedAddresses)('%s (%s)', (address, why) => {
    expect(vetAddress(address)).toBe(why);
  });

  test('there are at least 60 of them', () => {
    expect(new Set(refusedAddresses.map(([address]) => address)).size).toBeGreaterThanOrEqual(60);
  });
});

test.each([
  'https://i.ytimg.com/vi/abc/hq720.jpg',
  'https://i0.hdslb.com/bfs/archive/a.jpg@672w_378h.avif',
  'https://images.example/a.png?x=1#y',
  'https://8.8.8.8/a.png',
  'https://172.32.0.1/a.png',
  'https://[2606:4700::1111]/a.png',
  'https://例え.jp/a.png',
  'https://a.example:443/a.png',
  'https://localhost.example/a.png',
])('%s may be asked for', (address) => {
  expect(vetAddress(address)).toBeNull();
});

test('no text makes it throw, and no private IPv4 address gets through in any spelling', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.constant('https://')), (text) => {
      vetAddress(text);
    }),
  );
  const part = fc.integer({ min: 0, max: 255 });
  const spelling = fc.constantFrom(
    (value: number) => String(value),
    (value: number) => `0x${value.toString(16)}`,
    (value: number) => `0${value.toString(8)}`,
  );
  fc.assert(
    fc.property(fc.constantFrom(10, 127), part, part, part, spelling, (a, b, c, d, spell) => {
      const dotted = [a, b, c, d].map(spell).join('.');
      const whole = spell(((a << 24) | (b << 16) | (c << 8) | d) >>> 0);
      for (const host of [dotted, whole, `[::ffff:${[a, b, c, d].join('.')}]`]) {
        expect(vetAddress(`https://${host}/x.png`), host).toBe('refused-address');
      }
    }),
  );
});

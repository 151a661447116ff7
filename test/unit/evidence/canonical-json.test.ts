import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, readCanonicalJson } from '../../../src/evidence/canonical-json.js';

describe('canonical JSON', () => {
  it('writes the example of RFC 8785 section 3.2.2', () => {
    const value: unknown = JSON.parse(
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
    );
    expect(canonicalJson(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('orders keys by their UTF-16 units, as RFC 8785 section 3.2.3', () => {
    const keys = ['€', '\r', '\ufb33', '1', '😀', '\u0080', 'ö'];
    const value = Object.fromEntries(keys.map((key) => [key, 0]));
    const order = [...canonicalJson(value).matchAll(/"((?:\\r|[^"])+)":/gu)].map(([, key]) => key);
    expect(order).toEqual(['\\r', '1', '\u0080', 'ö', '€', '😀', '\ufb33']);
  });

  it.each([
    ['undefined inside', { a: undefined }],
    ['a hole', [1, , 2]],
    ['NaN', Number.NaN],
    ['infinity', { a: Number.POSITIVE_INFINITY }],
    ['a date', new Date(0)],
    ['bytes', new Uint8Array(2)],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a key', { '\udc00': 1 }],
  ])('refuses %s instead of losing it', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('gives one text for one value, in whatever order it was made, and reads it back', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = canonicalJson(value);
        const shuffled: unknown = JSON.parse(text, (_, part: unknown) =>
          part !== null && typeof part === 'object' && !Array.isArray(part)
            ? Object.fromEntries(Object.entries(part).reverse())
            : part,
        );
        expect(canonicalJson(shuffled)).toBe(text);
        expect(readCanonicalJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    '{"a":1,"a":1}',
    '{"b":1,"a":2}',
    '{"a": 1}',
    '[1.0]',
    '"\\u0041"',
    '[1]\n',
    '-0',
    '',
    '{',
  ])('does not read %j, which is not the one text of a value', (text) => {
    expect(readCanonicalJson(text)).toBeNull();
  });

  it('answers hostile depth with a refusal', () => {
    expect(readCanonicalJson(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).toBeNull();
  });
});

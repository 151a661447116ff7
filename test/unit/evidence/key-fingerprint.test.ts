import { expect, it } from 'vitest';
import { readFingerprint } from '../../../src/evidence/log/key-fingerprint.js';

const digits = '0123456789abcdef'.repeat(4);

it('reads a fingerprint with spaces, colons and capitals, and nothing that has other signs or another length', () => {
  expect(readFingerprint(digits)).toBe(digits);
  expect(readFingerprint(` ${(digits.toUpperCase().match(/../g) ?? []).join(':')}\n`)).toBe(digits);
  for (const typed of ['', digits.slice(1), `${digits}0`, `${digits}!`, `x${digits.slice(1)}`]) {
    expect(readFingerprint(typed)).toBeNull();
  }
});

import { describe, expect, it } from 'vitest';
import { variantAt, widestMargin } from '../../../src/shared/crop-variant.js';

const variants = [
  { margin: 1.25, mirrored: false },
  { margin: 1.35, mirrored: true },
];

describe('the variants of a crop', () => {
  it('are counted round without end', () => {
    const margins = [0, 1, 2, 3, 1001].map((n) => variantAt({ margin: 1.25, variants }, n).margin);
    expect(margins).toEqual([1.25, 1.35, 1.25, 1.35, 1.35]);
  });

  it('are one plain crop where the model names none', () => {
    expect(variantAt({ margin: 1.3 }, 7)).toEqual({ margin: 1.3, mirrored: false });
    expect(widestMargin({ margin: 1.3 })).toBe(1.3);
  });

  it('need room for the widest', () => {
    expect(widestMargin({ margin: 1.25, variants })).toBe(1.35);
  });
});

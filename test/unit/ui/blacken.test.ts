import { expect, test, vi } from 'vitest';
import { smallPicture } from '../evidence/sample-case.js';

vi.mock('webextension-polyfill', () => ({ default: {} }));
const { blacken } = await import('../../../src/ui/report/redact.js');

const sidePx = 10;
const pixelAt = (data: Uint8Array | Uint8ClampedArray, x: number, y: number) => [
  ...data.subarray((y * sidePx + x) * 4, (y * sidePx + x) * 4 + 4),
];

test.each([
  // Pixels that it only touches are covered whole.
  ['inside', { x: 0.15, y: 0.25, width: 0.3, height: 0.2 }, [1, 5, 2, 5]],
  ['at the edge', { x: 0.81, y: 0, width: 0.19, height: 0.05 }, [8, 10, 0, 1]],
  ['beyond the edge', { x: 0.5, y: 0.5, width: 0.9, height: 0.9 }, [5, 10, 5, 10]],
  ['everything', { x: 0, y: 0, width: 1, height: 1 }, [0, 10, 0, 10]],
] as const)('a covered place is black and opaque to its last pixel: %s', (_, region, place) => {
  const [left, right, top, bottom] = place;
  const before = smallPicture(3, sidePx);
  // Whatever shone through stays seen where only the colours are black.
  const data = before.data.map((value, at) => (at % 4 === 3 ? 7 : value));
  const picture = { ...before, data: Uint8Array.from(data) };
  blacken(picture, region);
  for (let y = 0; y < sidePx; y += 1) {
    for (let x = 0; x < sidePx; x += 1) {
      const isIn = x >= left && x < right && y >= top && y < bottom;
      const wanted = isIn ? [0, 0, 0, 255] : pixelAt(data, x, y);
      expect(pixelAt(picture.data, x, y), `${x} ${y}`).toEqual(wanted);
    }
  }
});

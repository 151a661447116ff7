import { describe, expect, it } from 'vitest';
import { boxShareAt, faceRollRad, roomToTurn } from '../../../src/shared/face-roll.js';
import { movePoints } from '../../../src/shared/geometry.js';

/** Right eye, left eye, nose, mouth of a frontal face, turned by `rollRad` around the nose. */
function pointsAt(rollRad: number) {
  const [cos, sin] = [Math.cos(rollRad), Math.sin(rollRad)];
  const at = (x: number, y: number) => ({
    xPx: 50 + cos * x - sin * y,
    yPx: 50 + sin * x + cos * y,
  });
  return [at(-12, -14), at(12, -14), at(0, 0), at(0, 12)] as const;
}

describe('how far a face is turned', () => {
  it.each([0, 0.3, -0.3, 1.5, -1.5, 3])('is read from its eyes: %d rad', (rollRad) => {
    expect(faceRollRad(pointsAt(rollRad))).toBeCloseTo(rollRad);
  });

  it('is nothing where the points are missing or in one place', () => {
    const [right, left, nose, mouth] = pointsAt(0.5);
    for (const points of [
      null,
      [],
      [right],
      [right, left, nose],
      [right, right, nose, mouth],
      [right, left, nose, { xPx: (right.xPx + left.xPx) / 2, yPx: (right.yPx + left.yPx) / 2 }],
    ]) {
      expect(faceRollRad(points)).toBe(0);
    }
  });

  it('is nothing where eyes and mouth contradict each other: swapped eyes turn no upright face over', () => {
    const [right, left, nose, mouth] = pointsAt(0);
    expect(faceRollRad([left, right, nose, mouth])).toBe(0);
    const eyesAt = (rollRad: number) => pointsAt(rollRad).slice(0, 2);
    const belowEyes = (rollRad: number) => {
      const [one, other] = eyesAt(rollRad);
      return { xPx: (one!.xPx + other!.xPx) / 2, yPx: (one!.yPx + other!.yPx) / 2 + 26 };
    };
    expect(faceRollRad([...eyesAt(1.1), nose, belowEyes(1.1)])).toBe(0); // 63 degrees
    expect(faceRollRad([...eyesAt(1), nose, belowEyes(1)])).toBeCloseTo(1); // 57 degrees
  });

  it('allows for a mouth aside, as in profile', () => {
    const [right, left, nose, mouth] = pointsAt(0.4);
    expect(faceRollRad([right, left, nose, { ...mouth, xPx: mouth.xPx + 15 }])).toBeCloseTo(0.4);
  });
});

it('a turned square needs up to 1.42 of its side', () => {
  expect(
    [0, Math.PI / 2, Math.PI, -Math.PI / 4].map(roomToTurn).map((room) => room.toFixed(3)),
  ).toEqual(['1.000', '1.000', '1.000', '1.414']);
});

it('the box of a turned face is drawn smaller, as far as was measured', () => {
  const shares = [0, 20, 45, 60, -45, 180].map((degrees) => boxShareAt((degrees * Math.PI) / 180));
  expect(shares.map((share) => share.toFixed(2))).toEqual([
    '1.00',
    '0.95',
    '0.79',
    '0.78',
    '0.79',
    '1.00',
  ]);
});

it('points move and grow with the box of their face', () => {
  const from = { xPx: 10, yPx: 20, widthPx: 40, heightPx: 40 };
  const to = { xPx: 0, yPx: 30, widthPx: 80, heightPx: 80 };
  expect(movePoints([{ xPx: 20, yPx: 20 }], from, to)).toEqual([{ xPx: 20, yPx: 30 }]);
});

import type { PointPx } from './geometry.js';

/** By how much eyes and mouth may disagree: a face in profile moves its mouth aside, confused points turn it over. */
const mostDisagreementRad = Math.PI / 3;

/**
 * How far a face is turned in the picture's plane: 0 upright, pi / 2 a quarter clockwise, -pi to pi. `keyPoints` are a
 * detector's: right eye, left eye, nose, mouth, in pixels. 0 as well where they are missing, coincide or contradict each
 * other: an upright face must not be turned over.
 */
export function faceRollRad(keyPoints: readonly PointPx[] | null): number {
  const [right, left, , mouth] = keyPoints ?? [];
  if (right === undefined || left === undefined || mouth === undefined) return 0;
  const eyes = { xPx: left.xPx - right.xPx, yPx: left.yPx - right.yPx };
  const down = {
    xPx: mouth.xPx - (right.xPx + left.xPx) / 2,
    yPx: mouth.yPx - (right.yPx + left.yPx) / 2,
  };
  if (lengthPx(eyes) < 1 || lengthPx(down) < 1) return 0;
  const rollRad = Math.atan2(eyes.yPx, eyes.xPx);
  const byMouthRad = Math.atan2(-down.xPx, down.yPx);
  const apartRad = Math.abs(
    Math.atan2(Math.sin(rollRad - byMouthRad), Math.cos(rollRad - byMouthRad)),
  );
  return apartRad <= mostDisagreementRad ? rollRad : 0;
}

/**
 * How much smaller the detector draws the box of a turned face, as a share of an upright one's. Measured by turning dev pictures by 20, 45
 * and 60 degrees: .95, .79 and .76 (`models/training/through_extension.py --turned`).
 */
export function boxShareAt(rollRad: number): number {
  return Math.max(0.78, 1 - 0.42 * Math.sin(rollRad) ** 2);
}

/** Side of the upright square around one that is turned by `rollRad`, as a share of its side: 1 to 1.42. */
export function roomToTurn(rollRad: number): number {
  return Math.abs(Math.cos(rollRad)) + Math.abs(Math.sin(rollRad));
}

function lengthPx({ xPx, yPx }: PointPx): number {
  return Math.hypot(xPx, yPx);
}

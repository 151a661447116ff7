import type { Stance } from './stance.js';

/**
 * One shape per stance, so that nothing depends on colour. Paths on a 16 x 16 grid: `body` is the
 * outline of the shape (filled or stroked), `mark` what stands inside it.
 */
export interface Shape {
  readonly body: string;
  readonly isFilled: boolean;
  readonly mark: string;
}

const circle = 'M8 1.25a6.75 6.75 0 1 1 0 13.5a6.75 6.75 0 1 1 0-13.5z';
const question = 'M5.9 6.3a2.1 2.1 0 1 1 3.1 1.9c-.7.4-1 .8-1 1.5v.1M8 11.9v.1';

const shapes: Readonly<Record<Stance, Shape>> = {
  // an octagon with two strokes: stop
  strong: {
    body: 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z',
    isFilled: true,
    mark: 'M6 4.4v4.4M10 4.4v4.4M6 11.6v.1M10 11.6v.1',
  },
  // a triangle with one stroke: take care
  moderate: {
    body: 'M8 1.6 15 14H1z',
    isFilled: true,
    mark: 'M8 6.2v3.6M8 12v.1',
  },
  // an outlined diamond: something, but little
  weak: {
    body: 'M8 1.2 14.8 8 8 14.8 1.2 8z',
    isFilled: false,
    mark: 'M8 5v3.6M8 11v.1',
  },
  'cannot-tell': { body: circle, isFilled: false, mark: question },
  // never a tick: "no sign found" is no approval
  'none-found': { body: circle, isFilled: false, mark: 'M5.2 8h5.6' },
  'no-face': { body: circle, isFilled: false, mark: '' },
  checking: { body: 'M8 1.25a6.75 6.75 0 1 1-6.75 6.75', isFilled: false, mark: '' },
  nothing: { body: 'M2 8h12', isFilled: false, mark: '' },
};

export function shapeOf(stance: Stance): Shape {
  return shapes[stance];
}

import { shapeOf } from '../shapes.js';
import type { Stance } from '../stance.js';
import { svg } from './dom.js';

/** The shape of a stance as it stands in the pill. Decoration: the words stand beside it. */
export function drawShape(stance: Stance): SVGSVGElement {
  const { body, isFilled, mark } = shapeOf(stance);
  const shape = svg('svg', { class: 'shape', viewBox: '0 0 16 16', 'aria-hidden': 'true' });
  shape.append(
    svg('path', {
      d: body,
      fill: isFilled ? 'currentColor' : 'none',
      stroke: 'currentColor',
      'stroke-width': 1.5,
      'stroke-linejoin': 'round',
      'stroke-linecap': 'round',
    }),
  );
  if (mark === '') return shape;
  shape.append(
    svg('path', {
      d: mark,
      fill: 'none',
      stroke: isFilled ? 'var(--mark, Canvas)' : 'currentColor',
      'stroke-width': 1.7,
      'stroke-linecap': 'round',
    }),
  );
  return shape;
}

import type { JSX } from 'preact';
import { shapeOf } from '../shapes.js';
import type { Stance } from '../stance.js';

/** The shape of a stance in the colour of its tone. Decoration: the words stand beside it. */
export function ShapeIcon({ stance }: { readonly stance: Stance }): JSX.Element {
  const { body, isFilled, mark } = shapeOf(stance);
  return (
    <svg
      class={stance === 'checking' ? 'shape turns' : 'shape'}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <path
        d={body}
        fill={isFilled ? 'currentColor' : 'none'}
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linejoin="round"
        stroke-linecap="round"
      />
      {mark !== '' && (
        <path
          d={mark}
          fill="none"
          stroke={isFilled ? 'var(--wash, Canvas)' : 'currentColor'}
          stroke-width="1.7"
          stroke-linecap="round"
        />
      )}
    </svg>
  );
}

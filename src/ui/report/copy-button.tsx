import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../words.js';

/** Copies a text on a click and says whether that worked. `about` names it for screen readers. */
export function CopyButton({
  text,
  about,
}: {
  readonly text: string;
  readonly about?: string;
}): JSX.Element {
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setState('done'),
      () => setState('failed'),
    );
  };
  const words = state === 'idle' ? say('copy_button') : say(`copy_${state}`);
  return (
    <button
      type="button"
      class="button"
      aria-label={about === undefined ? undefined : `${words}: ${about}`}
      onClick={copy}
    >
      {words}
    </button>
  );
}

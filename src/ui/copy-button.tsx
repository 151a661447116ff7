import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from './words.js';

/**
 * Copies a text on a click and says whether that worked, until the text is another. `about` names it for
 * screen readers.
 */
export function CopyButton({
  text,
  about,
}: {
  readonly text: string;
  readonly about?: string;
}): JSX.Element {
  const [tried, setTried] = useState<{ text: string; how: 'done' | 'failed' } | null>(null);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setTried({ text, how: 'done' }),
      () => setTried({ text, how: 'failed' }),
    );
  };
  const outcome = tried?.text === text ? say(`copy_${tried.how}`) : '';
  const words = outcome || say('copy_button');
  return (
    <>
      <button
        type="button"
        class="button"
        aria-label={about === undefined ? undefined : `${words}: ${about}`}
        onClick={copy}
      >
        {words}
      </button>
      <span role="status" class="unseen">
        {outcome}
      </span>
    </>
  );
}

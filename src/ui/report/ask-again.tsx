import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../words.js';

/** A button that deletes what cannot be had again: says what is lost, and waits for a second, different click. */
export function AskAgain({
  name,
  about = name,
  sure,
  yes,
  act,
  isDanger = false,
}: {
  readonly name: string;
  /** What it is for screen readers, where several have one name. */
  readonly about?: string;
  /** What will be lost. */
  readonly sure: string;
  readonly yes: string;
  readonly act: () => void;
  /** The first click looks as grave as the second. */
  readonly isDanger?: boolean;
}): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <button
        type="button"
        class={isDanger ? 'button danger' : 'button'}
        aria-label={about}
        onClick={() => setAsking(true)}
      >
        {name}
      </button>
    );
  }
  return (
    <div role="group" aria-label={about}>
      <p role="alert">{sure}</p>
      <p class="buttons">
        <button type="button" class="button" onClick={() => setAsking(false)}>
          {say('delete_keep')}
        </button>
        <button type="button" class="button danger" onClick={act}>
          {yes}
        </button>
      </p>
    </div>
  );
}

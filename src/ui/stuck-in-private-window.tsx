import type { JSX } from 'preact';
import { say } from './words.js';

/** In place of a page that would show the empty databases of a private window. */
export function StuckInPrivateWindow(): JSX.Element {
  return (
    <main>
      <section>
        <p role="alert">{say('private_window_stuck')}</p>
      </section>
    </main>
  );
}

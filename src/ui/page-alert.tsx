import type { JSX } from 'preact';

/** One sentence in place of a whole page that cannot be drawn. */
export function PageAlert({ words }: { readonly words: string }): JSX.Element {
  return (
    <main>
      <section>
        <p role="alert">{words}</p>
      </section>
    </main>
  );
}

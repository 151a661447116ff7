import type { ComponentChildren, JSX } from 'preact';

/** One card of the settings, reachable by its name in the address (`#sites`). */
export function Section({
  id,
  title,
  explain,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly explain?: string | undefined;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {explain !== undefined && <p class="soft">{explain}</p>}
      {children}
    </section>
  );
}

import type { JSX } from 'preact';
import { say } from '../words.js';

const places = [
  ['evidence', 'evidence_title', 'evidence.html#/'],
  ['reports', 'reports_title', 'evidence.html#/reports'],
  ['verify', 'verify_title', 'verify.html'],
] as const;

/** The way between the pages about evidence. */
export function TopBar({
  here,
}: {
  readonly here: (typeof places)[number][0] | null;
}): JSX.Element {
  return (
    <header class="top">
      <img src="/icons/seam.svg" alt="" width={28} height={28} />
      <nav aria-label={say('evidence_nav')}>
        {places.map(([name, key, to]) => (
          <a key={name} href={to} aria-current={name === here ? 'page' : undefined}>
            {say(key)}
          </a>
        ))}
      </nav>
    </header>
  );
}

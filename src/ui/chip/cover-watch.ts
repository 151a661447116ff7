/** Whether the browser saw something over an element. `unknown` where it cannot tell (Firefox). */
export type Cover = 'covered' | 'clear' | 'unknown';

/** Second version of the observer; its fields are not in the types of the standard library yet. */
interface VisibilityEntry extends IntersectionObserverEntry {
  readonly isVisible?: boolean;
}

/**
 * Watches for anything drawn over `element`, also what lets clicks through (threats.md M3). Says
 * `covered` at times when nothing is (M4): it may hold an action back, it never proves anything.
 */
export function watchCover(element: Element, signal: AbortSignal): () => Cover {
  let cover: Cover = 'unknown';
  const options = { threshold: [0, 1], trackVisibility: true, delay: 100 };
  const observer = new IntersectionObserver((entries) => {
    const last = entries.at(-1) as VisibilityEntry | undefined;
    if (last?.isVisible === undefined) return;
    cover = last.isVisible ? 'clear' : 'covered';
  }, options);
  // A browser without the second version ignores the option and would say "not visible" for ever.
  if ('trackVisibility' in observer) observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  return () => cover;
}

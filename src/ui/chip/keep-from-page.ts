/** Keys that mean something inside the notice; all others stay the site's. */
const ownKeys: ReadonlySet<string> = new Set([
  'Enter',
  ' ',
  'Escape',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'PageUp',
  'PageDown',
  'Home',
  'End',
]);

/**
 * Keeps clicks and keys that are meant for the notice away from the player below (a space would
 * also pause the video, an arrow key wind it).
 */
export function keepFromPage(notice: HTMLElement, signal: AbortSignal): void {
  const stop = (event: Event): void => event.stopPropagation();
  const names = [
    'click',
    'dblclick',
    'contextmenu',
    'pointerdown',
    'pointermove',
    'pointerup',
    'mousedown',
    'mousemove',
    'mouseup',
    'touchstart',
    'touchmove',
    'touchend',
  ];
  for (const name of names) notice.addEventListener(name, stop, { signal, passive: true });
  for (const name of ['keydown', 'keyup', 'keypress'] as const) {
    notice.addEventListener(name, (event) => ownKeys.has(event.key) && stop(event), { signal });
  }
}

import type { ChipPlace } from './place.js';
import { randomElementName } from './random-name.js';

/**
 * One element in the top layer that carries a notice. A manual popover on the root element stays
 * visible under most things a page can do to itself (threats.md M2); its own style is inline and
 * important, so that no rule of the page outranks it.
 */
export interface ChipHost {
  readonly root: ShadowRoot;
  /** Shows the host at `place`, or hides it without leaving the top layer. */
  moveTo(place: ChipPlace | null): void;
  /** False once the page has removed, closed or restyled the host. */
  isIntact(): boolean;
  /** Puts it back as it was, on top of everything that is open now. */
  restore(): void;
  /** On top again: needed after full screen (threats.md M5). Does not repair anything else. */
  raise(): void;
  /** True when a point of the viewport belongs to the host. Cannot see covers that let clicks through (M3). */
  ownsPoint(xPx: number, yPx: number): boolean;
}

/** Calls `disturbed` when the page touched the host; removal of the host itself with `signal`. */
export function createChipHost(disturbed: () => void, signal: AbortSignal): ChipHost {
  const host = document.createElement(randomElementName());
  const root = host.attachShadow({ mode: 'closed' });
  host.popover = 'manual';
  let place: ChipPlace | null = null;
  let style = writeStyle(host, place);

  const watch = new MutationObserver(() => {
    if (!signal.aborted && !isIntact()) disturbed();
  });

  /** Changes of our own are no disturbance: their records are dropped. */
  function act(change: () => void): void {
    change();
    watch.takeRecords();
  }

  function isIntact(): boolean {
    return (
      host.parentNode === home() &&
      host.matches(':popover-open') &&
      host.style.cssText === style &&
      host.attributes.length === 2 &&
      host.popover === 'manual'
    );
  }

  function attach(): void {
    const parent = home();
    if (host.parentNode !== parent) {
      parent.append(host);
      watch.disconnect();
      watch.observe(parent, { childList: true });
      watch.observe(host, { attributes: true });
    }
    if (!host.matches(':popover-open')) host.showPopover();
  }

  function raise(): void {
    if (host.isConnected && host.matches(':popover-open')) host.hidePopover();
    attach();
  }

  signal.addEventListener(
    'abort',
    () => {
      watch.disconnect();
      host.remove();
    },
    { once: true },
  );
  host.addEventListener('toggle', () => !signal.aborted && !isIntact() && disturbed(), { signal });
  act(attach);

  return {
    root,
    moveTo(next) {
      if (isSamePlace(place, next)) return;
      place = next;
      act(() => (style = writeStyle(host, place)));
    },
    isIntact,
    restore() {
      act(() => {
        for (const { name } of [...host.attributes]) {
          if (name !== 'popover' && name !== 'style') host.removeAttribute(name);
        }
        if (host.popover !== 'manual') host.popover = 'manual';
        host.removeAttribute('style');
        style = writeStyle(host, place);
        raise();
      });
    },
    raise: () => act(raise),
    ownsPoint: (xPx, yPx) => document.elementFromPoint(xPx, yPx) === host,
  };
}

/**
 * Where the host hangs. Chromium makes everything outside a full-screen element inert: seen, but out of reach
 * of clicks and keys. A video that fills the screen by itself draws no children; there the notice is only seen.
 */
function home(): Element {
  const full = document.querySelector(':fullscreen:not(video, img, iframe)');
  // What hangs beside a shadow tree is not drawn.
  return full?.shadowRoot === null ? full : document.documentElement;
}

/** `all` first, because it resets what stands before it. Returns the text to compare with later. */
function writeStyle(host: HTMLElement, place: ChipPlace | null): string {
  const declarations: readonly (readonly [string, string])[] = [
    ['all', 'initial'],
    ['direction', 'ltr'],
    ['unicode-bidi', 'isolate'],
    ['position', 'fixed'],
    ['inset', '0px auto auto 0px'],
    ['display', place === null ? 'none' : 'block'],
    ['visibility', 'visible'],
    ['translate', place === null ? 'none' : `${place.leftPx}px ${place.topPx}px`],
    ['width', 'max-content'],
    ['height', 'max-content'],
    ['overflow', 'visible'],
    ['pointer-events', 'none'],
    ['transition', 'none'],
    ['animation', 'none'],
    ['z-index', '2147483647'],
    ['contain', 'layout style'],
  ];
  for (const [name, value] of declarations) host.style.setProperty(name, value, 'important');
  // Firefox takes `all` apart, and spacing that a person cannot change is no good (WCAG 1.4.12). The
  // notice sets its own.
  for (const name of ['letter-spacing', 'word-spacing', 'line-height']) {
    if (host.style.getPropertyPriority(name) === 'important')
      host.style.setProperty(name, 'initial');
  }
  return host.style.cssText;
}

function isSamePlace(a: ChipPlace | null, b: ChipPlace | null): boolean {
  if (a === null || b === null) return a === b;
  return a.leftPx === b.leftPx && a.topPx === b.topPx;
}

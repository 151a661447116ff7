import type { ShownPlace } from '../frames/visible-tab.js';

/**
 * Where the tab shows an element, through frames of the same origin. Null inside a frame of another
 * origin: its place in the tab is not known to it.
 */
export function shownPlace(element: Element, win: Window): ShownPlace | null {
  const rect = element.getBoundingClientRect();
  let xPx = rect.x;
  let yPx = rect.y;
  let frame = win;
  while (frame !== frame.parent) {
    const holder = holderOf(frame);
    if (holder === null) return null;
    const box = holder.getBoundingClientRect();
    xPx += box.x + holder.clientLeft;
    yPx += box.y + holder.clientTop;
    frame = frame.parent;
  }
  const view = frame.visualViewport;
  return {
    rect: { xPx, yPx, widthPx: rect.width, heightPx: rect.height },
    viewport: { widthPx: frame.innerWidth, heightPx: frame.innerHeight },
    zoom: { xPx: view?.offsetLeft ?? 0, yPx: view?.offsetTop ?? 0, scale: view?.scale ?? 1 },
  };
}

function holderOf(frame: Window): Element | null {
  try {
    return frame.frameElement;
  } catch {
    // Another origin: some browsers throw, some answer null.
    return null;
  }
}

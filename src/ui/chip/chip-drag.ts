/** How a person moves the notice. Distances in CSS pixels from where it was. */
export interface DragEvents {
  started(): void;
  movedBy(xPx: number, yPx: number): void;
  ended(): void;
  /** Back to the place that Seam chooses. */
  reset(): void;
}

/** A hand that trembles while it clicks does not move anything. */
const slackPx = 5;
const stepPx = 24;
const fineStepPx = 4;

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Moves by pointer and by arrow keys (shift: fine steps; home: back). Only for what the browser says a
 * person did. Answers whether the click that ends a drag should be swallowed.
 */
export function dragBy(
  handle: HTMLElement,
  events: DragEvents,
  signal: AbortSignal,
): { readonly isDragging: () => boolean } {
  let from: { readonly xPx: number; readonly yPx: number } | null = null;
  let isDragging = false;

  handle.addEventListener(
    'pointerdown',
    (event) => {
      isDragging = false;
      if (!event.isTrusted || event.button !== 0) return;
      from = { xPx: event.clientX, yPx: event.clientY };
      handle.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  handle.addEventListener(
    'pointermove',
    (event) => {
      if (from === null || !event.isTrusted) return;
      const xPx = event.clientX - from.xPx;
      const yPx = event.clientY - from.yPx;
      if (!isDragging) {
        if (Math.hypot(xPx, yPx) < slackPx) return;
        isDragging = true;
        events.started();
      }
      events.movedBy(xPx, yPx);
    },
    { signal },
  );
  for (const name of ['pointerup', 'pointercancel'] as const) {
    handle.addEventListener(
      name,
      () => {
        from = null;
        if (isDragging) events.ended();
      },
      { signal },
    );
  }
  handle.addEventListener(
    'keydown',
    (event) => {
      if (!event.isTrusted || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === 'Home') {
        event.preventDefault();
        events.reset();
        return;
      }
      const arrow = arrows[event.key];
      if (arrow === undefined) return;
      event.preventDefault();
      const px = event.shiftKey ? fineStepPx : stepPx;
      events.started();
      events.movedBy(arrow[0] * px, arrow[1] * px);
      events.ended();
    },
    { signal },
  );
  return { isDragging: () => isDragging };
}

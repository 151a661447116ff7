import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Before it is measured: about what a wide page gives. */
const usualWidthPx = 640;

/** The width of an element in CSS pixels, followed while it stands. */
export function useWidth<Kind extends Element>(): readonly [RefObject<Kind | null>, number] {
  const element = useRef<Kind>(null);
  const [widthPx, setWidthPx] = useState(usualWidthPx);
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const watch = new ResizeObserver(([entry]) => {
      const width = Math.round(entry?.contentRect.width ?? 0);
      if (width > 0) setWidthPx(width);
    });
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  return [element, widthPx];
}

import { useRef, useState } from 'preact/hooks';

/** A second click within this is the second half of a double click: slow hands need half a second. */
const holdMs = 1000;

export interface Hold {
  readonly isHeld: boolean;
  /** Runs `work` unless it is held. Held until it ends, and a moment longer where it gives true: it stored something. */
  readonly run: (work: () => Promise<boolean>) => Promise<void>;
}

/** So that a double click on a button stores one thing. */
export function useHold(): Hold {
  const [isHeld, setHeld] = useState(false);
  // Two clicks may come before the page is drawn again.
  const held = useRef(false);
  const hold = (next: boolean): void => {
    held.current = next;
    setHeld(next);
  };
  return {
    isHeld,
    run: async (work) => {
      if (held.current) return;
      hold(true);
      let isStored = false;
      try {
        isStored = await work();
      } finally {
        if (isStored) setTimeout(() => hold(false), holdMs);
        else hold(false);
      }
    },
  };
}

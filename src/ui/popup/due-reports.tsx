import type { JSX } from 'preact';
import { say } from '../words.js';

/** The reminder: one line, only while something is due. */
export function DueReports({
  due,
  open,
}: {
  readonly due: number;
  readonly open: () => void;
}): JSX.Element | null {
  if (due === 0) return null;
  return (
    <p class="small">
      <button type="button" class="link" onClick={open}>
        {say('popup_due', due)}
      </button>
    </p>
  );
}

import type { JSX } from 'preact';
import { say } from '../ui/words.js';
import type { CheckedFile } from './check-file.js';
import { coverageSentence } from './coverage-words.js';
import type { Extent } from './look-plan.js';

/** How much of a video was looked at, and the way to look at more. Null for a picture. */
export function Coverage({
  checked,
  isWaiting,
  lookMore,
}: {
  readonly checked: CheckedFile;
  readonly isWaiting: boolean;
  readonly lookMore: (extent: Extent) => void;
}): JSX.Element | null {
  const { report, left } = checked;
  if (report.lookedAt === null) return null;
  const ask = (extent: Extent) => (): void => {
    if (!isWaiting) lookMore(extent);
  };
  return (
    <section class="coverage">
      <p>{coverageSentence(report.lookedAt, report.durationS)}</p>
      {left > 0 && (
        <div class="actions">
          <button type="button" class="button" aria-disabled={isWaiting} onClick={ask('some')}>
            {say('check_look_more')}
          </button>
          <button type="button" class="button" aria-disabled={isWaiting} onClick={ask('rest')}>
            {say('check_look_rest', left)}
          </button>
        </div>
      )}
    </section>
  );
}

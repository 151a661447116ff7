import type { JSX } from 'preact';
import { say } from '../ui/words.js';
import type { CheckedFile } from './check-file.js';
import { coverageSentence } from './coverage-words.js';
import { momentsLeft, type Extent } from './look-plan.js';

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
  const { lookedAt, durationS } = checked.report;
  if (lookedAt === null) return null;
  // Not those that gave an answer: a moment that could not be read is not tried again.
  const left = momentsLeft(lookedAt.momentsInAll, checked.stretches);
  const ask = (extent: Extent) => (): void => {
    if (!isWaiting) lookMore(extent);
  };
  return (
    <section class="coverage">
      <p>{coverageSentence(lookedAt, durationS)}</p>
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

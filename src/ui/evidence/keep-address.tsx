import type { JSX } from 'preact';
import { safetyAnswers, type SafetyAnswer } from '../../shared/safety-answer.js';
import { say } from '../words.js';

/**
 * The way without pixels, beside the button that freezes them: what may show a minor or sexual content
 * must be asked about before anything is captured (platforms.md section 8). It also serves where the
 * pixels are closed and no picture of the tab is wanted.
 */
export function KeepAddress({
  isHeld,
  keep,
}: {
  readonly isHeld: boolean;
  /** What the person says the picture may show. */
  readonly keep: (answer: SafetyAnswer) => void;
}): JSX.Element {
  return (
    <details class="small keep-address">
      <summary>{say('freeze_address')}</summary>
      <p>{say('freeze_address_why')}</p>
      <p class="buttons">
        {safetyAnswers.toReversed().map((answer) => (
          <button
            type="button"
            class="button"
            key={answer}
            disabled={isHeld}
            onClick={() => keep(answer)}
          >
            {say(answer === 'no' ? 'freeze_address_no' : `safety_${answer}`)}
          </button>
        ))}
      </p>
    </details>
  );
}

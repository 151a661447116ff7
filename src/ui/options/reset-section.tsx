import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../words.js';
import { resetAll } from './reset-all.js';
import { Section } from './section.js';

/** Everything but proof back to how it was installed, after a second click. */
export function ResetSection({ id }: { readonly id: string }): JSX.Element {
  const [isAsked, setAsked] = useState(false);
  const [status, setStatus] = useState('');
  const first = useRef<HTMLButtonElement>(null);
  const second = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isAsked) second.current?.focus();
  }, [isAsked]);
  const back = (words: string): void => {
    setAsked(false);
    setStatus(words);
    first.current?.focus();
  };
  return (
    <Section id={id} title={say('options_reset')} explain={say('options_reset_explain')}>
      <p class="actions">
        <button
          type="button"
          class="button"
          ref={first}
          aria-disabled={isAsked}
          onClick={() => setAsked(true)}
        >
          {say('options_reset_ask')}
        </button>
        {isAsked && (
          <>
            <button
              type="button"
              class="button danger"
              ref={second}
              onClick={() =>
                void resetAll().then((isDone) =>
                  back(say(isDone ? 'options_reset_done' : 'options_reset_partly')),
                )
              }
            >
              {say('options_reset_sure')}
            </button>
            <button type="button" class="button" onClick={() => back('')}>
              {say('options_reset_keep')}
            </button>
          </>
        )}
      </p>
      <p role="status" class="status">
        {status}
      </p>
    </Section>
  );
}

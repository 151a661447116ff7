import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ModelEntry } from '../../shared/catalog.js';
import { say } from '../words.js';
import { debugText } from './debug-text.js';
import { Section } from './section.js';

/** A text for a bug report. Shown before it is copied, and without any address or title. */
export function DebugSection({
  id,
  models,
}: {
  readonly id: string;
  readonly models: readonly ModelEntry[];
}): JSX.Element {
  const [text, setText] = useState('');
  const [status, setStatus] = useState('');
  return (
    <Section id={id} title={say('options_debug')} explain={say('options_debug_explain')}>
      <p class="actions">
        <button type="button" class="button" onClick={() => void debugText(models).then(setText)}>
          {say('options_debug_show')}
        </button>
        {text !== '' && (
          <button
            type="button"
            class="button"
            onClick={() =>
              void navigator.clipboard.writeText(text).then(
                () => setStatus(say('options_debug_copied')),
                () => setStatus(say('options_debug_copy_failed')),
              )
            }
          >
            {say('options_debug_copy')}
          </button>
        )}
      </p>
      {text !== '' && (
        <textarea class="debug" readOnly rows={14} aria-label={say('options_debug')} value={text} />
      )}
      <p role="status" class="status">
        {status}
      </p>
    </Section>
  );
}

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { MediaRecord } from '../../shared/media-record.js';
import { dayOf } from '../memory-words.js';
import { recordSentence, say, sentences } from '../words.js';

/** The answer as text that can stand alone anywhere: with its caveat, what was not checked, and by what. */
export function sentenceToCopy(record: MediaRecord): string {
  return sentences([
    recordSentence(record),
    say(`not_checked_${record.kind}`),
    say(
      'why_copy_source',
      record.verdict?.modelId ?? say('detail_backend_none'),
      dayOf(record.updatedAtMs),
    ),
  ]);
}

export function CopySentence({ record }: { readonly record: MediaRecord }): JSX.Element {
  const [status, setStatus] = useState('');
  const text = sentenceToCopy(record);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setStatus(say('why_copied'));
    } catch {
      // A browser that refuses the clipboard: the sentence stands there to be selected.
      setStatus(say('why_copy_refused'));
    }
  }
  return (
    <section class="panel">
      <h2>{say('why_copy_title')}</h2>
      <blockquote>{text}</blockquote>
      <button type="button" class="button" onClick={() => void copy()}>
        {say('why_copy')}
      </button>{' '}
      <span role="status" class="soft">
        {status}
      </span>
    </section>
  );
}

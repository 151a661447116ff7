import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { MediaRecord } from '../../shared/media-record.js';
import { platformLabel, platformSentences } from '../disclosure-words.js';
import { dayOf } from '../memory-words.js';
import { provenanceLabel, provenanceMeaning } from '../provenance-words.js';
import { recordLabel, recordMeaning, say, sentences } from '../words.js';

/**
 * The answer as text that can stand alone anywhere: all three lines, each with its caveat, what was not
 * checked, and by what.
 */
export function sentenceToCopy(record: MediaRecord): string {
  const { provenance, verdict, kind, updatedAtMs } = record;
  const isFile = record.site === 'file';
  return sentences([
    say('copy_line', say('line_detector'), recordLabel(record)),
    recordMeaning(record),
    say('copy_line', say('line_provenance'), provenanceLabel(provenance)),
    ...(provenance.state === 'not-read' ? [] : [provenanceMeaning(provenance)]),
    say(
      'copy_line',
      say('line_platform'),
      isFile ? say('line_platform_file') : platformLabel(record),
    ),
    ...(isFile ? [] : platformSentences(record)),
    say(`not_checked_${kind}`),
    say('why_copy_source', verdict?.modelId ?? say('detail_backend_none'), dayOf(updatedAtMs)),
  ]);
}

/** That text, and a button that copies it. */
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
    <>
      <blockquote dir="auto">{text}</blockquote>
      <button type="button" class="button" onClick={() => void copy()}>
        {say('why_copy')}
      </button>{' '}
      <span role="status" class="soft">
        {status}
      </span>
    </>
  );
}

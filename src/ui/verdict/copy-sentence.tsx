import type { JSX } from 'preact';
import type { MediaRecord } from '../../shared/media-record.js';
import { CopyButton } from '../copy-button.js';
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
  return sentences([
    say('copy_line', say('line_detector'), recordLabel(record)),
    recordMeaning(record),
    say('copy_line', say('line_provenance'), provenanceLabel(provenance)),
    ...(provenance.state === 'not-read' ? [] : [provenanceMeaning(provenance)]),
    say('copy_line', say('line_platform'), platformLabel(record)),
    ...platformSentences(record),
    say(`not_checked_${kind}`),
    say('why_copy_source', verdict?.modelId ?? say('detail_backend_none'), dayOf(updatedAtMs)),
  ]);
}

/** That text, and a button that copies it. */
export function CopySentence({ record }: { readonly record: MediaRecord }): JSX.Element {
  const text = sentenceToCopy(record);
  return (
    <>
      <blockquote dir="auto">{text}</blockquote>
      <CopyButton text={text} />
    </>
  );
}

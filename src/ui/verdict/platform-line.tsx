import type { JSX } from 'preact';
import type { MediaRecord } from '../../shared/media-record.js';
import {
  labelWords,
  platformLabel,
  platformSentences,
  togetherSentence,
} from '../disclosure-words.js';
import { say } from '../words.js';

/** Third line of the verdict: the label of the platform or the author, with its own words below. */
export function PlatformLine({ record }: { readonly record: MediaRecord }): JSX.Element {
  const { state, labels } = record.disclosure;
  // A local file has no platform around it: nothing was left unread.
  if (record.site === 'file') {
    return (
      <div>
        <dt>{say('line_platform')}</dt>
        <dd>{say('line_platform_file')}</dd>
      </div>
    );
  }
  return (
    <div>
      <dt>{say('line_platform')}</dt>
      <dd class={state === 'seen' ? 'told' : undefined}>{platformLabel(record)}</dd>
      {labels.slice(1).map((label) => (
        <dd key={label.where} class="told more">
          {labelWords(label)}
        </dd>
      ))}
      {platformSentences(record).map((sentence) => (
        <dd key={sentence} class="small more">
          {sentence}
        </dd>
      ))}
    </div>
  );
}

/** What detector and label say together, under the three lines. Changes neither. */
export function Together({ record }: { readonly record: MediaRecord }): JSX.Element | null {
  const sentence = togetherSentence(record);
  return sentence === null ? null : <p class="together">{sentence}</p>;
}

import type { JSX } from 'preact';
import type { MediaRecord } from '../../shared/media-record.js';
import { isProvenanceTold, provenanceStance } from '../provenance-stance.js';
import { provenanceLabel } from '../provenance-words.js';
import { recordLabel, say } from '../words.js';
import { PlatformLine } from './platform-line.js';

/**
 * The three-line verdict (users.md section 5): what the detector says, what the file says, what
 * the platform says. Three sources, never mixed.
 */
export function ThreeLines({ record }: { readonly record: MediaRecord }): JSX.Element {
  const isTold = isProvenanceTold(provenanceStance(record.provenance));
  return (
    <dl class="three-lines">
      <div>
        <dt>{say('line_detector')}</dt>
        <dd class="told">{recordLabel(record)}</dd>
      </div>
      <div>
        <dt>{say('line_provenance')}</dt>
        <dd class={isTold ? 'told' : undefined}>{provenanceLabel(record.provenance)}</dd>
      </div>
      <PlatformLine record={record} />
    </dl>
  );
}

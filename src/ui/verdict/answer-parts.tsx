import type { ComponentChildren, JSX } from 'preact';
import { isWarning } from '../../shared/level.js';
import type { MediaRecord } from '../../shared/media-record.js';
import { FileOrigin } from './file-origin.js';
import { Together } from './platform-line.js';
import { ThreeLines } from './three-lines.js';
import { Why } from './why.js';
import { say } from '../words.js';

/** What stands with every verdict, wherever it is shown: nothing of it may be left out on one page. */
export function AnswerParts({
  record,
  children,
}: {
  readonly record: MediaRecord;
  /** Between the lines and the reasons. */
  readonly children?: ComponentChildren;
}): JSX.Element {
  const level = record.verdict?.level;
  return (
    <>
      <ThreeLines record={record} />
      <Together record={record} />
      {children}
      <Why record={record} />
      {record.provenance.state !== 'not-read' && <FileOrigin provenance={record.provenance} />}
      {level !== undefined && isWarning(level) && (
        <p class="caveat soft small">{say('caveat_synthetic')}</p>
      )}
    </>
  );
}

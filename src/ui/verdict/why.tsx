import type { JSX } from 'preact';
import type { MediaRecord } from '../../shared/media-record.js';
import type { Reason } from '../../shared/reason.js';
import { allReasons } from '../stance.js';
import { reasonSentence, reasonsInMeaning, say } from '../words.js';

/** Reasons, frames used and left out, and what nobody looked at. Always shown with a verdict. */
export function Why({ record }: { readonly record: MediaRecord }): JSX.Element {
  const said = reasonsInMeaning(record);
  const reasons = allReasons(record).filter((reason) => !said.includes(reason));
  const { used, refused } = countFrames(record);
  const refusedTotal = refused.reduce((total, [, count]) => total + count, 0);
  return (
    <div class="why">
      {reasons.length > 0 && (
        <>
          <h3>{say('reasons_title')}</h3>
          <ul class="reasons">
            {reasons.map((reason) => (
              <li key={reason}>{reasonSentence(reason)}</li>
            ))}
          </ul>
        </>
      )}
      {(used > 0 || refusedTotal > 0) && (
        <p class="frames">
          {say('frames_used', used)}
          {refusedTotal > 0 && ` · ${say('frames_refused', refusedTotal)}`}
        </p>
      )}
      {refused.length > 0 && (
        <ul class="refused soft small">
          {refused.map(([reason, count]) => (
            <li key={reason}>{say('frames_refused_item', count, reasonSentence(reason))}</li>
          ))}
        </ul>
      )}
      <p class="soft small">{say(`not_checked_${record.kind}`)}</p>
    </div>
  );
}

interface FrameCount {
  readonly used: number;
  /** Most frequent reason first. */
  readonly refused: readonly (readonly [Reason, number])[];
}

/** Frames of all faces of one media. */
export function countFrames(record: MediaRecord): FrameCount {
  const refused = new Map<Reason, number>();
  let used = 0;
  for (const track of record.verdict?.tracks ?? []) {
    used += track.framesGood;
    for (const [reason, count] of Object.entries(track.framesRefused) as [Reason, number][]) {
      refused.set(reason, (refused.get(reason) ?? 0) + count);
    }
  }
  return { used, refused: [...refused].sort((a, b) => b[1] - a[1]) };
}

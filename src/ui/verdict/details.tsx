import type { JSX } from 'preact';
import type { Level } from '../../shared/level.js';
import type { MediaRecord } from '../../shared/media-record.js';
import type { TrackVerdict } from '../../shared/verdict.js';
import { say } from '../words.js';
import { sortTracks } from './faces.js';
import { errorBeside, type FiguresByModel, type TestFigures } from '../../shared/test-figures.js';

/** Numbers for those who ask: scores beside their error rates, model, cost. Closed at first. */
export function Details({
  record,
  figures,
}: {
  readonly record: MediaRecord;
  readonly figures: FiguresByModel;
}): JSX.Element {
  const { verdict, cost } = record;
  const ownFigures = figures.get(verdict?.modelId ?? '') ?? [];
  return (
    <details class="details">
      <summary>{say('detail_title')}</summary>
      {sortTracks(record).map((track, index) => (
        <Score key={track.trackId} track={track} number={index + 1} figures={ownFigures} />
      ))}
      <dl>
        <dt>{say('detail_model')}</dt>
        <dd>{verdict?.modelId ?? say('detail_backend_none')}</dd>
        <dt>{say('detail_backend')}</dt>
        <dd>{say(`detail_backend_${verdict?.backend ?? 'none'}`)}</dd>
        <dt>{say('detail_size')}</dt>
        <dd>{say('media_size', record.widthPx, record.heightPx)}</dd>
        <dt>{say('detail_cost_samples')}</dt>
        <dd>{cost.samples}</dd>
        <dt>{say('detail_cost_page')}</dt>
        <dd>{say('detail_ms', cost.mainThreadMsMedian.toFixed(1))}</dd>
        <dt>{say('detail_cost_trip')}</dt>
        <dd>{say('detail_ms', cost.roundTripMsMedian.toFixed(0))}</dd>
      </dl>
    </details>
  );
}

function Score({
  track,
  number,
  figures,
}: {
  readonly track: TrackVerdict;
  readonly number: number;
  readonly figures: readonly TestFigures[];
}): JSX.Element {
  // Rounded down: 0.9996 must not read as certainty.
  const score = track.score === null ? null : (Math.floor(track.score * 1000) / 1000).toFixed(3);
  return (
    <div class="score">
      <p>
        <strong>{say('detail_face', number)}</strong>{' '}
        {score === null ? say('detail_score_none') : say('detail_score_value', score)}
      </p>
      {score !== null && track.level !== 'cannot-tell' && (
        <p class="soft small">{errorSentence(track.level, figures)}</p>
      )}
    </div>
  );
}

/** A score never stands without how often such an answer is wrong. */
function errorSentence(level: Level, figures: readonly TestFigures[]): string {
  const error = errorBeside(level, figures);
  if (error === null) return say('detail_alarm_unknown');
  const key = error.kind === 'misses' ? 'detail_miss_measured' : 'detail_alarm_measured';
  return say(key, error.count, error.total);
}

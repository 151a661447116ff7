import type { JSX } from 'preact';
import type { ModelEntry } from '../../shared/catalog.js';
import type { FaceShot, TrackHistory } from '../../shared/face-look.js';
import type { MediaRecord } from '../../shared/media-record.js';
import type { Reason } from '../../shared/reason.js';
import type { TrackVerdict } from '../../shared/verdict.js';
import { toneOf } from '../stance.js';
import { FacePicture } from '../verdict/faces.js';
import { ShapeIcon } from '../verdict/shape-icon.js';
import { clockTime, levelSentence, reasonSentence, say } from '../words.js';
import { FaceView } from './face-view.js';
import { ScoreChart } from './score-chart.js';

/** One face apart: picture, scores over time, frames, quality. */
export function FacePanel({
  track,
  number,
  kind,
  history,
  shot,
  model,
}: {
  readonly track: TrackVerdict;
  readonly number: number;
  readonly kind: MediaRecord['kind'];
  readonly history: TrackHistory | undefined;
  readonly shot: FaceShot | undefined;
  readonly model: ModelEntry | undefined;
}): JSX.Element {
  const refused = Object.entries(track.framesRefused) as [Reason, number][];
  return (
    <section class={`panel face-panel tone-${toneOf(track.level, kind)}`}>
      <h2>
        <ShapeIcon stance={track.level} /> {say('why_face', number)}
        {kind === 'video' && (
          <span class="soft small seen">
            {clockTime(track.firstSeenS)}–{clockTime(track.lastSeenS)}
          </span>
        )}
      </h2>
      <p>{levelSentence(track.level)}</p>
      <div class="face-parts">
        {shot === undefined ? (
          <FacePicture track={track} kind={kind} />
        ) : (
          <FaceView shot={shot} kind={kind} />
        )}
        <div>
          {kind === 'video' && history !== undefined && history.points.length > 0 && (
            <>
              <h3>{say('why_chart_title')}</h3>
              <ScoreChart points={history.points} />
            </>
          )}
          <h3>{say('why_frames_title')}</h3>
          <p>{say('frames_used', track.framesGood)}</p>
          {refused.length > 0 && (
            <ul class="refused soft small">
              {refused
                .toSorted((a, b) => b[1] - a[1])
                .map(([reason, count]) => (
                  <li key={reason}>{say('frames_refused_item', count, reasonSentence(reason))}</li>
                ))}
            </ul>
          )}
          {history !== undefined && model !== undefined && (
            <Quality history={history} validity={model.validity} />
          )}
        </div>
      </div>
    </section>
  );
}

/** What the quality gate measured at the last look, beside what the model asks for. */
function Quality({
  history: { quality },
  validity,
}: {
  readonly history: TrackHistory;
  readonly validity: ModelEntry['validity'];
}): JSX.Element {
  const rows = [
    ['why_quality_size', sizeWords(quality.facePx, validity)],
    [
      'why_quality_sharp',
      say('why_quality_least', quality.sharpness.toFixed(1), validity.minSharpness.toFixed(1)),
    ],
    [
      'why_quality_light',
      say('why_quality_between', Math.round(quality.luma), validity.minLuma, validity.maxLuma),
    ],
  ] as const;
  return (
    <>
      <h3>{say('why_quality_title')}</h3>
      <dl class="quality">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{say(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function sizeWords(
  facePx: number,
  { minFacePx, lowQualityFacePx }: ModelEntry['validity'],
): string {
  // Downwards: a face of 63.6 px is refused, and must not read 64.
  const wholePx = Math.floor(facePx);
  const isSmall = facePx >= minFacePx && facePx < lowQualityFacePx;
  return isSmall
    ? say('why_quality_small', wholePx, minFacePx, lowQualityFacePx)
    : say('why_quality_least', wholePx, minFacePx);
}

import type { JSX } from 'preact';
import type { ScorePoint } from '../../shared/face-look.js';
import { clockTime, say } from '../words.js';

const widthPx = 600;
const heightPx = 120;
const footPx = 12;

/** Scores of one face over the time of its media. Words beside it say the same. */
export function ScoreChart({ points }: { readonly points: readonly ScorePoint[] }): JSX.Element {
  const fromS = points[0]?.fromS ?? 0;
  const toS = Math.max(points.at(-1)?.toS ?? 0, fromS + 1);
  const x = (seconds: number): number => ((seconds - fromS) / (toS - fromS)) * widthPx;
  const signs = points.filter(({ isSign }) => isSign).length;
  const refused = points.reduce((sum, point) => sum + point.refused, 0);
  const looks = points.reduce((sum, point) => sum + point.looks, 0);
  const words = say('why_chart_alt', clockTime(fromS), clockTime(toS), looks, signs, refused);
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${widthPx} ${heightPx + footPx}`} role="img" aria-label={words}>
        {[0, 0.5, 1].map((share) => (
          <line
            key={share}
            class="rule"
            x1={0}
            x2={widthPx}
            y1={heightPx * share}
            y2={heightPx * share}
          />
        ))}
        {points.map(({ fromS: startS, toS: endS, score, isSign }) => {
          const left = x(startS);
          const barPx = Math.max(1.5, x(endS) - left - 0.5);
          return score === null ? (
            <rect key={startS} class="refused" x={left} y={heightPx + 4} width={barPx} height={4} />
          ) : (
            <rect
              key={startS}
              class={isSign ? 'sign' : 'calm'}
              x={left}
              y={heightPx * (1 - score)}
              width={barPx}
              height={Math.max(1.5, heightPx * score)}
            />
          );
        })}
      </svg>
      <figcaption class="soft small">
        <span>{clockTime(fromS)}</span>
        <span class="legend">
          <i class="key sign" /> {say('why_chart_sign')} <i class="key calm" />{' '}
          {say('why_chart_calm')} <i class="key refused" /> {say('why_chart_refused')}
        </span>
        <span>{clockTime(toS)}</span>
      </figcaption>
      <p class="small">{words}</p>
    </figure>
  );
}

import type { JSX } from 'preact';
import { useId, useMemo } from 'preact/hooks';
import type { FileReport } from '../shared/file-report.js';
import { clockTime, say, sentences } from '../ui/words.js';
import { chartLines, chartSize, gapsOf, svgPath, timeSteps, xOf, yOf } from './chart-geometry.js';
import type { ChartLine } from './chart-geometry.js';
import { coverageSentence } from './coverage-words.js';
import { useWidth } from './use-width.js';

/** Two digits and rounded down: 0.999 must not read as certainty. */
const digits = (score: number): string => (Math.floor(score * 100) / 100).toFixed(2);

/** The score of each face over a video: drawn, in words, and as a table. Null where there is no course. */
export function ScoreChart({ report }: { readonly report: FileReport }): JSX.Element | null {
  if (report.kind !== 'video') return null;
  if (!chartLines(report, 0).some(({ points }) => points.length > 1)) return null;
  return <Chart report={report} />;
}

function Chart({ report }: { readonly report: FileReport }): JSX.Element {
  const titleId = useId();
  const [chart, widthPx] = useWidth<SVGSVGElement>();
  const { lookedAt, durationS } = report;
  // A card is drawn again at every look at another file.
  const lines = useMemo(() => chartLines(report, widthPx), [report, widthPx]);
  const gaps = gapsOf(lookedAt?.ranges ?? [], durationS);
  const looked = lookedAt === null ? [] : [coverageSentence(lookedAt, durationS)];
  return (
    <section class="chart">
      <h3>{say('check_chart')}</h3>
      <svg
        ref={chart}
        viewBox={`0 0 ${widthPx} ${chartSize.height}`}
        height={chartSize.height}
        role="img"
        aria-labelledby={titleId}
      >
        <title id={titleId}>{sentences([...lines.map(lineWords), ...looked])}</title>
        {gaps.map(({ fromS, toS }) => (
          <rect
            key={fromS}
            class="gap"
            x={xOf(fromS, durationS, widthPx)}
            y={chartSize.top}
            width={xOf(toS, durationS, widthPx) - xOf(fromS, durationS, widthPx)}
            height={yOf(0) - chartSize.top}
          />
        ))}
        <Axes durationS={durationS} widthPx={widthPx} />
        {lines.map((line, index) => (
          <Line key={line.trackId} line={line} index={index} />
        ))}
      </svg>
      {lines.length > 1 && <Legend lines={lines} />}
      <p class="soft small">
        {sentences([
          ...(gaps.length > 0 ? [say('check_chart_gaps')] : []),
          ...((lookedAt?.stretches ?? 1) > 1 ? [say('check_chart_stretches')] : []),
          say('check_chart_explain'),
        ])}
      </p>
      <ScoreTable lines={lines} />
    </section>
  );
}

const lineName = (number: number | null): string =>
  number === null ? say('check_chart_any') : say('check_chart_face', number);

function lineWords({ number, count, highest }: ChartLine): string {
  return say(
    'check_chart_words',
    lineName(number),
    count,
    digits(highest.score),
    clockTime(highest.timeS),
  );
}

function Axes({
  durationS,
  widthPx,
}: {
  readonly durationS: number;
  readonly widthPx: number;
}): JSX.Element {
  const right = widthPx - chartSize.right;
  return (
    <g class="axes">
      {[0, 0.5, 1].map((score) => (
        <g key={score}>
          <line x1={chartSize.left} x2={right} y1={yOf(score)} y2={yOf(score)} />
          <text x={chartSize.left - 6} y={yOf(score) + 4} text-anchor="end">
            {score}
          </text>
        </g>
      ))}
      {timeSteps(durationS).map((timeS) => (
        <text
          key={timeS}
          x={xOf(timeS, durationS, widthPx)}
          y={chartSize.height - 5}
          text-anchor={anchorOf(xOf(timeS, durationS, widthPx), widthPx)}
        >
          {clockTime(timeS)}
        </text>
      ))}
    </g>
  );
}

/** Words at the edges stay inside the drawing. */
function anchorOf(x: number, widthPx: number): 'start' | 'middle' | 'end' {
  if (x < chartSize.left + 12) return 'start';
  return x > widthPx - chartSize.right - 12 ? 'end' : 'middle';
}

/** A face has its own colour, dashes and kind of point, so that colour alone tells nothing. */
function Line({ line, index }: { readonly line: ChartLine; readonly index: number }): JSX.Element {
  return (
    <g class={`line line-${index}`}>
      <path d={svgPath(line.points)} />
      {line.points.map(({ x, y }, at) =>
        index % 2 === 0 ? (
          <circle key={at} cx={x} cy={y} r={2.6} />
        ) : (
          <rect key={at} x={x - 2.4} y={y - 2.4} width={4.8} height={4.8} />
        ),
      )}
    </g>
  );
}

function Legend({ lines }: { readonly lines: readonly ChartLine[] }): JSX.Element {
  return (
    <ul class="legend small">
      {lines.map((line, index) => (
        <li key={line.trackId}>
          <svg viewBox="0 0 28 10" aria-hidden="true" class={`line line-${index}`}>
            <path d="M1 5L27 5" />
          </svg>
          {lineName(line.number)}
        </li>
      ))}
    </ul>
  );
}

function ScoreTable({ lines }: { readonly lines: readonly ChartLine[] }): JSX.Element {
  const times = [...new Set(lines.flatMap(({ scores }) => scores.map(({ timeS }) => timeS)))];
  times.sort((a, b) => a - b);
  return (
    <details>
      <summary>{say('check_chart_table')}</summary>
      <div class="scroll" tabIndex={0} role="group" aria-label={say('check_chart')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('check_chart_time')}</th>
              {lines.map(({ trackId, number }) => (
                <th scope="col" key={trackId}>
                  {lineName(number)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {times.map((timeS) => (
              <tr key={timeS}>
                <th scope="row">{timeS.toFixed(2)}</th>
                {lines.map(({ trackId, scores }) => {
                  const found = scores.find((score) => score.timeS === timeS);
                  return <td key={trackId}>{found === undefined ? '–' : digits(found.score)}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

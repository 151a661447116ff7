import type { JSX } from 'preact';
import type { ModelEntry } from '../../shared/catalog.js';
import {
  readTestFigures,
  totalOf,
  type FigureCounts,
  type TestFigures,
} from '../../shared/test-figures.js';
import { levelLabel, say } from '../words.js';

/** What the catalog says about a model: identity, limits, and its errors as counts of faces. */
export function ModelFacts({ model }: { readonly model: ModelEntry }): JSX.Element {
  const figures = readTestFigures(model.measured);
  return (
    <>
      <dl class="facts">
        <dt>{say('options_model_id')}</dt>
        <dd>
          {model.id} {model.version}
        </dd>
        <dt>{say('options_model_license')}</dt>
        <dd>{model.license}</dd>
        <dt>{say('options_model_size')}</dt>
        <dd>{say('unit_kb', Math.round(model.bytes / 1000))}</dd>
        <dt>{say('options_model_face')}</dt>
        <dd>{say('unit_px', model.validity.minFacePx)}</dd>
        <dt>{say('options_model_frames')}</dt>
        <dd>{model.thresholds.track.minFrames}</dd>
        <dt>{say('options_model_hash')}</dt>
        <dd class="hash">{model.sha256}</dd>
      </dl>
      {figures.length > 0 && <Figures figures={figures} />}
      <p class="soft">{say('options_model_explain')}</p>
    </>
  );
}

const shownLevels = ['weak', 'moderate', 'strong'] as const;

/** Totals first; the single sets for those who ask. */
function Figures({ figures }: { readonly figures: readonly TestFigures[] }): JSX.Element {
  const groups = [
    { title: say('options_figures_unaltered'), rows: figures.filter((row) => !row.isForged) },
    { title: say('options_figures_forged'), rows: figures.filter((row) => row.isForged) },
  ];
  return (
    <>
      <table>
        <caption>{say('options_model_figures_caption')}</caption>
        <FiguresHead first={say('options_figures_all')} />
        <tbody>
          {groups.map(({ title, rows }) => (
            <FiguresRow key={title} name={title} row={totalOf(rows)} />
          ))}
        </tbody>
      </table>
      <details>
        <summary class="soft">{say('options_figures_each')}</summary>
        <table>
          <FiguresHead first={say('options_figures_set')} />
          {groups.map(({ title, rows }) => (
            <tbody key={title}>
              <tr class="group">
                <th scope="rowgroup" colSpan={5}>
                  {title}
                </th>
              </tr>
              {rows.map((row) => (
                <FiguresRow key={row.set} name={row.set} row={row} />
              ))}
            </tbody>
          ))}
        </table>
      </details>
    </>
  );
}

function FiguresHead({ first }: { readonly first: string }): JSX.Element {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        <th scope="col" class="count">
          {say('options_figures_faces')}
        </th>
        {shownLevels.map((level) => (
          <th scope="col" class="count" key={level}>
            {levelLabel(level)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function FiguresRow({
  name,
  row,
}: {
  readonly name: string;
  readonly row: FigureCounts;
}): JSX.Element {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="count">{row.faces}</td>
      {shownLevels.map((level) => (
        <td class="count" key={level}>
          {row[level]}
        </td>
      ))}
    </tr>
  );
}

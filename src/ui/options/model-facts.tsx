import type { JSX } from 'preact';
import type { ModelEntry } from '../../shared/catalog.js';
import { readTestFigures, type TestFigures } from '../verdict/test-figures.js';
import { levelLabel, say } from '../words.js';

/** What the catalog says about a model: identity, limits, and its errors as counts of faces. */
export function ModelFacts({ model }: { readonly model: ModelEntry }): JSX.Element {
  const figures = readTestFigures(model.measured);
  return (
    <section>
      <h2>{say('options_model')}</h2>
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
    </section>
  );
}

function Figures({ figures }: { readonly figures: readonly TestFigures[] }): JSX.Element {
  const groups = [
    { title: say('options_figures_unaltered'), rows: figures.filter((row) => !row.isForged) },
    { title: say('options_figures_forged'), rows: figures.filter((row) => row.isForged) },
  ];
  return (
    <table>
      <caption>{say('options_model_figures_caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('options_figures_set')}</th>
          <th scope="col" class="count">
            {say('options_figures_faces')}
          </th>
          {(['weak', 'moderate', 'strong'] as const).map((level) => (
            <th scope="col" class="count" key={level}>
              {levelLabel(level)}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map(({ title, rows }) => (
        <tbody key={title}>
          <tr class="group">
            <th scope="rowgroup" colSpan={5}>
              {title}
            </th>
          </tr>
          {rows.map((row) => (
            <tr key={row.set}>
              <th scope="row">{row.set}</th>
              <td class="count">{row.faces}</td>
              <td class="count">{row.weak}</td>
              <td class="count">{row.moderate}</td>
              <td class="count">{row.strong}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

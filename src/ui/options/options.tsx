import type { JSX } from 'preact';
import type { ModelEntry } from '../../shared/catalog.js';
import { modeLabel, say, sentences } from '../words.js';
import { ModelFacts } from './model-facts.js';
import { useSiteModes } from './use-site-modes.js';

/** The settings page. Says only what is true of this build. */
export function Options({ models }: { readonly models: readonly ModelEntry[] }): JSX.Element {
  return (
    <>
      <header class="top">
        <img src="/icons/seam.svg" alt="" width={32} height={32} />
        <h1>{say('options_title')}</h1>
      </header>
      <main>
        <section>
          <h2>{say('options_data')}</h2>
          <p class="nothing">{say('options_data_nothing')}</p>
          <p class="soft">{say('options_data_explain')}</p>
        </section>
        <Sites />
        <section>
          <h2>{say('options_language')}</h2>
          <p class="soft">{say('options_language_explain')}</p>
        </section>
        {models.map((model) => (
          <ModelFacts key={model.id} model={model} />
        ))}
      </main>
    </>
  );
}

function Sites(): JSX.Element {
  const { sites, forget } = useSiteModes();
  return (
    <section>
      <h2>{say('options_sites')}</h2>
      <p class="soft">{sentences([say('options_sites_explain'), say('options_sites_later')])}</p>
      {sites !== null && sites.length === 0 && <p>{say('options_sites_none')}</p>}
      {sites !== null && sites.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{say('options_sites_site')}</th>
              <th scope="col">{say('options_sites_mode')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {sites.map(({ origin, mode }) => (
              <tr key={origin}>
                <th scope="row">{origin}</th>
                <td>{modeLabel(mode)}</td>
                <td class="count">
                  <button
                    type="button"
                    class="button"
                    aria-label={say('options_sites_forget', origin)}
                    onClick={() => forget(origin)}
                  >
                    {say('options_sites_forget_short')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

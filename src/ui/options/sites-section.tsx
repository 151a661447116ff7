import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { siteModes, type SiteMode } from '../../shared/site-mode.js';
import {
  followSiteSettings,
  forgetSite,
  readSiteSettings,
  writeSiteMode,
} from '../../settings/site-modes.js';
import {
  followUploaderRules,
  readUploaderRules,
  setUploaderMode,
} from '../../settings/uploader-store.js';
import { useStored } from '../use-stored.js';
import { cleanTitle } from '../verdict/media-card.js';
import { modeLabel, say } from '../words.js';
import { ExchangeButtons } from './exchange-buttons.js';
import { Section } from './section.js';

/** One line of the list: a site or an uploader with a mode of its own. */
interface Row {
  readonly key: string;
  readonly name: string;
  /** What the uploader is on; null for a site. */
  readonly of: string | null;
  readonly mode: SiteMode;
  readonly change: (mode: SiteMode | null) => void;
}

/** Above so many lines a search field helps more than it disturbs. */
const rowsBeforeSearch = 5;

/** Everything with a mode of its own: searched, changed, forgotten, carried to another browser. */
export function SitesSection({ id }: { readonly id: string }): JSX.Element {
  const rows = useRows();
  const [sought, setSought] = useState('');
  const shown = (rows ?? []).filter(({ name, of }) =>
    `${name} ${of ?? ''}`.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase()),
  );
  return (
    <Section id={id} title={say('options_sites')} explain={say('options_sites_explain')}>
      {rows !== null && rows.length === 0 && <p>{say('options_sites_none')}</p>}
      {rows !== null && (rows.length > rowsBeforeSearch || sought !== '') && (
        <input
          type="search"
          class="field search"
          aria-label={say('options_sites_search')}
          placeholder={say('options_sites_search')}
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
      )}
      {rows !== null && rows.length > 0 && shown.length === 0 && (
        <p role="status">{say('options_sites_not_found')}</p>
      )}
      {shown.length > 0 && (
        <table class="sites">
          <thead>
            <tr>
              <th scope="col">{say('options_sites_site')}</th>
              <th scope="col">{say('options_sites_mode')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <SiteRow key={row.key} row={row} />
            ))}
          </tbody>
        </table>
      )}
      <ExchangeButtons />
    </Section>
  );
}

function SiteRow({ row }: { readonly row: Row }): JSX.Element {
  const { name, of, mode, change } = row;
  return (
    <tr>
      <th scope="row" dir="auto">
        {name}
        {of !== null && <span class="soft small of">{of}</span>}
      </th>
      <td>
        <select
          aria-label={say('options_sites_mode_of', name)}
          value={mode}
          onChange={(event) => {
            const chosen = siteModes.find((known) => known === event.currentTarget.value);
            if (chosen !== undefined) change(chosen);
          }}
        >
          {siteModes.map((known) => (
            <option key={known} value={known}>
              {modeLabel(known)}
            </option>
          ))}
        </select>
      </td>
      <td class="count">
        <button
          type="button"
          class="button"
          aria-label={say('options_sites_forget', name)}
          onClick={() => change(null)}
        >
          {say('options_sites_forget_short')}
        </button>
      </td>
    </tr>
  );
}

function useRows(): readonly Row[] | null {
  const sites = useStored(readSiteSettings, followSiteSettings);
  const uploaders = useStored(readUploaderRules, followUploaderRules);
  if (sites === null || uploaders === null) return null;
  return [
    ...sites.map(({ origin, mode }): Row => ({
      key: origin,
      name: origin,
      of: null,
      mode,
      change: (to) => void (to === null ? forgetSite(origin) : writeSiteMode(origin, to)),
    })),
    ...uploaders.map((rule): Row => ({
      key: `${rule.site} ${rule.uploaderId}`,
      name: cleanTitle(rule.name) || rule.uploaderId,
      of: rule.site,
      mode: rule.mode,
      change: (to) => void setUploaderMode(rule, to),
    })),
  ];
}

import type { JSX } from 'preact';
import { siteModes, type SiteMode } from '../../shared/site-mode.js';
import { modeLabel, modeSentence, say } from '../words.js';

/** Off, on request or automatic for the site of this tab. */
export function SiteSwitch({
  site,
  mode,
  onChoose,
}: {
  readonly site: string;
  readonly mode: SiteMode;
  readonly onChoose: (mode: SiteMode) => void;
}): JSX.Element {
  return (
    <fieldset class="site-switch">
      <legend>{say('popup_site_mode', site)}</legend>
      <div class="places">
        {siteModes.map((option) => (
          <label key={option} class={option === mode ? 'place chosen' : 'place'}>
            <input
              type="radio"
              name="site-mode"
              value={option}
              checked={option === mode}
              onChange={() => onChoose(option)}
            />
            {modeLabel(option)}
          </label>
        ))}
      </div>
      <p class="soft small">{modeSentence(mode)}</p>
    </fieldset>
  );
}

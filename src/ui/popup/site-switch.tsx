import type { JSX } from 'preact';
import { siteModes, type SiteMode } from '../../shared/site-mode.js';
import { Choice } from '../choice.js';
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
    <div class="site-switch">
      <Choice
        name="site-mode"
        legend={say('popup_site_mode', site)}
        options={siteModes.map((value) => ({ value, label: modeLabel(value) }))}
        value={mode}
        onChoose={onChoose}
      />
      <p class="soft small">{modeSentence(mode)}</p>
    </div>
  );
}

import type { JSX } from 'preact';
import browser from 'webextension-polyfill';
import { clearRecent } from '../../settings/recent-verdicts.js';
import { changeSettings } from '../../settings/settings-store.js';
import { SwitchRow } from '../switch-row.js';
import { say } from '../words.js';
import { Section } from './section.js';
import { useSettings } from './use-settings.js';

/** What a person sees of Seam from day to day. */
export function GeneralSection({ id }: { readonly id: string }): JSX.Element {
  const { showQuietChip, largeText, keepRecent } = useSettings();
  return (
    <Section id={id} title={say('options_general')}>
      <SwitchRow
        label={say('options_quiet_chip')}
        explain={say('options_quiet_chip_explain')}
        isOn={showQuietChip}
        onChange={(isOn) => void changeSettings({ showQuietChip: isOn })}
      />
      <SwitchRow
        label={say('options_large_text')}
        explain={say('options_large_text_explain')}
        isOn={largeText}
        onChange={(isOn) => void changeSettings({ largeText: isOn })}
      />
      <SwitchRow
        label={say('options_recent')}
        explain={say('popup_recent_explain')}
        isOn={keepRecent}
        onChange={(isOn) => {
          void changeSettings({ keepRecent: isOn });
          if (!isOn) void clearRecent();
        }}
      />
      <p class="actions">
        <a class="button" href={browser.runtime.getURL('src/entries/welcome.html')}>
          {say('options_open_welcome')}
        </a>
        <a class="button" href={browser.runtime.getURL('src/entries/check.html')}>
          {say('check_title')}
        </a>
      </p>
    </Section>
  );
}

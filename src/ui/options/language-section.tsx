import type { JSX } from 'preact';
import { changeSettings } from '../../settings/settings-store.js';
import { languageChoices } from '../../settings/settings.js';
import { Choice } from '../choice.js';
import { say } from '../words.js';
import { Section } from './section.js';
import { useSettings } from './use-settings.js';

/** Languages name themselves, so that nobody has to know another to find one. */
export function LanguageSection({ id }: { readonly id: string }): JSX.Element {
  const { language } = useSettings();
  return (
    <Section id={id} title={say('options_language')} explain={say('options_language_explain')}>
      <Choice
        name="language"
        legend={say('options_language')}
        isLegendUnseen
        options={languageChoices.map((value) => ({ value, label: say(`language_${value}`) }))}
        value={language}
        onChoose={(choice) => void changeSettings({ language: choice })}
      />
    </Section>
  );
}

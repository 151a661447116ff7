import type { JSX } from 'preact';
import {
  backendChoices,
  followEnginePreferences,
  readBackendChoice,
  writeBackendChoice,
} from '../../settings/engine-preferences.js';
import { changeSettings } from '../../settings/settings-store.js';
import { effortCeilings } from '../../shared/effort.js';
import { Choice } from '../choice.js';
import { SwitchRow } from '../switch-row.js';
import { useStored } from '../use-stored.js';
import { say } from '../words.js';
import { Section } from './section.js';
import { useSettings } from './use-settings.js';

/** How Seam computes, and what it may cost. */
export function PerformanceSection({ id }: { readonly id: string }): JSX.Element {
  const { effortCeiling, sparesItself } = useSettings();
  const backend = useStored(readBackendChoice, followEnginePreferences);
  return (
    <Section
      id={id}
      title={say('options_performance')}
      explain={say('options_performance_explain')}
    >
      <Choice
        name="effort"
        legend={say('options_effort')}
        options={effortCeilings.map((value) => ({ value, label: say(`options_effort_${value}`) }))}
        value={effortCeiling}
        onChoose={(choice) => void changeSettings({ effortCeiling: choice })}
      />
      <p class="soft small">{say(`options_effort_${effortCeiling}_explain`)}</p>
      <SwitchRow
        label={say('options_spares')}
        explain={say('options_spares_explain')}
        isOn={sparesItself}
        onChange={(isOn) => void changeSettings({ sparesItself: isOn })}
      />
      <Choice
        name="backend"
        legend={say('detail_backend')}
        options={backendChoices.map((value) => ({ value, label: say(`options_backend_${value}`) }))}
        value={backend}
        onChoose={(choice) => void writeBackendChoice(choice)}
      />
      <p class="soft small">{say('options_backend_explain')}</p>
    </Section>
  );
}
